// CommitRange: which commits a range holds, and how each differs from its parents. git says both,
// by ids; the commits are read by ourselves.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/git/calling_repository.h"
#include "scanner/git/object_id.h"
#include "scanner/git/object_reader.h"
#include "scanner/git/raw_diff.h"
#include "scanner/model/options.h"

namespace blotter {

// A commit, with what of its object matters here.
struct RangeCommit {
  ObjectId id;
  ObjectId tree;
  std::vector<ObjectId> parent_trees;
  std::string text;  // the whole object
};

struct CommitRange {
  std::vector<ObjectId> tips;  // as named: a tag's own id where it is an annotated one
  std::vector<ObjectId> tip_commits;
  std::vector<ObjectId> commits;  // of the range, parents before their children
};

// Error: a tip or base that is not here, with the command that gets it; or git's message.
Result<CommitRange> ResolveRange(const DiffOptions& options, const CallingRepository& repository);

// The first tip, and the commit before the range whose files may steer a gate: BASE; of a hook's
// refs the first that the other side has, else its HEAD (a receiving repository's own). Nothing
// where there is none. Error: BASE is not here.
struct RangeEnds {
  std::optional<ObjectId> tip;
  std::optional<ObjectId> base;
  std::string base_name;  // as typed, or the name of a ref
};
Result<RangeEnds> FindEnds(const DiffOptions& options, const CallingRepository& repository);

// Reads the commits of the range, in its order.
Result<std::vector<RangeCommit>> ReadCommits(const std::vector<ObjectId>& ids,
                                             const ObjectReader& objects,
                                             const ObjectId& empty_tree);

// For each commit, for each of its parents: what differs. Views into `listings`.
struct RangeChanges {
  std::vector<std::string> listings;                         // what git printed
  std::vector<std::vector<std::vector<RawChange>>> commits;  // [commit][parent]
};
Result<RangeChanges> ListChanges(const std::vector<RangeCommit>& commits, std::size_t workers);

}  // namespace blotter
