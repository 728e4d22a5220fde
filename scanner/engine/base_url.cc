#include "scanner/engine/base_url.h"

#include <algorithm>
#include <array>
#include <string>

#include "scanner/engine/name.h"
#include "scanner/engine/text_scan.h"
#include "scanner/engine/words.h"

namespace blotter {

namespace {

constexpr int kBaseUrlLines = 6;
constexpr std::size_t kCallReach = 2048;
constexpr std::array<std::string_view, 4> kUrlNames = {"url", "base", "endpoint", "host"};

// Whether `at` lies in a bracket around `host`, the innermost or one of the next two out.
bool InBracketsOf(std::string_view text, const HostMention& host, std::size_t at) {
  std::size_t open = host.begin;
  for (int level = 0; level < 3; ++level) {
    open = EnclosingBracket(text, open, "({", kCallReach);
    if (open == std::string_view::npos) return false;
    if (at > open && at < ClosingBracket(text, open, 2 * kCallReach)) return true;
  }
  return false;
}

// The name that the URL whose host stands at `host` is bound to, or the call it is given to.
std::string_view NameOfUrlAt(std::string_view text, std::size_t host) {
  const std::size_t line = LineBegin(text, host);
  std::size_t end = host;
  while (end > line && (text[end - 1] == '/' || text[end - 1] == ':' || IsLetter(text[end - 1]))) {
    --end;  // https://
  }
  while (end > line && !IsAlnum(text[end - 1])) --end;
  return IdentifierBefore(text, end);
}

// The name with what qualifies it: "openai.api_key".
std::string_view QualifiedName(std::string_view text, std::size_t begin, std::size_t end) {
  const std::string_view whole = IdentifierBefore(text, end);
  return whole.size() > end - begin ? whole : text.substr(begin, end - begin);
}

}  // namespace

const HostMention* BaseUrlFor(std::string_view text, const Context& context, std::size_t name_begin,
                              std::size_t name_end) {
  const std::string_view name = QualifiedName(text, name_begin, name_end);
  const HostMention* host = context.NearestHost(text, name_begin, kBaseUrlLines * 4);
  if (host == nullptr) return nullptr;
  const std::string_view bare = text.substr(name_begin, name_end - name_begin);
  const bool generic = ClassifyName(bare).kind == NameKind::kGenericKey;
  if (generic && InBracketsOf(text, *host, name_begin)) return host;
  if (LinesBetween(text, host->begin, name_begin, kBaseUrlLines) > kBaseUrlLines) return nullptr;
  const std::string_view url_name = NameOfUrlAt(text, host->begin);
  const std::string lower = LowerAscii(url_name);
  const bool names_url =
      std::any_of(kUrlNames.begin(), kUrlNames.end(),
                  [&](std::string_view word) { return lower.find(word) != std::string::npos; });
  return names_url && NameStem(url_name) == NameStem(name) ? host : nullptr;
}

}  // namespace blotter
