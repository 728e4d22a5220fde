#include "scanner/engine/text_scan.h"

#include <algorithm>
#include <cstring>
#include <iterator>
#include <limits>
#include <string>

#include "scanner/engine/words.h"

namespace blotter {

namespace {

bool IsBreak(char c) { return c == '\n' || c == '\r'; }
bool IsBlank(char c) { return c == ' ' || c == '\t'; }

// The offset just past the string that opens at `at`, or `at + 1` where it does not close on its
// line (an apostrophe, say).
std::size_t SkipString(std::string_view text, std::size_t at, std::size_t limit) {
  for (std::size_t i = at + 1; i < limit && !IsBreak(text[i]); ++i) {
    if (text[i] == '\\') {
      ++i;
    } else if (text[i] == text[at]) {
      return i + 1;
    }
  }
  return at + 1;
}

bool StartsListItem(std::string_view text, std::size_t line) {
  while (line < text.size() && (text[line] == ' ' || text[line] == '\t')) ++line;
  return line < text.size() && text[line] == '-';
}

// A blank line, or a section's header.
bool EndsMapping(std::string_view text, std::size_t line) {
  while (line < text.size() && IsBlank(text[line])) ++line;
  return line >= text.size() || IsBreak(text[line]) || text[line] == '[';
}

// The end of the element whose tag opens at `tag`: its closing tag, or "/>".
std::size_t ElementEnd(std::string_view text, std::size_t tag, std::size_t limit) {
  std::size_t name_end = tag + 1;
  while (name_end < limit && (IsAlnum(text[name_end]) || text[name_end] == ':')) ++name_end;
  const std::string closing = "</" + std::string(text.substr(tag + 1, name_end - tag - 1));
  text = text.substr(0, limit);
  const std::size_t tag_end = text.find('>', name_end);
  if (tag_end == std::string_view::npos) return limit;
  if (text[tag_end - 1] == '/') return tag_end;
  return std::min(limit, text.find(closing, tag_end));
}

// The lines of the YAML mapping that the line of `at` is one of.
ByteRange MappingAround(std::string_view text, std::size_t at, std::size_t reach) {
  const std::size_t indentation = Indentation(text, at);
  std::size_t begin = LineBegin(text, at);
  while (begin > 0 && !StartsListItem(text, begin) && at - begin < reach) {
    const std::size_t previous = PreviousLine(text, begin);
    if (EndsMapping(text, previous) || Indentation(text, previous) < indentation) break;
    begin = previous;
  }
  std::size_t end = LineEnd(text, at);
  while (end < text.size() && end - at < reach) {
    const std::size_t next = NextLine(text, end);
    if (next >= text.size() || EndsMapping(text, next) || StartsListItem(text, next) ||
        Indentation(text, next) < indentation) {
      break;
    }
    end = LineEnd(text, next);
  }
  return {begin, end};
}

char OpenerOf(char closer) { return closer == ')' ? '(' : closer == ']' ? '[' : '{'; }

}  // namespace

std::size_t LineBegin(std::string_view text, std::size_t at) {
  const std::size_t stop = at > kLongestLineBytes ? at - kLongestLineBytes : 0;
  std::string_view line = text.substr(stop, at - stop);
  for (const char line_break : {'\n', '\r'}) {
    const void* found = ::memrchr(line.data(), line_break, line.size());
    if (found == nullptr) continue;
    line.remove_prefix(static_cast<std::size_t>(static_cast<const char*>(found) - line.data()) + 1);
  }
  return at - line.size();
}

std::size_t LineEnd(std::string_view text, std::size_t at) {
  std::string_view line = text.substr(std::min(at, text.size()), kLongestLineBytes);
  for (const char line_break : {'\n', '\r'}) {
    line = line.substr(0, line.find(line_break));
  }
  return at + line.size();
}

std::size_t PreviousLine(std::string_view text, std::size_t line) {
  if (line == 0) return 0;
  const bool crlf = line > 1 && text[line - 1] == '\n' && text[line - 2] == '\r';
  return LineBegin(text, line - (crlf ? 2 : 1));
}

std::size_t NextLine(std::string_view text, std::size_t at) {
  at = LineEnd(text, at);
  if (at < text.size() && IsBreak(text[at])) at += text.substr(at, 2) == "\r\n" ? 2 : 1;
  return at;
}

int LinesBetween(std::string_view text, std::size_t a, std::size_t b, int limit) {
  const std::size_t end = std::max(a, b);
  int lines = 0;
  for (std::size_t at = std::min(a, b); at < end && lines <= limit; ++at) {
    // CR LF breaks the line once, at its CR, wherever the stretch asked for begins.
    if (text[at] == '\r' || (text[at] == '\n' && (at == 0 || text[at - 1] != '\r'))) ++lines;
  }
  return lines;
}

std::int64_t LineCounter::LinesBefore(std::size_t at) {
  constexpr int kAllLines = std::numeric_limits<int>::max();
  const auto after = known_.lower_bound(at);
  if (after != known_.end() && after->first == at) return after->second;
  std::int64_t lines = 0;
  const auto count_from = [&](std::size_t offset, std::int64_t before) {
    const std::int64_t between = LinesBetween(text_, offset, at, kAllLines);
    lines = offset < at ? before + between : before - between;
  };
  if (after == known_.end() ||
      (after != known_.begin() && at - std::prev(after)->first < after->first - at)) {
    count_from(std::prev(after)->first, std::prev(after)->second);
  } else {
    count_from(after->first, after->second);
  }
  known_.emplace(at, lines);
  return lines;
}

std::size_t ClosingBracket(std::string_view text, std::size_t open, std::size_t reach) {
  const std::size_t limit = std::min(text.size(), open + reach);
  std::string opened;
  for (std::size_t at = open; at < limit;) {
    const char c = text[at];
    if (c == '"' || c == '\'' || c == '`') {
      at = SkipString(text, at, limit);
      continue;
    }
    if (c == '(' || c == '[' || c == '{') opened.push_back(c);
    if (c == ')' || c == ']' || c == '}') {
      // A closer of another kind closes what was left open inside: sources are not always right.
      const std::size_t match = opened.rfind(OpenerOf(c));
      if (match != std::string::npos) opened.resize(match);
      if (opened.empty()) return at + 1;
    }
    ++at;
  }
  return limit;
}

std::size_t EnclosingBracket(std::string_view text, std::size_t at, std::string_view kinds,
                             std::size_t reach) {
  const std::size_t stop = at > reach ? at - reach : 0;
  int depth = 0;
  while (at > stop) {
    const char c = text[--at];
    if (c == ')' || c == ']' || c == '}') ++depth;
    if (c != '(' && c != '[' && c != '{') continue;
    if (depth > 0) {
      --depth;
    } else if (kinds.find(c) != std::string_view::npos) {
      return at;
    }
  }
  return std::string_view::npos;
}

std::size_t Indentation(std::string_view text, std::size_t at) {
  const std::size_t begin = LineBegin(text, at);
  std::size_t end = begin;
  while (end < text.size() && (IsBlank(text[end]) || (text[end] == '-' && end + 1 < text.size() &&
                                                      IsBlank(text[end + 1])))) {
    ++end;
  }
  return end - begin;
}

std::size_t IndentedBlockEnd(std::string_view text, std::size_t at, std::size_t reach) {
  const std::size_t limit = std::min(text.size(), at + reach);
  const std::size_t indentation = Indentation(text, at);
  std::size_t line = NextLine(text, at);
  while (line < limit) {
    std::size_t first = line;
    while (first < limit && IsBlank(text[first])) ++first;
    const bool blank = first >= limit || IsBreak(text[first]);
    if (!blank && first - line <= indentation) return line;
    line = NextLine(text, line);
  }
  return limit;
}

std::string_view IdentifierBefore(std::string_view text, std::size_t at) {
  while (at > 0 && IsBlank(text[at - 1])) --at;
  const std::size_t end = at;
  while (at > 0 && (IsAlnum(text[at - 1]) || text[at - 1] == '_' || text[at - 1] == '.' ||
                    text[at - 1] == ':' || text[at - 1] == '\\')) {
    --at;
  }
  return text.substr(at, end - at);
}

ByteRange ObjectAround(std::string_view text, std::size_t at, std::size_t reach) {
  const std::size_t open = EnclosingBracket(text, at, "{", reach);
  if (open != std::string_view::npos) return {open, ClosingBracket(text, open, 2 * reach)};
  const std::size_t line = LineBegin(text, at);
  const std::size_t tag = text.substr(line, at - line).rfind('<');
  if (tag != std::string_view::npos) {
    return {line + tag, ElementEnd(text, line + tag, std::min(text.size(), at + reach))};
  }
  return MappingAround(text, at, reach);
}

}  // namespace blotter
