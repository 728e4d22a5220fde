// Refs: the names that lead into a repository's history, as git lists them.
#pragma once

#include <string>
#include <vector>

#include "scanner/base/result.h"
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

// Makes a tag's ref lead to what the tag, or the tag of a tag, is of, and says of what type that
// is. A ref stays as it is where anything on the way is not there or cannot be read.
void PeelRefs(const ObjectStore& store, std::vector<Ref>* refs);

// "main" of "refs/heads/main", "origin/main" of "refs/remotes/origin/main", "v1" of "refs/tags/v1",
// "stash" of "refs/stash".
std::string ShortRefName(const std::string& name);

// The commits at which a shallow clone ends; none where it is whole.
Result<std::vector<ObjectId>> ShallowCommits(const Repository& repository);

}  // namespace blotter
