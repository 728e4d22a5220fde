// Refs: the names that lead into a repository's history, as git lists them.
#pragma once

#include <string>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/git/object_id.h"
#include "scanner/git/repository.h"

namespace blotter {

struct Ref {
  // "refs/heads/main"; "HEAD"; for another worktree "worktrees/NAME/HEAD" or "main-worktree/HEAD"
  std::string name;
  ObjectId target;                        // tags peeled, tags of tags too
  ObjectType type = ObjectType::kCommit;  // of the target; of one that is not there, a guess
};

// All refs (branches, tags, remotes', stash, notes, pull requests, ...), HEAD where it is born, and
// the HEADs of other worktrees. Error: git's message.
Result<std::vector<Ref>> ListRefs(const Repository& repository);

// "main" of "refs/heads/main", "origin/main" of "refs/remotes/origin/main", "v1" of "refs/tags/v1",
// "stash" of "refs/stash".
std::string ShortRefName(const std::string& name);

// The commits at which a shallow clone ends; none where it is whole.
Result<std::vector<ObjectId>> ShallowCommits(const Repository& repository);

}  // namespace blotter
