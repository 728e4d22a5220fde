// RepositoryRegistry: the repositories that a walk has met, each opened once however many roots and
// folders lead to it.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "scanner/base/mutex.h"
#include "scanner/base/result.h"
#include "scanner/git/repository.h"
#include "scanner/sources/governed_repository.h"

namespace blotter {

// Internally locked. Owns the repositories.
class RepositoryRegistry {
 public:
  RepositoryRegistry(GitEnvironment environment, FolderDescriptors* descriptors)
      : environment_(std::move(environment)), descriptors_(descriptors) {}

  const GitEnvironment& environment() const { return environment_; }

  // The error is the same each time one and the same repository is asked for.
  Result<GovernedRepository*> Open(Repository repository) EXCLUDES(mutex_);

  // By their top folders. For the time after the walk.
  std::vector<GovernedRepository*> All() EXCLUDES(mutex_);

 private:
  const GitEnvironment environment_;
  FolderDescriptors* const descriptors_;
  Mutex mutex_;
  std::map<std::string, Result<std::unique_ptr<GovernedRepository>>> by_top_ GUARDED_BY(mutex_);
};

}  // namespace blotter
