// Refs: the names that lead into a repository's history, as git lists them.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/git/git_process.h"
#include "scanner/git/object_id.h"
#include "scanner/git/object_store.h"
#include "scanner/git/repository.h"

namespace blotter {

struct Ref {
  // "refs/heads/main"; "HEAD"; for another worktree "worktrees/NAME/HEAD" or "main-worktree/HEAD"
  std::string name;
  ObjectId target;
  ObjectType type = ObjectType::kCommit;  // of the target; a guess until it is peeled
};

// All refs (branches, tags, remotes', stash, notes, pull requests, ...), HEAD where it is born, and
// the HEADs of other worktrees. Error: git's message.
Result<std::vector<Ref>> ListRefs(const Repository& repository);

// The same in two halves: what is done between them costs no time. Refs that are listed before
// objects are lead to objects that are there, whatever is fetched meanwhile.
class RefListing {
 public:
  // Asks git, and returns at once.
  static Result<RefListing> Start(const Repository& repository);
  // Once only.
  Result<std::vector<Ref>> Finish();

 private:
  explicit RefListing(Repository repository) : repository_(std::move(repository)) {}

  Repository repository_;
  std::vector<GitProcess> processes_;  // all refs, HEAD, worktrees
};

// Makes a tag's ref lead to what the tag, or the tag of a tag, is of, and says of what type that
// is. A ref stays as it is where anything on the way is not there or cannot be read.
void PeelRefs(const ObjectStore& store, std::vector<Ref>* refs);

// "main" of "refs/heads/main", "origin/main" of "refs/remotes/origin/main", "v1" of "refs/tags/v1",
// "stash" of "refs/stash".
std::string ShortRefName(const std::string& name);

// The commits at which a shallow clone ends; none where it is whole.
Result<std::vector<ObjectId>> ShallowCommits(const Repository& repository);

}  // namespace blotter
