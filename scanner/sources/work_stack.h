// WorkStack: folders that wait for a worker. Last in, first out: the walk goes deep before it goes
// wide, so that what waits, and what is open, stays small.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "scanner/base/mutex.h"
#include "scanner/sources/folder.h"

namespace blotter {

struct WorkItem {
  FolderRef folder;
  // A folder whose listing goes on: its descriptor, positioned, with a pin that the item owns.
  // Negative: not begun.
  int listing_fd = -1;
};

// Internally locked. Work is done when the stack is empty and every worker waits.
class WorkStack {
 public:
  // Before a worker starts, and where it could not be started after all.
  void AddWorker() EXCLUDES(mutex_);
  void RemoveWorker() EXCLUDES(mutex_);

  // Takes the items; the last one is the first to be handed out. Leaves the vector empty.
  void Push(std::vector<WorkItem>* items) EXCLUDES(mutex_);

  // Waits for an item. False: all work is done.
  bool Pop(WorkItem* item) EXCLUDES(mutex_);

 private:
  Mutex mutex_;
  CondVar changed_;
  std::vector<WorkItem> items_ GUARDED_BY(mutex_);
  std::size_t workers_ GUARDED_BY(mutex_) = 0;
  std::size_t idle_ GUARDED_BY(mutex_) = 0;
};

}  // namespace blotter
