// Small questions about source text: lines, brackets, indentation. All bounded by what they are
// given; none knows a language.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string_view>

#include "scanner/base/byte_range.h"

namespace blotter {

inline bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// A longer line is cut: no question about lines looks further than this either way, so that a file
// of one line costs no more than any other. In bytes; less than the windows of a large file overlap
// by, so that the answers do not depend on where a window begins.
inline constexpr std::size_t kLongestLineBytes = 4096;

// Start of the line that holds `at`; and its end (the offset of its line break, or of the end).
std::size_t LineBegin(std::string_view text, std::size_t at);
std::size_t LineEnd(std::string_view text, std::size_t at);
std::size_t NextLine(std::string_view text, std::size_t at);  // start of the next, or text.size()
// Start of the line before the one that starts at `line`; 0 where there is none.
std::size_t PreviousLine(std::string_view text, std::size_t line);

// Line breaks between two offsets, counting no further than `limit`.
int LinesBetween(std::string_view text, std::size_t a, std::size_t b, int limit);

// How many line breaks stand before offsets of one text, asked for in any order: each answer counts
// on from the nearest one known, so that all of them together are about linear in the text.
class LineCounter {
 public:
  explicit LineCounter(std::string_view text) : text_(text) {}
  std::int64_t LinesBefore(std::size_t at);

 private:
  std::string_view text_;
  std::map<std::size_t, std::int64_t> known_ = {{0, 0}};
};

// The offset just past the bracket that closes the one at `open`; brackets inside quotes do not
// count. text.size() or `open + reach`, whichever is less, where it does not close before that.
std::size_t ClosingBracket(std::string_view text, std::size_t open, std::size_t reach);

// The offset of the innermost bracket of `kinds` ("({[") that is open at `at`, no further back than
// `reach` bytes; npos where there is none.
std::size_t EnclosingBracket(std::string_view text, std::size_t at, std::string_view kinds,
                             std::size_t reach);

// Blanks at the start of the line that holds `at`, with "- " of a YAML list counted as blanks.
std::size_t Indentation(std::string_view text, std::size_t at);

// The end of the block that the line of `at` heads: the first later line that is not blank and not
// indented deeper. No further than `reach` bytes.
std::size_t IndentedBlockEnd(std::string_view text, std::size_t at, std::size_t reach);

// The object that a property at `at` stands in: braces, a tag, or a mapping in lines (a YAML list
// item). No further than `reach` bytes either way.
ByteRange ObjectAround(std::string_view text, std::size_t at, std::size_t reach);

// The identifier that ends just before `at` (blanks between allowed): "client.chat" of
// "client.chat (". Empty where there is none.
std::string_view IdentifierBefore(std::string_view text, std::size_t at);

}  // namespace blotter
