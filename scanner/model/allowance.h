// Why a finding does not count: somebody has looked at it and allowed it. It is counted in the
// ledger all the same, and shown on request.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace blotter {

// Order is the order of reports.
enum class AllowedBy : std::uint8_t {
  kComment,         // blotter:allow or gitleaks:allow on the secret's line
  kBaseline,        // --baseline
  kGitleaksIgnore,  // .gitleaksignore
  kAllowlist,       // a path or value allowlist of the configuration
  kCount,
};
inline constexpr std::size_t kAllowedByCount = static_cast<std::size_t>(AllowedBy::kCount);
using AllowedCounts = std::array<std::uint64_t, kAllowedByCount>;

std::string_view AllowedByKey(AllowedBy by);    // "comment": a stable JSON key
std::string_view AllowedByWords(AllowedBy by);  // "a comment": for people, after "by"

struct Allowance {
  AllowedBy by = AllowedBy::kComment;
  // More, in words: the baseline's name, an allowlist's reason. Never a secret; any bytes.
  std::string detail;
};

}  // namespace blotter
