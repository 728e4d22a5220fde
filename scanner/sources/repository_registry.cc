#include "scanner/sources/repository_registry.h"

#include <utility>

namespace blotter {

Result<GovernedRepository*> RepositoryRegistry::Open(Repository repository) {
  MutexLock lock(mutex_);
  auto found = by_top_.find(repository.top);
  if (found == by_top_.end()) {
    const std::string top = repository.top;
    found = by_top_
                .emplace(top, GovernedRepository::Open(std::move(repository), environment_,
                                                       descriptors_))
                .first;
  }
  if (!found->second.ok()) return found->second.error();
  return found->second->get();
}

std::vector<GovernedRepository*> RepositoryRegistry::All() {
  MutexLock lock(mutex_);
  std::vector<GovernedRepository*> all;
  for (auto& [top, repository] : by_top_) {
    if (repository.ok()) all.push_back(repository->get());
  }
  return all;
}

}  // namespace blotter
