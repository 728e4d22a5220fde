// What the progress line says: how far a run is, and for histories how long it will still take.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "scanner/pipeline/history.h"
#include "scanner/pipeline/scan.h"

namespace blotter {

// No wider than `columns` cells: "12,345 files, 1.2 GB read, 3 findings".
std::string ProgressText(const Progress& progress, int columns);

// How long work of a known size will still take, from how long it took so far: smoothed, so that a
// person can read it. One per run; not shared.
class TimeLeft {
 public:
  // `elapsed` since the run began, never less than the last time. Nothing while it is too early to
  // tell: less than a second of work, or than a twentieth of it.
  std::optional<std::chrono::seconds> Update(std::chrono::milliseconds elapsed, std::uint64_t done,
                                             std::uint64_t total);

 private:
  double last_ms_ = 0;              // `elapsed` of the last call
  double begin_ms_ = 0;             // when the work began: the last time nothing had been done
  std::optional<double> end_ms_;    // when it will end, smoothed
  std::optional<double> shown_ms_;  // what was said last
};

// "12 s", "3 min 20 s", "2 h 5 min"
std::string DurationText(std::chrono::seconds duration);

// "1.2 GB of 3.4 GB (35%), 123,456 objects, 3 findings, 12 s left", no wider than `columns` cells.
std::string HistoryProgressText(const HistoryProgress& progress, std::chrono::milliseconds elapsed,
                                TimeLeft* time_left, int columns);

}  // namespace blotter
