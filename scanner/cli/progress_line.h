// One line on a terminal that says how far a run is. It appears when the run has lasted over half a
// second, is rewritten a few times a second, and is wiped when it ends: it never mixes with output.
// Internally locked; owns the thread that draws.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <thread>
#include <utility>

#include "scanner/base/mutex.h"

namespace blotter {

class ProgressLine {
 public:
  // Makes the line's text, which must fit the terminal; called on the drawing thread with the time
  // since the line was made.
  using Text = std::function<std::string(std::chrono::milliseconds elapsed)>;

  struct Timing {
    std::chrono::milliseconds delay{500};
    std::chrono::milliseconds interval{100};
  };

  // Draws on `fd`. What `text` borrows must outlive the line.
  ProgressLine(int fd, Text text, Timing timing);
  ProgressLine(int fd, Text text) : ProgressLine(fd, std::move(text), Timing{}) {}
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
  const Text text_;
  const Timing timing_;
  const std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  Mutex mutex_;
  CondVar stop_signal_;
  bool stopping_ GUARDED_BY(mutex_) = false;
  std::thread thread_;  // last: it uses all of the above
};

}  // namespace blotter
