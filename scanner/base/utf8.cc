#include "scanner/base/utf8.h"

#include <cstring>

namespace blotter {

namespace {

constexpr char32_t kReplacement = 0xFFFD;

struct CodePointRange {
  char32_t first;
  char32_t last;
};
// Beyond ASCII: C1 controls, and Unicode's general categories Cf, Zl, Zp and Cs, with the invisible
// fillers and the noncharacters of the Arabic block.
constexpr CodePointRange kNotPlain[] = {
    {0x80, 0x9F},       {0xAD, 0xAD},       {0x034F, 0x034F},   {0x0600, 0x0605},
    {0x061C, 0x061C},   {0x06DD, 0x06DD},   {0x070F, 0x070F},   {0x0890, 0x0891},
    {0x08E2, 0x08E2},   {0x115F, 0x1160},   {0x17B4, 0x17B5},   {0x180B, 0x180F},
    {0x200B, 0x200F},   {0x2028, 0x202E},   {0x2060, 0x206F},   {0x3164, 0x3164},
    {0xD800, 0xDFFF},   {0xFDD0, 0xFDEF},   {0xFEFF, 0xFEFF},   {0xFFA0, 0xFFA0},
    {0xFFF0, 0xFFFB},   {0x110BD, 0x110BD}, {0x110CD, 0x110CD}, {0x13430, 0x1343F},
    {0x1BCA0, 0x1BCA3}, {0x1D173, 0x1D17A}, {0xE0000, 0xE0FFF},
};

// What a character's first byte demands of the second: this is what rules out overlong forms,
// surrogates and anything above U+10FFFF (Unicode, table 3-7).
struct ByteRange {
  unsigned char low;
  unsigned char high;
};
ByteRange SecondByteRange(unsigned char first) {
  return {static_cast<unsigned char>(first == 0xE0   ? 0xA0
                                     : first == 0xF0 ? 0x90
                                                     : 0x80),
          static_cast<unsigned char>(first == 0xED   ? 0x9F
                                     : first == 0xF4 ? 0x8F
                                                     : 0xBF)};
}

// How many bytes at the start of `text` are ASCII: words of eight at a time, since nearly all are.
std::size_t AsciiPrefixBytes(std::string_view text) {
  constexpr std::size_t kBlock = 32;
  constexpr std::uint64_t kHighBits = 0x8080808080808080;
  std::size_t at = 0;
  for (; text.size() - at >= kBlock; at += kBlock) {
    std::uint64_t words[kBlock / sizeof(std::uint64_t)];
    std::memcpy(words, text.data() + at, kBlock);
    if (((words[0] | words[1] | words[2] | words[3]) & kHighBits) != 0) break;
  }
  while (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80) ++at;
  return at;
}

}  // namespace

DecodedChar DecodeUtf8(std::string_view text) {
  const auto first = static_cast<unsigned char>(text[0]);
  if (first < 0x80) return {first, 1, true};
  if (first < 0xC2 || first > 0xF4) return {kReplacement, 1, false};
  const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  ByteRange range = SecondByteRange(first);
  char32_t code_point = first & (0xFF >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if (i == text.size()) return {kReplacement, i, false};
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < range.low || byte > range.high) return {kReplacement, i, false};
    range = {0x80, 0xBF};
    code_point = (code_point << 6) | (byte & 0x3F);
  }
  return {code_point, length, true};
}

std::size_t IncompleteUtf8Tail(std::string_view text) {
  for (std::size_t size = 1; size <= 3 && size <= text.size(); ++size) {
    const std::string_view tail = text.substr(text.size() - size);
    const auto first = static_cast<unsigned char>(tail[0]);
    if ((first & 0xC0) == 0x80) continue;
    const std::size_t wanted = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC2 ? 2 : 1;
    const DecodedChar decoded = DecodeUtf8(tail);
    return !decoded.valid && decoded.length == size && first <= 0xF4 && wanted > size ? size : 0;
  }
  return 0;
}

std::size_t Utf16Length(std::string_view text) {
  std::size_t units = 0;
  while (!text.empty()) {
    const std::size_t ascii = AsciiPrefixBytes(text);
    units += ascii;
    text.remove_prefix(ascii);
    while (!text.empty() && static_cast<unsigned char>(text[0]) >= 0x80) {
      const DecodedChar decoded = DecodeUtf8(text);
      units += decoded.code_point > 0xFFFF ? 2 : 1;
      text.remove_prefix(decoded.length);
    }
  }
  return units;
}

void AppendUtf8(char32_t code_point, std::string* out) {
  const auto put = [out](char32_t byte) { out->push_back(static_cast<char>(byte)); };
  if (code_point < 0x80) {
    put(code_point);
  } else if (code_point < 0x800) {
    put(0xC0 | (code_point >> 6));
    put(0x80 | (code_point & 0x3F));
  } else if (code_point < 0x10000) {
    put(0xE0 | (code_point >> 12));
    put(0x80 | ((code_point >> 6) & 0x3F));
    put(0x80 | (code_point & 0x3F));
  } else {
    put(0xF0 | (code_point >> 18));
    put(0x80 | ((code_point >> 12) & 0x3F));
    put(0x80 | ((code_point >> 6) & 0x3F));
    put(0x80 | (code_point & 0x3F));
  }
}

bool IsPlainText(char32_t code_point) {
  if (code_point < 0x80) return code_point >= 0x20 && code_point != 0x7F;
  for (const CodePointRange& range : kNotPlain) {
    if (code_point >= range.first && code_point <= range.last) return false;
  }
  return code_point <= 0x10FFFF && (code_point & 0xFFFE) != 0xFFFE;
}

}  // namespace blotter
