#include "scanner/engine/generic_key_scan.h"

#include <algorithm>
#include <array>

#include "scanner/engine/value.h"
#include "scanner/engine/words.h"

namespace blotter {

namespace {

// The rest of a name may follow the key word before the reach begins.
constexpr std::size_t kNameTail = 64;

constexpr std::array<bool, 256> kTokenChars = [] {
  std::array<bool, 256> table{};
  for (const char c : std::string_view("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                       "0123456789-_.~+/=")) {
    table[static_cast<unsigned char>(c)] = true;
  }
  return table;
}();

// Whether some part of a run of token characters is live. "=" ends a name as well as base64, so the
// pieces between are looked at, too.
bool HoldsLiveToken(std::string_view run) {
  while (!run.empty()) {
    const std::size_t end = std::min(run.find('='), run.size());
    std::string_view token = run.substr(0, end);
    while (token.ends_with('.')) token.remove_suffix(1);
    if (token.size() >= kMinSecretBytes) {
      const ValueKind kind = JudgeValue(token);
      if (kind == ValueKind::kOpaque || kind == ValueKind::kUuid) return true;
    }
    run.remove_prefix(std::min(end + 1, run.size()));
  }
  return false;
}

}  // namespace

bool MayBindGenericKey(std::string_view text, const std::vector<RawMatch>& key_words) {
  std::size_t at = 0;
  for (const RawMatch& word : key_words) {
    at = std::max<std::size_t>(at, word.end);
    const std::size_t limit =
        std::min<std::size_t>(text.size(), word.end + kNameTail + kGenericReachBytes);
    while (at < limit) {
      std::size_t end = at;
      while (end < text.size() && kTokenChars[static_cast<unsigned char>(text[end])]) ++end;
      if (end - at >= kMinSecretBytes && HoldsLiveToken(text.substr(at, end - at))) return true;
      at = std::max(end, at + 1);
    }
  }
  return false;
}

}  // namespace blotter
