// Hostile text made safe to print: file names and source lines come from repositories that nobody
// has vetted, and terminals and the logs of CI systems obey what they are sent.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace blotter {

// `text` as valid UTF-8 on one line: control characters, invisible and bidirectional formatting,
// line separators and bytes that are not UTF-8 are written as visible escapes (\n, \x1b, \u{202e}).
// So is a bracket that would begin a command for a CI system's log ("##[" becomes "##\x5b").
std::string Sanitize(std::string_view text);

// How many terminal cells sanitised `text` takes (wide East Asian characters and emoji: 2;
// combining marks: 0).
std::size_t DisplayWidth(std::string_view text);

// A source line for display, sanitised, tabs as spaces up to the next multiple of 4 cells, with
// the bytes [mark_begin, mark_end) of `text` found again in cells.
struct DisplayLine {
  std::string text;
  std::size_t mark_begin_cells = 0;
  std::size_t mark_end_cells = 0;
};
DisplayLine MakeDisplayLine(std::string_view text, std::size_t mark_begin, std::size_t mark_end);

}  // namespace blotter
