#include "scanner/pipeline/history_reading.h"

#include <algorithm>
#include <iterator>

namespace blotter {

namespace {

template <typename T>
void AppendTo(std::vector<T>* all, std::vector<T>* part) {
  std::move(part->begin(), part->end(), std::back_inserter(*all));
  part->clear();
}

template <typename T>
void SortUnique(std::vector<T>* items) {
  std::sort(items->begin(), items->end());
  items->erase(std::unique(items->begin(), items->end()), items->end());
}

}  // namespace

// What is damaged where neither its type nor what it is built on can be known is met by every walk.
void HistoryReading::Merge(HistoryReading other) {
  ledger.Merge(other.ledger);
  holds_env_files = holds_env_files || other.holds_env_files;
  AppendTo(&failures, &other.failures);
  AppendTo(&suspects, &other.suspects);
  AppendTo(&messages, &other.messages);
  AppendTo(&submodules, &other.submodules);
  AppendTo(&lfs_files, &other.lfs_files);
  AppendTo(&absent, &other.absent);
  SortUnique(&failures);
  SortUnique(&suspects);
  SortUnique(&submodules);
  SortUnique(&lfs_files);
  SortUnique(&absent);
}

}  // namespace blotter
