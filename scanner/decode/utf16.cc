#include "scanner/decode/utf16.h"

#include <algorithm>

#include "scanner/base/utf8.h"

namespace blotter {

namespace {

constexpr std::size_t kHeadBytes = 512;
// Without a BOM, a file is UTF-16 where at least this share of its characters are plain ASCII.
constexpr double kAsciiShare = 0.7;

char16_t UnitAt(std::string_view bytes, std::size_t at, Encoding encoding) {
  const auto first = static_cast<unsigned char>(bytes[at]);
  const auto second = static_cast<unsigned char>(bytes[at + 1]);
  return static_cast<char16_t>(encoding == Encoding::kUtf16Le ? second << 8 | first
                                                              : first << 8 | second);
}

bool IsTextUnit(char16_t unit) {
  return unit == '\t' || unit == '\n' || unit == '\r' || (unit >= 0x20 && unit < 0x7F);
}

}  // namespace

Encoding DetectEncoding(std::string_view head) {
  if (head.substr(0, 2) == "\xFF\xFE") return Encoding::kUtf16Le;
  if (head.substr(0, 2) == "\xFE\xFF") return Encoding::kUtf16Be;
  head = head.substr(0, kHeadBytes);
  if (head.size() < 16 || head.find('\0') == std::string_view::npos) return Encoding::kBytes;
  for (const Encoding encoding : {Encoding::kUtf16Le, Encoding::kUtf16Be}) {
    std::size_t text = 0;
    for (std::size_t at = 0; at + 1 < head.size(); at += 2) {
      if (IsTextUnit(UnitAt(head, at, encoding))) ++text;
    }
    const std::size_t units = head.size() / 2;
    if (static_cast<double>(text) >= kAsciiShare * static_cast<double>(units)) {
      return encoding;
    }
  }
  return Encoding::kBytes;
}

std::size_t DecodeUtf16(std::string_view bytes, Encoding encoding, bool is_last, std::string* out) {
  std::size_t at = 0;
  while (at + 1 < bytes.size()) {
    const char16_t unit = UnitAt(bytes, at, encoding);
    if (unit < 0x80) {
      out->push_back(static_cast<char>(unit));
      at += 2;
      continue;
    }
    const bool high = unit >= 0xD800 && unit < 0xDC00;
    if (high && at + 3 >= bytes.size() && !is_last) break;
    const char16_t next = high && at + 3 < bytes.size() ? UnitAt(bytes, at + 2, encoding) : u'\0';
    if (next >= 0xDC00 && next < 0xE000) {
      AppendUtf8(0x10000 + ((char32_t{unit} & 0x3FF) << 10) + (char32_t{next} & 0x3FF), out);
      at += 4;
      continue;
    }
    AppendUtf8(unit >= 0xD800 && unit < 0xE000 ? char32_t{0xFFFD} : char32_t{unit}, out);
    at += 2;
  }
  if (is_last && at < bytes.size()) {
    AppendUtf8(0xFFFD, out);
    at = bytes.size();
  }
  return at;
}

}  // namespace blotter
