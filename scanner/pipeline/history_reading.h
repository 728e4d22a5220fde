// HistoryReading: what a walk over a repository's objects came to, before anything is known of
// where they stand in its history.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "scanner/git/object_id.h"
#include "scanner/git/object_visitor.h"
#include "scanner/model/finding.h"
#include "scanner/model/ledger.h"

namespace blotter {

// A finding in the text of a commit or a tag: without fingerprint and history.
struct MessageFinding {
  Finding finding;
  ObjectId object;
};

// What came of it. Lists are sorted and hold nothing twice.
struct HistoryReading {
  Ledger ledger;  // counts of objects and bytes, and what was passed over
  std::vector<ObjectFailure> failures;
  std::vector<ObjectId> suspects;
  std::vector<MessageFinding> messages;  // in no order
  bool holds_env_files = false;
  std::vector<std::pair<ObjectId, std::string>> submodules;  // commit, name in its tree
  std::vector<std::pair<std::string, ObjectId>> lfs_files;   // content's SHA-256, pointer's blob
  std::vector<ObjectId> absent;  // named by a commit (or, where asked for, a tree), and not there

  // Adds what another walk over the same repository came to.
  void Merge(HistoryReading other);
};

}  // namespace blotter
