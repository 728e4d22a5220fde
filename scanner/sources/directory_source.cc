#include "scanner/sources/directory_source.h"

#include <algorithm>
#include <deque>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "scanner/sources/missing_env_files.h"
#include "scanner/sources/walker.h"

namespace blotter {

namespace {

// Runs the walkers: the first in this thread, each other in its own. Where the system has no more
// threads to give, fewer do the same work.
void RunWalkers(SharedWalk* walk, std::deque<Walker>* walkers) {
  for (std::size_t i = 0; i < walkers->size(); ++i) walk->stack.AddWorker();
  std::vector<std::thread> threads;
  for (std::size_t i = 1; i < walkers->size(); ++i) {
    try {
      threads.emplace_back(&Walker::Run, &(*walkers)[i]);
    } catch (const std::system_error&) {
      for (; i < walkers->size(); ++i) walk->stack.RemoveWorker();
    }
  }
  walkers->front().Run();
  for (std::thread& thread : threads) thread.join();
}

}  // namespace

Ledger DirectorySource::Run(BlobSink& sink) {
  const std::size_t budget = options_.descriptor_budget > 0 ? options_.descriptor_budget
                                                            : FolderDescriptors::BudgetFromLimits();
  SharedWalk walk(options_, budget);
  Ledger ledger;
  ResolveRoots(options_, &walk.descriptors, &walk.repositories, &walk.roots, &ledger);

  std::vector<WorkItem> items;
  for (const WalkRoot& root : walk.roots.roots) items.push_back({root.folder, -1});
  std::reverse(items.begin(), items.end());
  walk.stack.Push(&items);

  std::deque<Walker> walkers;
  for (std::size_t i = 0; i < std::max<std::size_t>(options_.workers, 1); ++i) {
    walkers.emplace_back(&walk, &sink, i);
  }
  RunWalkers(&walk, &walkers);

  for (const Walker& walker : walkers) ledger.Merge(walker.ledger());
  OfferMissingEnvFiles(&walk, &sink, &ledger);
  for (GovernedRepository* repository : walk.repositories.All()) {
    ++ledger.repositories;
    for (ReadFailure& failure : repository->TakeFailures()) {
      ledger.failures.push_back(std::move(failure));
    }
  }
  ledger.Normalize();
  return ledger;
}

}  // namespace blotter
