#include "scanner/engine/inline_allow.h"

#include <algorithm>
#include <string>

#include "scanner/base/byte_range.h"
#include "scanner/engine/text_scan.h"
#include "scanner/engine/words.h"

namespace blotter {

namespace {

constexpr std::string_view kAllow = ":allow";
constexpr std::string_view kBlotterAllow = "blotter:allow";
constexpr std::string_view kGitleaksAllow = "gitleaks:allow";
constexpr std::string_view kQuotes = "\"'`";
// Of one line, so that a hostile one costs no more than others.
constexpr int kMostMarkers = 16;

bool IsWordChar(char c) { return IsAlnum(c) || c == '_' || c == '-'; }

// Whether a word may begin after `before`, and whether it ends before `rest`. "--" is for comments:
// <!--blotter:allow-->
bool BeginsWord(std::string_view before) {
  return before.empty() || !IsWordChar(before.back()) || before.ends_with("--");
}
bool EndsWord(std::string_view rest) {
  return rest.empty() || !IsWordChar(rest[0]) || rest.starts_with("--");
}

// Whether a quote at `at` is the text's own, not escaped.
bool IsQuote(std::string_view line, std::size_t at) {
  std::size_t slashes = 0;
  while (slashes < at && line[at - slashes - 1] == '\\') ++slashes;
  return slashes % 2 == 0;
}

// The literal that holds [begin, end) of `line`: between the quotes around it, where the nearest
// one before it opens a string that closes behind it; else as far as a bare value goes.
ByteRange LiteralAround(std::string_view line, std::size_t begin, std::size_t end) {
  std::size_t open = line.substr(0, begin).find_last_of(kQuotes);
  if (open != std::string_view::npos) {
    const char quote = line[open];
    std::size_t before = 0;
    for (std::size_t at = 0; at < begin; ++at) before += line[at] == quote && IsQuote(line, at);
    std::size_t close = line.find(quote, end);
    while (close != std::string_view::npos && !IsQuote(line, close)) {
      close = line.find(quote, close + 1);
    }
    if (before % 2 == 1 && close != std::string_view::npos) return {open, close + 1};
  }
  constexpr std::string_view kEndsBareValue = " \t\r\n\"'`<>#;,(){}[]";
  open = line.substr(0, begin).find_last_of(kEndsBareValue);
  const std::size_t close = line.find_first_of(kEndsBareValue, end);
  return {open == std::string_view::npos ? 0 : open + 1, std::min(close, line.size())};
}

// Whether `words`, which follow the marker, name rules, and `rule` is none of them.
bool IsForOtherRules(std::string_view words, const std::string& rule, const RuleSet& rules) {
  bool names_rules = false;
  for (;;) {
    words.remove_prefix(std::min(words.find_first_not_of(" \t,:"), words.size()));
    // An id may hold what ends one: the longest that is a rule's counts.
    const Rule* named = nullptr;
    for (const Rule& candidate : rules.rules) {
      const std::string_view id = candidate.id;
      const bool stands_here =
          !id.empty() && words.starts_with(id) && EndsWord(words.substr(id.size()));
      if (stands_here && (named == nullptr || id.size() > named->id.size())) named = &candidate;
    }
    if (named == nullptr) return names_rules;
    if (named->id == rule) return false;
    names_rules = true;
    words.remove_prefix(named->id.size());
  }
}

// The first marker on `line` outside of `literal` that allows a secret of `rule`.
std::string_view FindMarker(std::string_view line, const ByteRange& literal,
                            const std::string& rule, const RuleSet& rules) {
  int seen = 0;
  for (std::size_t at = line.find(kAllow); at != std::string_view::npos && seen < kMostMarkers;
       at = line.find(kAllow, at + 1)) {
    for (const std::string_view marker : {kBlotterAllow, kGitleaksAllow}) {
      const std::size_t end = at + kAllow.size();
      if (end < marker.size() || line.substr(end - marker.size(), marker.size()) != marker)
        continue;
      const std::size_t begin = end - marker.size();
      const std::string_view rest = line.substr(end);
      if (!BeginsWord(line.substr(0, begin)) || !EndsWord(rest)) continue;
      ++seen;
      if (begin < literal.end && end > literal.begin) continue;
      if (marker == kBlotterAllow && IsForOtherRules(rest, rule, rules)) continue;
      return marker;
    }
  }
  return {};
}

}  // namespace

std::optional<Allowance> AllowedByComment(std::string_view text, const Candidate& candidate,
                                          const RuleSet& rules) {
  const std::size_t begin = LineBegin(text, candidate.begin);
  const std::string_view line = text.substr(begin, LineEnd(text, candidate.end) - begin);
  if (line.find(kAllow) == std::string_view::npos) return std::nullopt;
  const ByteRange literal = LiteralAround(line, candidate.begin - begin, candidate.end - begin);
  const std::string_view marker = FindMarker(line, literal, rules.rules[candidate.rule].id, rules);
  if (marker.empty()) return std::nullopt;
  return Allowance{AllowedBy::kComment, std::string(marker)};
}

}  // namespace blotter
