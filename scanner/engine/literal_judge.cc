#include "scanner/engine/literal_judge.h"

#include <string>

#include "scanner/engine/value.h"
#include "scanner/engine/words.h"

namespace blotter {

namespace {

using CodeExtensions = Words<
    "py pyi js jsx mjs cjs ts tsx mts cts cs java kt kts go rs rb php swift dart r ex exs c cc cpp "
    "cxx "
    "h hh hpp hxx m mm scala groovy lua pl pm vb fs clj cljs erl hs ml jl zig nim sql gradle vue "
    "svelte">;

// Whether what follows a bare token makes it code or a reference: a call, an index, a URL.
bool FollowedByCode(std::string_view text, std::size_t end) {
  const char next = end < text.size() ? text[end] : '\0';
  if (next == '(' || next == '[') return true;
  if (text.substr(end, 3) == "://" || text.substr(end, 2) == "::") return true;
  return text.substr(end, 3) == "\xE2\x80\xA6";  // an ellipsis: cut off
}

}  // namespace

bool IsCodeFile(std::string_view file_name) {
  const std::size_t dot = file_name.rfind('.');
  if (dot == std::string_view::npos) return false;
  return CodeExtensions::Contain(LowerAscii(file_name.substr(dot + 1)));
}

bool IsLiveLiteral(std::string_view text, const Literal& literal, const LiteralSetting& setting) {
  const std::string_view token = text.substr(literal.begin, literal.end - literal.begin);
  if (token.size() < kMinSecretBytes || token.size() > kMaxSecretBytes) return false;
  const bool quoted = literal.quote != '\0';
  if (!quoted) {
    const char before = literal.begin > 0 ? text[literal.begin - 1] : ' ';
    if (IsTokenChar(before) && before != '=' && before != '-' && before != '+') return false;
    if (before == '$' || before == '@' || before == '<') return false;
    if (FollowedByCode(text, literal.end)) return false;
    if (literal.in_template) return false;
  } else if (text.substr(literal.end, 3) == "...") {
    return false;
  }
  switch (JudgeValue(token)) {
    case ValueKind::kOpaque:
      break;
    case ValueKind::kUuid:
      if (!literal.direct && !quoted) return false;
      return true;
    case ValueKind::kPlaceholder:
    case ValueKind::kWords:
    case ValueKind::kNotSecret:
      return false;
  }
  // Far from its name, or bare where identifiers stand bare, only a token that no one would choose
  // as a name counts.
  const bool needs_proof = !literal.direct || (!quoted && setting.code_file);
  return !needs_proof || LooksRandom(token) || (quoted && literal.direct);
}

}  // namespace blotter
