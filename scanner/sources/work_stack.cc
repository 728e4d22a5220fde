#include "scanner/sources/work_stack.h"

#include <algorithm>

namespace blotter {

void WorkStack::AddWorker() {
  MutexLock lock(mutex_);
  ++workers_;
}

void WorkStack::RemoveWorker() {
  MutexLock lock(mutex_);
  --workers_;
  changed_.SignalAll();
}

void WorkStack::Push(std::vector<WorkItem>* items) {
  if (items->empty()) return;
  MutexLock lock(mutex_);
  for (std::size_t wake = std::min(idle_, items->size()); wake > 0; --wake) changed_.Signal();
  std::move(items->begin(), items->end(), std::back_inserter(items_));
  items->clear();
}

bool WorkStack::Pop(WorkItem* item) {
  MutexLock lock(mutex_);
  ++idle_;
  while (items_.empty()) {
    if (idle_ == workers_) {
      changed_.SignalAll();  // idle_ stays: everybody else comes to the same conclusion
      return false;
    }
    changed_.Wait(mutex_);
  }
  --idle_;
  *item = std::move(items_.back());
  items_.pop_back();
  return true;
}

}  // namespace blotter
