#include "scanner/report/words.h"

#include <array>

#include <fmt/format.h>

#include "scanner/report/sanitize.h"

namespace blotter {

std::string Counted(std::uint64_t count, std::string_view noun) {
  if (count == 1) return fmt::format("1 {}", noun);
  if (noun.ends_with('y')) return fmt::format("{} {}ies", count, noun.substr(0, noun.size() - 1));
  return fmt::format("{} {}{}", count, noun, noun.ends_with("ch") ? "es" : "s");
}

std::string ByteSize(std::uint64_t bytes) {
  constexpr std::array<std::string_view, 5> kUnits = {"kB", "MB", "GB", "TB", "PB"};
  if (bytes < 1000) return Counted(bytes, "byte");
  double value = static_cast<double>(bytes) / 1000;
  std::size_t unit = 0;
  // 999.95 would be rounded to "1000.0": that is the next unit's 1.0.
  while (value >= 999.95 && unit + 1 < kUnits.size()) {
    value /= 1000;
    ++unit;
  }
  return fmt::format("{:.1f} {}", value, kUnits[unit]);
}

std::string FailureLine(const ReadFailure& failure) {
  if (failure.path.empty()) return Sanitize(failure.reason);
  return fmt::format("could not read {}: {}", Sanitize(failure.path), Sanitize(failure.reason));
}

std::string AllowanceWords(const Allowance& allowance) {
  std::string words = fmt::format("by {}", AllowedByWords(allowance.by));
  if (!allowance.detail.empty()) words += fmt::format(" ({})", allowance.detail);
  return words;
}

}  // namespace blotter
