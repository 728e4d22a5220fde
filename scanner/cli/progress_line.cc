#include "scanner/cli/progress_line.h"

#include <string_view>

#include "scanner/base/file.h"

namespace blotter {
namespace {

// Back to the first column, and clear to the end of the line.
constexpr std::string_view kWipe = "\r\x1b[K";

}  // namespace

ProgressLine::ProgressLine(int fd, Text text, Timing timing)
    : fd_(fd), text_(std::move(text)), timing_(timing), thread_([this] { Draw(); }) {}

ProgressLine::~ProgressLine() { Stop(); }

void ProgressLine::Stop() {
  {
    MutexLock lock(mutex_);
    stopping_ = true;
    stop_signal_.SignalAll();
  }
  if (thread_.joinable()) thread_.join();
}

// The drawing thread alone writes, the wiping included, so that nothing is drawn after the wipe.
// A terminal that has gone away is no reason to stop a scan: failed writes end the drawing.
void ProgressLine::Draw() {
  if (WaitForStop(timing_.delay)) return;
  do {
    const auto elapsed = std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now() - start_);
    if (!WriteFull(fd_, std::string(kWipe) + text_(elapsed))) return;
  } while (!WaitForStop(timing_.interval));
  WriteFull(fd_, kWipe);
}

bool ProgressLine::WaitForStop(std::chrono::milliseconds wait) {
  const auto deadline = std::chrono::steady_clock::now() + wait;
  MutexLock lock(mutex_);
  while (!stopping_) {
    const auto now = std::chrono::steady_clock::now();
    if (now >= deadline) return false;
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - now);
    stop_signal_.WaitFor(mutex_, left + std::chrono::milliseconds(1));
  }
  return true;
}

}  // namespace blotter
