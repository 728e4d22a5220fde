#include "scanner/cli/progress_line.h"

#include <string_view>

#include <fmt/format.h>

#include "scanner/base/file.h"
#include "scanner/report/words.h"

namespace blotter {
namespace {

// "1,234,567"
std::string Grouped(std::uint64_t number) {
  std::string text = std::to_string(number);
  for (std::size_t end = text.size(); end > 3;) {
    end -= 3;
    text.insert(end, ",");
  }
  return text;
}

// Back to the first column, and clear to the end of the line.
constexpr std::string_view kWipe = "\r\x1b[K";

}  // namespace

std::string ProgressText(const Progress& progress, int columns) {
  const auto load = [](const std::atomic<std::uint64_t>& count) {
    return count.load(std::memory_order_relaxed);
  };
  std::string text =
      fmt::format("{} files, {} read, {}", Grouped(load(progress.files)),
                  ByteSize(load(progress.bytes)), Counted(load(progress.findings), "finding"));
  // One cell is left free: a full line would wrap on some terminals, and could not be wiped.
  const std::size_t room = columns > 1 ? static_cast<std::size_t>(columns) - 1 : 0;
  if (text.size() > room) text.resize(room);
  return text;
}

ProgressLine::ProgressLine(int fd, int columns, const Progress& progress, Timing timing)
    : fd_(fd), columns_(columns), progress_(progress), timing_(timing), thread_([this] {
        Draw();
      }) {}

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
    const std::string line = std::string(kWipe) + ProgressText(progress_, columns_);
    if (!WriteFull(fd_, line)) return;
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
