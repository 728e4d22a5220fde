#include "scanner/base/utf8.h"

#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace blotter {
namespace {

// The code points of `text`, with 0xFFFD for each part that is not UTF-8.
std::vector<char32_t> DecodeAll(std::string_view text) {
  std::vector<char32_t> code_points;
  while (!text.empty()) {
    const DecodedChar decoded = DecodeUtf8(text);
    code_points.push_back(decoded.valid ? decoded.code_point : 0xFFFD);
    text.remove_prefix(decoded.length);
  }
  return code_points;
}

TEST(Utf8, EveryCodePointComesBack) {
  for (char32_t code_point = 0; code_point <= 0x10FFFF; ++code_point) {
    if (code_point >= 0xD800 && code_point <= 0xDFFF) continue;
    std::string bytes;
    AppendUtf8(code_point, &bytes);
    const DecodedChar decoded = DecodeUtf8(bytes);
    ASSERT_TRUE(decoded.valid) << std::hex << static_cast<std::uint32_t>(code_point);
    ASSERT_EQ(decoded.code_point, code_point);
    ASSERT_EQ(decoded.length, bytes.size());
    ASSERT_EQ(Utf16Length(bytes), code_point > 0xFFFF ? 2U : 1U);
  }
}

// Unicode 15, table 3-8 and its like: one U+FFFD for each maximal part of a character. The numbers
// are those of Python's bytes.decode("utf-8", "replace"), Node's and .NET's decoders.
TEST(Utf8, WhatIsNotUtf8IsReplacedAsEveryoneDoes) {
  const std::vector<std::pair<std::string, std::size_t>> cases = {
      {"\xFF", 1},
      {"\x80\x80", 2},
      {"\xC0\xAF", 2},              // overlong
      {"\xE0\x80\xAF", 3},          // overlong: E0 takes no 80
      {"\xED\xA0\x80", 3},          // a surrogate
      {"\xF4\x90\x80\x80", 4},      // above U+10FFFF
      {"\xF5\x80\x80\x80", 4},      // no such first byte
      {"\xE2\x82", 1},              // cut off at the end
      {"\xE2\x82 ", 2},             // cut off by a space
      {"\xF0\x9F\x94 ", 2},         // the same, of four
      {"\xF0\x9F\xE2\x82\xAC", 2},  // cut off by a whole character
      {"\xE2\xE2\x82\xAC", 2},
  };
  for (const auto& [text, characters] : cases) {
    EXPECT_EQ(DecodeAll(text).size(), characters) << ::testing::PrintToString(text);
    EXPECT_EQ(Utf16Length(text), characters) << ::testing::PrintToString(text);
  }
}

// ASCII is counted in blocks: whatever stands between must not be lost, wherever a block ends.
TEST(Utf8, Utf16LengthIsThatOfTheDecodedText) {
  for (std::size_t ascii = 0; ascii < 100; ++ascii) {
    for (const std::string_view other : {"\u00e9", "\u4f60", "\U0001f511", "\xFF", "\xE2\x82"}) {
      std::string text(ascii, 'a');
      text += other;
      text.append(ascii / 2, 'b');
      text += other;
      std::size_t units = 0;
      for (const char32_t code_point : DecodeAll(text)) units += code_point > 0xFFFF ? 2 : 1;
      ASSERT_EQ(Utf16Length(text), units) << ::testing::PrintToString(text);
    }
  }
}

TEST(Utf8, IncompleteTail) {
  EXPECT_EQ(IncompleteUtf8Tail(""), 0U);
  EXPECT_EQ(IncompleteUtf8Tail("abc"), 0U);
  EXPECT_EQ(IncompleteUtf8Tail("a\xC3"), 1U);
  EXPECT_EQ(IncompleteUtf8Tail("a\xC3\xA9"), 0U);
  EXPECT_EQ(IncompleteUtf8Tail("a\xE2\x82"), 2U);
  EXPECT_EQ(IncompleteUtf8Tail("\xF0\x9F\x94"), 3U);
  EXPECT_EQ(IncompleteUtf8Tail("\xE0\x80"), 0U);  // never to be a character
  EXPECT_EQ(IncompleteUtf8Tail("\x80\x80\x80\x80"), 0U);
  EXPECT_EQ(IncompleteUtf8Tail("\xFF"), 0U);
}

// A text cut anywhere decodes as the whole does, if the incomplete tail is carried over.
TEST(Utf8, CarryingTheTailOverChangesNothing) {
  std::mt19937 random(7);
  const std::string alphabet("a \x80\x82\x94\x9F\xC3\xE0\xE2\xED\xF0\xF4\xFF", 13);
  for (int round = 0; round < 20000; ++round) {
    std::string text;
    for (int i = 0; i < 12; ++i) text.push_back(alphabet[random() % alphabet.size()]);
    const std::size_t cut = random() % text.size();
    const std::string_view head = std::string_view(text).substr(0, cut);
    const std::size_t whole = cut - IncompleteUtf8Tail(head);
    std::vector<char32_t> pieces = DecodeAll(std::string_view(text).substr(0, whole));
    for (const char32_t code_point : DecodeAll(std::string_view(text).substr(whole))) {
      pieces.push_back(code_point);
    }
    ASSERT_EQ(pieces, DecodeAll(text)) << ::testing::PrintToString(text) << " cut at " << cut;
  }
}

TEST(Utf8, PlainText) {
  for (const char32_t code_point : {0x20, 0x7E, 0xA0, 0xE9, 0x4F60, 0x1F511, 0xFFFD, 0x10FFFD}) {
    EXPECT_TRUE(IsPlainText(code_point)) << std::hex << static_cast<std::uint32_t>(code_point);
  }
  for (const char32_t code_point :
       {0x00, 0x1B, 0x7F, 0x85, 0x9B, 0xAD, 0x61C, 0x200B, 0x200D, 0x200E, 0x2028, 0x202A, 0x202E,
        0x2066, 0x2069, 0xFEFF, 0xFFFE, 0xE0041}) {
    EXPECT_FALSE(IsPlainText(code_point)) << std::hex << static_cast<std::uint32_t>(code_point);
  }
}

}  // namespace
}  // namespace blotter
