#include "scanner/model/allowance.h"

namespace blotter {

namespace {

struct AllowedByText {
  std::string_view key;
  std::string_view words;
};
constexpr std::array<AllowedByText, kAllowedByCount> kAllowedByTexts = {{
    {"comment", "a comment"},
    {"baseline", "the baseline"},
    {"gitleaksignore", ".gitleaksignore"},
    {"allowlist", "an allowlist"},
}};

}  // namespace

std::string_view AllowedByKey(AllowedBy by) {
  return kAllowedByTexts[static_cast<std::size_t>(by)].key;
}

std::string_view AllowedByWords(AllowedBy by) {
  return kAllowedByTexts[static_cast<std::size_t>(by)].words;
}

}  // namespace blotter
