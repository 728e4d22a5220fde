// One line on a terminal that says how far a run is. It appears when the run has lasted over half a
// second, is rewritten a few times a second, and is wiped when it ends: it never mixes with output.
// Internally locked; owns the thread that draws.
#pragma once

#include <atomic>
#include <chrono>
#include <string>
#include <thread>

#include "scanner/base/mutex.h"
#include "scanner/pipeline/scan.h"

namespace blotter {

// The line's text, no wider than `columns` cells: "12,345 files, 1.2 GB read, 3 findings".
std::string ProgressText(const Progress& progress, int columns);

class ProgressLine {
 public:
  struct Timing {
    std::chrono::milliseconds delay{500};
    std::chrono::milliseconds interval{100};
  };

  // Draws on `fd`. Borrows `progress`, which must outlive it.
  ProgressLine(int fd, int columns, const Progress& progress, Timing timing);
  ProgressLine(int fd, int columns, const Progress& progress)
      : ProgressLine(fd, columns, progress, Timing{}) {}
  ~ProgressLine();
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  // Stops drawing and wipes the line. Further calls do nothing.
  void Stop() EXCLUDES(mutex_);

 private:
  void Draw() EXCLUDES(mutex_);
  // Waits until `wait` has passed or Stop is called; true when to stop.
  bool WaitForStop(std::chrono::milliseconds wait) EXCLUDES(mutex_);

  const int fd_;
  const int columns_;
  const Progress& progress_;
  const Timing timing_;
  Mutex mutex_;
  CondVar stop_signal_;
  bool stopping_ GUARDED_BY(mutex_) = false;
  std::thread thread_;  // last: it uses all of the above
};

}  // namespace blotter
