// Attribution: which commits brought a blob into a repository, at which paths, and who still holds
// it. Exact, by tree content and without rename guesses: a commit introduces a blob at a path when
// its tree holds the blob there and none of its parents' trees does.
//
// How to use it: one Attributor for a repository; every tree and every commit is pushed once, in
// any order, from any of `workers` threads; then Finish. It reads nothing itself.
//
// How it works:
//   TreeRecorder   keeps, of each tree, its folders and the entries of interest (hits), as far as
//                  they differ from the tree before. One per worker, no locks.
//   HitGraph       what of each tree leads to a hit; equal results are one node, so that the 70,000
//                  root trees in which nothing of interest changed are one.
//   CommitGraph    parents, and an order in which parents come before their children.
//   LeafSearch     along that order compares each commit's node with its parents'; where they are
//                  the same number, nothing happened.
// Time is linear in what was pushed and in what changed; nothing is kept of files that are not
// hits.
//
// Memory, for SHA-1: a tree with a folder or a hit in it 20 bytes, each of its folders that the
// tree before does not have 36, a commit 80 and 20 for each parent; then, in Finish, about 45 for
// each of these trees, 4 for each of these folders, 40 for a commit, and for what leads to hits the
// nodes and as much as a third of them. git.git (382,000 trees of 5.8 GB, 203,000 commits; two
// workers): 45 MiB before Finish, 60 in it for one target, 80 for a thousand.
// AttributionOptions::memory_bytes bounds what is kept before Finish, and of what leads to hits; a
// repository that needs more is an Error.
//
// Time: 7 ns for an entry in AddTree, nearly all for seeing that it is not new, and 0.2 s for
// Finish, for git.git.
//
// Repositories are hostile input: what would make the answer or the time grow without bound
// (trees that hold others many times over) is cut off at a stated limit, and the answer says so.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/git/object_id.h"
#include "scanner/git/object_parsers.h"

namespace blotter {

// What to look for.
struct AttributionTargets {
  std::vector<ObjectId> blobs;
  // Also every entry whose name is an env file's (EnvFileKind kEnv and kKeys), whatever its blob.
  bool env_files = true;
};

struct AttributionOptions {
  std::size_t id_bytes = kSha1Bytes;
  std::size_t workers = 1;
  std::size_t memory_bytes = std::size_t{512} << 20;
  // Limits of the answer. Beyond the first two it is `truncated`.
  std::size_t paths = 500'000;              // distinct paths (folders, too) that are followed
  std::uint64_t steps = 500'000'000;        // entries compared in each of three phases
  std::size_t introductions_listed = 1000;  // in one Sighting; 4,000,000 in all
  std::size_t refs_listed = 1000;           // as these
};

// Tags peeled. Of tips that are no commits, trees are understood (a tag may name one).
struct RefTip {
  std::string name;  // "refs/heads/main"; "HEAD" is the one that Sighting::in_head is about
  ObjectId id;
  ObjectType type = ObjectType::kCommit;
};

// Times: seconds since 1970, 0 where the commit gives none. Strings: the commit's own bytes.
struct SightedCommit {
  ObjectId id;
  std::string author_name;
  std::string author_email;
  std::int64_t author_time = 0;
  std::int32_t author_zone_minutes = 0;  // east of UTC
  std::int64_t committer_time = 0;
  std::uint32_t rank = 0;  // in the order of history: parents have lower ones than their children
  bool reachable = false;  // from any of the tips
};

// One blob at one path, over the whole history.
struct Sighting {
  ObjectId blob;
  std::string path;        // from the repository's top; any bytes but NUL
  std::uint32_t mode = 0;  // in `first`: 0100644, 0100755, 0120000 (a symlink), or what it claims
  SightedCommit first;     // of those that introduced it, the first in the order of history
  SightedCommit last;      // the last in that order whose tree holds it
  std::uint64_t introductions = 0;
  std::vector<ObjectId> introduced_by;  // in that order; at least `first`
  bool in_head = false;
  std::vector<std::string> refs;  // whose tips hold it, sorted, "HEAD" left out
  std::uint64_t ref_count = 0;    // also of those not listed
  bool reachable = false;         // whether any reachable commit holds it
};

// A blob that no commit holds.
struct LooseBlob {
  ObjectId blob;
  // The tree that holds it and that nothing else holds; size() 0: no tree holds it either. Where
  // several do, the one with the lowest id; one LooseBlob for each path.
  ObjectId tree;
  std::string path;               // below `tree`; empty where there is none
  std::uint32_t mode = 0;         // 0 where there is no tree
  std::vector<std::string> refs;  // that name a tree which holds it at this path; sorted
};

struct Attribution {
  std::vector<Sighting> sightings;  // by path, then order of `first`, then blob
  std::vector<LooseBlob> loose;     // by blob, then path
  // Blobs (targets) that commits do hold but that are in no sighting, because `truncated`.
  std::vector<ObjectId> unlisted;
  // A limit of AttributionOptions was met, or a path more than 2,048 folders deep: there may be
  // more sightings, introductions and refs than are listed.
  bool truncated = false;

  // What was missing or broken in what was pushed.
  std::uint64_t missing_parents = 0;      // parents that were not pushed (shallow): as if there
                                          // were none, so everything there counts as introduced
  std::vector<std::string> missing_tips;  // names of refs whose commit was not pushed
  std::vector<ObjectId> damaged_trees;    // could be read only in part; sorted
};

// Add* may be called by `workers` threads at a time, each with its own `worker` (from 0); the rest
// by one, after all of them. Objects that come twice count once.
class Attributor {
 public:
  Attributor(const AttributionTargets& targets, const AttributionOptions& options);
  ~Attributor();
  Attributor(const Attributor&) = delete;
  Attributor& operator=(const Attributor&) = delete;

  // `raw`: the tree object's content.
  void AddTree(std::size_t worker, const ObjectId& id, std::string_view raw);
  void AddCommit(std::size_t worker, const ObjectId& id, const CommitObject& commit);

  // Once only. Errors: not enough memory allowed; commits or trees that contain themselves (only a
  // damaged repository claims that).
  Result<Attribution> Finish(std::vector<RefTip> tips);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace blotter
