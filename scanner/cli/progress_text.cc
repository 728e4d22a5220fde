#include "scanner/cli/progress_text.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "scanner/report/words.h"

namespace blotter {
namespace {

// An end that comes later than thought is believed slowly, since it may have been a pause; one that
// comes sooner is believed at once, since work that was done stays done.
constexpr double kMemoryOfLaterMs = 3000;
constexpr double kMemoryOfSoonerMs = 300;
constexpr double kEarliestMs = 1000;
constexpr double kEarliestShare = 0.05;
constexpr double kRounding = 1e-6;  // of a sum of doubles that should be a whole second
// A number that grows by less than this is not worth a person's attention.
constexpr double kJitter = 1.2;

std::uint64_t Load(const std::atomic<std::uint64_t>& count) {
  return count.load(std::memory_order_relaxed);
}

// "1,234,567"
std::string Grouped(std::uint64_t number) {
  std::string text = std::to_string(number);
  for (std::size_t end = text.size(); end > 3;) {
    end -= 3;
    text.insert(end, ",");
  }
  return text;
}

// One cell is left free: a full line would wrap on some terminals, and could not be wiped.
std::string Fit(std::string text, int columns) {
  const std::size_t room = columns > 1 ? static_cast<std::size_t>(columns) - 1 : 0;
  if (text.size() > room) text.resize(room);
  return text;
}

}  // namespace

std::string ProgressText(const Progress& progress, int columns) {
  return Fit(
      fmt::format("{} files, {} read, {}", Grouped(Load(progress.files)),
                  ByteSize(Load(progress.bytes)), Counted(Load(progress.findings), "finding")),
      columns);
}

std::optional<std::chrono::seconds> TimeLeft::Update(std::chrono::milliseconds elapsed,
                                                     std::uint64_t done, std::uint64_t total) {
  const auto now = static_cast<double>(elapsed.count());
  const double step = now - std::exchange(last_ms_, now);
  if (done == 0) begin_ms_ = now;
  const double share =
      total == 0 ? 0 : std::min(1.0, static_cast<double>(done) / static_cast<double>(total));
  if (now - begin_ms_ < kEarliestMs || share < kEarliestShare) return std::nullopt;

  const double end = begin_ms_ + (now - begin_ms_) / share;
  if (!end_ms_) end_ms_ = end;
  const double memory = end > *end_ms_ ? kMemoryOfLaterMs : kMemoryOfSoonerMs;
  *end_ms_ += (end - *end_ms_) * (1 - std::exp(-step / memory));
  const double left = std::max(0.0, *end_ms_ - now);
  const bool jitter = shown_ms_ && left > *shown_ms_ && left < *shown_ms_ * kJitter;
  if (!jitter) shown_ms_ = left;
  return std::chrono::seconds(static_cast<std::int64_t>(std::ceil(*shown_ms_ / 1000 - kRounding)));
}

std::string DurationText(std::chrono::seconds duration) {
  const std::int64_t seconds = duration.count();
  if (seconds < 60) return fmt::format("{} s", seconds);
  if (seconds < 3600) return fmt::format("{} min {} s", seconds / 60, seconds % 60 / 10 * 10);
  return fmt::format("{} h {} min", seconds / 3600, seconds % 3600 / 60);
}

std::string HistoryProgressText(const HistoryProgress& progress, std::chrono::milliseconds elapsed,
                                TimeLeft* time_left, int columns) {
  const std::string counts = fmt::format("{} objects, {}", Grouped(Load(progress.objects)),
                                         Counted(Load(progress.findings), "finding"));
  const HistoryPhase phase = progress.phase.load(std::memory_order_relaxed);
  if (phase == HistoryPhase::kOpening) return Fit("opening repositories", columns);
  if (phase == HistoryPhase::kAttributing) {
    return Fit(counts + ", looking up commits", columns);
  }
  const std::uint64_t total = Load(progress.bytes_total);
  const std::uint64_t done = std::min(Load(progress.bytes_done), total);
  const double percent =
      total == 0 ? 0 : std::floor(100 * static_cast<double>(done) / static_cast<double>(total));
  std::string text =
      fmt::format("{} of {} ({:.0f}%), {}", ByteSize(done), ByteSize(total), percent, counts);
  if (const auto left = time_left->Update(elapsed, done, total)) {
    text += fmt::format(", {} left", DurationText(*left));
  }
  return Fit(std::move(text), columns);
}

}  // namespace blotter
