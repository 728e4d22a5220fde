#include "scanner/report/sanitize.h"

#include <cstdint>

#include <fmt/format.h>

#include "scanner/base/utf8.h"

namespace blotter {

namespace {

constexpr std::size_t kTabCells = 4;

struct WidthRange {
  char32_t first;
  char32_t last;
  std::uint8_t cells;
};
// Coarse on purpose: the blocks where terminals agree. Everything else is one cell.
constexpr WidthRange kWidths[] = {
    {0x0300, 0x036F, 0},   {0x0483, 0x0489, 0},   {0x0591, 0x05BD, 0},   {0x064B, 0x065F, 0},
    {0x0E34, 0x0E3A, 0},   {0x0E47, 0x0E4E, 0},   {0x1100, 0x115E, 2},   {0x1AB0, 0x1AFF, 0},
    {0x1DC0, 0x1DFF, 0},   {0x20D0, 0x20FF, 0},   {0x231A, 0x231B, 2},   {0x23E9, 0x23EC, 2},
    {0x26A1, 0x26A1, 2},   {0x2705, 0x2705, 2},   {0x2728, 0x2728, 2},   {0x274C, 0x274C, 2},
    {0x2753, 0x2755, 2},   {0x2757, 0x2757, 2},   {0x2B50, 0x2B50, 2},   {0x2E80, 0x303E, 2},
    {0x3041, 0x3247, 2},   {0x3250, 0x4DBF, 2},   {0x4E00, 0xA4CF, 2},   {0xA960, 0xA97F, 2},
    {0xAC00, 0xD7A3, 2},   {0xF900, 0xFAFF, 2},   {0xFE00, 0xFE0F, 0},   {0xFE20, 0xFE2F, 0},
    {0xFE30, 0xFE6F, 2},   {0xFF00, 0xFF60, 2},   {0xFFE0, 0xFFE6, 2},   {0x1F004, 0x1F004, 2},
    {0x1F18E, 0x1F18E, 2}, {0x1F191, 0x1F19A, 2}, {0x1F200, 0x1F265, 2}, {0x1F300, 0x1F64F, 2},
    {0x1F680, 0x1F6FF, 2}, {0x1F7E0, 0x1F7EB, 2}, {0x1F900, 0x1FAFF, 2}, {0x20000, 0x3FFFD, 2},
};

std::size_t CellsOf(char32_t code_point) {
  if (code_point < 0x300) return 1;
  for (const WidthRange& range : kWidths) {
    if (code_point >= range.first && code_point <= range.last) return range.cells;
  }
  return 1;
}

// Whether a '[' after `text` would begin a command that logs of CI systems obey wherever it stands
// in a line: "##[stop-commands]" (GitHub), "##vso[task.setvariable]" (Azure).
bool EndsInCommandPrefix(std::string_view text) {
  while (!text.empty() && text.back() >= 'a' && text.back() <= 'z') text.remove_suffix(1);
  return text.ends_with("##");
}

// Appends the character at the start of `text` in a form that is safe to print.
void AppendSafe(const DecodedChar& decoded, std::string_view text, std::string* out) {
  if (!decoded.valid) {
    for (std::size_t i = 0; i < decoded.length; ++i) {
      *out += fmt::format("\\x{:02x}", static_cast<unsigned char>(text[i]));
    }
  } else if (decoded.code_point == '[' && EndsInCommandPrefix(*out)) {
    *out += "\\x5b";
  } else if (IsPlainText(decoded.code_point)) {
    out->append(text.substr(0, decoded.length));
  } else if (decoded.code_point == '\n') {
    *out += "\\n";
  } else if (decoded.code_point == '\r') {
    *out += "\\r";
  } else if (decoded.code_point == '\t') {
    *out += "\\t";
  } else if (decoded.code_point < 0x80) {
    *out += fmt::format("\\x{:02x}", static_cast<std::uint32_t>(decoded.code_point));
  } else {
    *out += fmt::format("\\u{{{:x}}}", static_cast<std::uint32_t>(decoded.code_point));
  }
}

}  // namespace

std::string Sanitize(std::string_view text) {
  std::string safe;
  while (!text.empty()) {
    const DecodedChar decoded = DecodeUtf8(text);
    AppendSafe(decoded, text, &safe);
    text.remove_prefix(decoded.length);
  }
  return safe;
}

std::size_t DisplayWidth(std::string_view text) {
  std::size_t cells = 0;
  while (!text.empty()) {
    const DecodedChar decoded = DecodeUtf8(text);
    cells += CellsOf(decoded.code_point);
    text.remove_prefix(decoded.length);
  }
  return cells;
}

DisplayLine MakeDisplayLine(std::string_view text, std::size_t mark_begin, std::size_t mark_end) {
  DisplayLine line;
  std::size_t cells = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view rest = text.substr(at);
    const DecodedChar decoded = DecodeUtf8(rest);
    if (at <= mark_begin) line.mark_begin_cells = cells;
    const std::size_t before = line.text.size();
    if (decoded.code_point == '\t') {
      line.text.append(kTabCells - cells % kTabCells, ' ');
    } else {
      AppendSafe(decoded, rest, &line.text);
    }
    cells += DisplayWidth(std::string_view(line.text).substr(before));
    at += decoded.length;
    if (at <= mark_end) line.mark_end_cells = cells;
  }
  if (mark_begin >= text.size()) line.mark_begin_cells = cells;
  if (line.mark_end_cells < line.mark_begin_cells) line.mark_end_cells = line.mark_begin_cells;
  return line;
}

}  // namespace blotter
