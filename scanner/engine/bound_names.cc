#include "scanner/engine/bound_names.h"

#include <algorithm>
#include <optional>

#include "scanner/engine/literal_judge.h"
#include "scanner/engine/sibling.h"
#include "scanner/engine/text_scan.h"
#include "scanner/engine/value.h"

namespace blotter {

NameBinder::NameBinder(std::string_view text, std::string_view file_name)
    : text_(text), file_name_(file_name), code_file_(IsCodeFile(file_name)) {}

NameSpan NameBinder::Trim(NameSpan name) const {
  // "\nWRITER_API_KEY" in escaped text: the n belongs to the escape.
  if (name.begin > 0 && text_[name.begin - 1] == '\\' &&
      std::string_view("nrt").find(text_[name.begin]) != std::string_view::npos) {
    ++name.begin;
  }
  // ${NAME-K}: the dash is the shell's.
  if (name.begin > 1 && text_.substr(name.begin - 2, 2) == "${") {
    name.end = std::min(name.end, text_.find('-', name.begin));
  }
  // ::set-output name=NAME::K: what looks like the name's last part is the value.
  const std::size_t scope = name.In(text_).rfind("::");
  if (scope != std::string_view::npos) {
    const std::string_view last = name.In(text_).substr(scope + 2);
    if (last.size() >= kMinSecretBytes && JudgeValue(last) == ValueKind::kOpaque) {
      name.end = name.begin + scope;
    }
  }
  // -DNAME=K, -Pname=K: the letter belongs to the flag.
  const std::string_view head = name.In(text_).substr(0, 2);
  if (head == "-D" || head == "-P" || head == "-J") name.begin += 2;
  while (name.begin < name.end && !IsAlnum(text_[name.begin])) ++name.begin;
  while (name.end > name.begin && !IsAlnum(text_[name.end - 1])) --name.end;
  return name;
}

// $NAME and ${NAME} read a variable; only an operator right behind makes it a binding.
bool NameBinder::IsMereReference(const NameSpan& name) const {
  const char before = name.begin > 0 ? text_[name.begin - 1] : '\0';
  const char before2 = name.begin > 1 ? text_[name.begin - 2] : '\0';
  const bool reference = before == '$' || before == '%' || (before == '{' && before2 == '$') ||
                         (before == '{' && before2 == '{');
  if (!reference) return false;
  std::size_t at = name.end;
  while (at < text_.size() && (text_[at] == ' ' || text_[at] == '}')) ++at;
  const std::string_view next = text_.substr(at, 2);
  if (before == '{' && next.starts_with('-')) return false;  // ${NAME-K}
  // nginx: set $name "K"; no further before it than any name goes (kLongestNameBytes).
  if (before == '$') {
    const std::size_t sign = name.begin - 1;
    const std::size_t first = sign > kLongestNameBytes ? sign - kLongestNameBytes : 0;
    if (IdentifierBefore(text_.substr(first, sign - first), sign - first) == "set") return false;
  }
  return !(next.starts_with('=') || next == ":-" || next == ":=" || next == "??" || next == "||" ||
           next == "<-" || next.starts_with(':') || next.starts_with('|'));
}

std::vector<Literal> NameBinder::LiteralsOf(const NameSpan& name) const {
  const LiteralSetting setting{code_file_};
  LiteralWalker walker(text_, name.end, IsTableRow(text_, name.begin, file_name_));
  while (std::optional<Literal> literal = walker.Next()) {
    if (IsLiveLiteral(text_, *literal, setting)) return {*literal};
  }
  std::vector<Literal> found;
  for (const Literal& literal : SiblingLiterals(text_, name.begin, name.end, file_name_)) {
    if (IsLiveLiteral(text_, literal, setting)) found.push_back(literal);
  }
  return found;
}

std::vector<KeyName> FindKeyNames(std::string_view text, const std::vector<RawMatch>& key_words,
                                  LiveTokens* live, std::size_t most) {
  const NameBinder binder(text, "");
  std::vector<KeyName> names;
  std::size_t done = 0;
  for (const RawMatch& word : key_words) {
    if (names.size() == most) break;
    if (word.last_end <= done) continue;  // in the name before
    NameSpan name{word.last_end, word.last_end};
    while (name.begin > done && IsNameChar(text[name.begin - 1])) --name.begin;
    while (name.end < text.size() && IsNameChar(text[name.end])) ++name.end;
    done = name.end;
    if (name.end - name.begin > kLongestNameBytes) continue;  // names nothing
    name = binder.Trim(name);
    if (live != nullptr && !live->Any(name.begin, name.end + kGenericReachBytes)) continue;
    const NameKind kind = ClassifyName(name.In(text)).kind;
    if (kind == NameKind::kNone || kind == NameKind::kWriterKey || binder.IsMereReference(name)) {
      continue;
    }
    if (name.begin > 0 && text[name.begin - 1] == '/') continue;  // a URL's path
    names.push_back({name, kind});
  }
  return names;
}

std::vector<BoundName> BindNames(std::string_view text, std::string_view file_name,
                                 const std::vector<KeyName>& names) {
  const NameBinder binder(text, file_name);
  std::vector<BoundName> bound;
  for (const KeyName& name : names) {
    std::vector<Literal> literals = binder.LiteralsOf(name.span);
    std::erase_if(literals, [&](const Literal& literal) {
      return literal.begin < name.span.end || literal.begin >= name.span.end + kGenericReachBytes;
    });
    if (!literals.empty()) bound.push_back({name.span, name.kind, std::move(literals)});
  }
  return bound;
}

}  // namespace blotter
