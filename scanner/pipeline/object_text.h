// Findings in the texts of commits and tags.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/engine/detector.h"
#include "scanner/git/object_id.h"
#include "scanner/git/object_parsers.h"
#include "scanner/model/finding.h"

namespace blotter {

// What is known of a commit or a tag that a finding is to be told.
struct ObjectTextFacts {
  std::string_view path;     // kCommitMessagePath, kTagMessagePath (model/history.h)
  std::string commit;        // hexadecimal; empty where it is about none
  std::string evidence;      // what else to say; may be empty
  GitPerson person;          // who wrote it
  std::string_view message;  // behind the headers; empty where they could not be read
};

// A text that somebody else wrote, fit to stand beside a finding: it may be the secret's.
std::string WithoutSecret(std::string text, const Secret& secret);

// Of a commit that could be parsed.
ObjectTextFacts FactsOf(const ObjectId& id, const CommitObject& commit);

ObjectTextFacts FactsOf(const TagObject& tag);

// Appends what the object `content` holds, complete but for fingerprint and history. The whole
// object is read: a header may hold a secret as well as the message does. Lines count from the
// message's first; a finding in the headers is said to be on line 1. Error: it could not be read to
// its end.
Status ScanObjectText(std::string_view content, const ObjectTextFacts& facts, Detector* detector,
                      std::vector<Finding>* findings);

}  // namespace blotter
