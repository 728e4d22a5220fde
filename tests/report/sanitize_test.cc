#include "scanner/report/sanitize.h"

#include <random>
#include <string>

#include <gtest/gtest.h>

#include "scanner/base/utf8.h"

namespace blotter {
namespace {

bool IsSafe(std::string_view text) {
  while (!text.empty()) {
    const DecodedChar decoded = DecodeUtf8(text);
    if (!decoded.valid || !IsPlainText(decoded.code_point)) return false;
    text.remove_prefix(decoded.length);
  }
  return true;
}

// Mostly bytes and characters that do harm.
std::string RandomText(std::mt19937& random) {
  constexpr char32_t kNasty[] = {0x1B,    0x9B,   0x07,    0x0A,   0x0D,   0x09,
                                 0x7F,    0x202E, 0x2066,  0x200F, 0x2028, 0xFEFF,
                                 0xE0041, 0x4F60, 0x1F511, 0x301,  0x61,   0x20};
  std::string text;
  for (std::size_t i = random() % 30; i > 0; --i) {
    if (random() % 3 == 0) {
      text.push_back(static_cast<char>(random()));
    } else {
      AppendUtf8(kNasty[random() % std::size(kNasty)], &text);
    }
  }
  return text;
}

TEST(Sanitize, NothingForTheLogOfACiSystemToObey) {
  EXPECT_EQ(Sanitize("a ##[stop-commands]x"), R"(a ##\x5bstop-commands]x)");
  EXPECT_EQ(Sanitize("##vso[task.complete]"), R"(##vso\x5btask.complete])");
  EXPECT_EQ(Sanitize("###[x ## [x #[x ##Vso[x"), R"(###\x5bx ## [x #[x ##Vso[x)");
  EXPECT_EQ(MakeDisplayLine("##[x]k", 5, 6).text, R"(##\x5bx]k)");
  EXPECT_EQ(MakeDisplayLine("##[x]k", 5, 6).mark_begin_cells, 8U);
}

TEST(Sanitize, Escapes) {
  EXPECT_EQ(Sanitize("plain caf\u00e9 \u4f60 \U0001f511"), "plain caf\u00e9 \u4f60 \U0001f511");
  EXPECT_EQ(Sanitize("a\nb\r\tc"), R"(a\nb\r\tc)");
  EXPECT_EQ(Sanitize(std::string_view("\x1b[31m\0\x7f", 7)), R"(\x1b[31m\x00\x7f)");
  EXPECT_EQ(Sanitize("\u202e\u009b\U000E0041"), R"(\u{202e}\u{9b}\u{e0041})");
  EXPECT_EQ(Sanitize("\xFF\xE2\x82z"), R"(\xff\xe2\x82z)");
}

TEST(Sanitize, NothingUnsafeComesOutOfAnything) {
  std::mt19937 random(13);
  for (int round = 0; round < 20000; ++round) {
    const std::string text = RandomText(random);
    ASSERT_TRUE(IsSafe(Sanitize(text))) << ::testing::PrintToString(text);
    ASSERT_EQ(Sanitize(Sanitize(text)), Sanitize(text));
    const std::size_t begin = text.empty() ? 0 : random() % text.size();
    const DisplayLine line = MakeDisplayLine(text, begin, text.size());
    ASSERT_TRUE(IsSafe(line.text)) << ::testing::PrintToString(text);
    ASSERT_LE(line.mark_begin_cells, line.mark_end_cells);
    ASSERT_LE(line.mark_end_cells, DisplayWidth(line.text));
  }
}

TEST(DisplayWidth, WideAndCombining) {
  EXPECT_EQ(DisplayWidth("abc"), 3U);
  EXPECT_EQ(DisplayWidth("\u4f60\u597d"), 4U);
  EXPECT_EQ(DisplayWidth("e\u0301"), 1U);
  EXPECT_EQ(DisplayWidth("\U0001f511"), 2U);
}

TEST(DisplayLine, TheMarkIsUnderTheSecret) {
  const std::string before = "\t\u4f60e\u0301\x1b\xFF = '";
  const DisplayLine line = MakeDisplayLine(before + "****'", before.size(), before.size() + 4);
  EXPECT_EQ(line.text, "    \u4f60e\u0301\\x1b\\xff = '****'");
  EXPECT_EQ(line.mark_begin_cells, 4U + 2 + 1 + 4 + 4 + 4);
  EXPECT_EQ(line.mark_end_cells, line.mark_begin_cells + 4);
}

TEST(DisplayLine, TabsGoToTheNextStop) {
  EXPECT_EQ(MakeDisplayLine("\ta", 1, 2).mark_begin_cells, 4U);
  EXPECT_EQ(MakeDisplayLine("ab\ta", 3, 4).mark_begin_cells, 4U);
  EXPECT_EQ(MakeDisplayLine("abcd\ta", 5, 6).mark_begin_cells, 8U);
}

TEST(DisplayLine, MarksAtAndBeyondTheEnd) {
  EXPECT_EQ(MakeDisplayLine("ab", 2, 2).mark_begin_cells, 2U);
  EXPECT_EQ(MakeDisplayLine("ab", 5, 9).mark_end_cells, 2U);
  EXPECT_EQ(MakeDisplayLine("", 0, 0).mark_end_cells, 0U);
}

}  // namespace
}  // namespace blotter
