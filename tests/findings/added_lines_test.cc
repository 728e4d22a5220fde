#include "scanner/findings/added_lines.h"

#include <map>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace blotter {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// The added lines as texts, '\n' made visible.
std::vector<std::string> Added(std::string_view before, std::string_view now) {
  std::vector<std::string> texts;
  for (const ByteRange& range : AddedLines(before, now)) {
    std::string& text = texts.emplace_back(now.substr(range.begin, range.end - range.begin));
    for (char& c : text) {
      if (c == '\n') c = '|';
    }
  }
  return texts;
}

TEST(AddedLines, AllOfANewFile) {
  EXPECT_THAT(Added("", "a\nb\n"), ElementsAre("a|b|"));
  EXPECT_THAT(Added("", "a"), ElementsAre("a"));
  EXPECT_THAT(Added("", ""), IsEmpty());
  EXPECT_THAT(Added("a\n", ""), IsEmpty());
}

TEST(AddedLines, WhatStandsBetween) {
  EXPECT_THAT(Added("a\nb\nc\n", "a\nb\nc\n"), IsEmpty());
  EXPECT_THAT(Added("a\nb\nc\n", "a\nB\nc\n"), ElementsAre("B|"));
  EXPECT_THAT(Added("a\nb\nc\n", "x\na\nb\ny\nz\nc\nw"), ElementsAre("x|", "y|z|", "w"));
  EXPECT_THAT(Added("a\nb\nc\n", "a\nc\n"), IsEmpty());
}

TEST(AddedLines, AMovedLineIsNotNew) {
  EXPECT_THAT(Added("a\nb\nc\n", "c\na\nb\n"), IsEmpty());
  EXPECT_THAT(Added("a\nb\nc\n", "c\nB\na\n"), ElementsAre("B|"));
}

TEST(AddedLines, OfEqualLinesAsManyAreOldAsThereWere) {
  EXPECT_THAT(Added("k\n", "k\nx\nk\n"), ElementsAre("x|k|"));
  EXPECT_THAT(Added("k\nk\n", "k\nk\nk\n"), ElementsAre("k|"));
  EXPECT_THAT(Added("k\na\nk\n", "k\nk\na\n"), IsEmpty());
}

TEST(AddedLines, LineEndsDoNotMatter) {
  EXPECT_THAT(Added("a\r\nb\r\n", "a\nb\n"), IsEmpty());
  EXPECT_THAT(Added("a\nb", "a\r\nb\r\n"), IsEmpty());
  EXPECT_THAT(Added("a\rb\r", "a\nb\n"), IsEmpty());
  // CR and LF of another order end two lines.
  EXPECT_THAT(Added("a\nb\n", "a\n\rb\n"), ElementsAre("\r"));
  // Ranges hold whole line ends.
  EXPECT_EQ(AddedLines("a\r\n", "x\r\na\r\n"), (std::vector<ByteRange>{{0, 3}}));
}

TEST(AddedLines, AnyBytes) {
  using namespace std::string_view_literals;  // NOLINT(google-build-using-namespace): sv
  EXPECT_EQ(AddedLines("a\0b\n\xff\n"sv, "a\0b\n\xff\n"sv), (std::vector<ByteRange>{}));
  EXPECT_EQ(AddedLines("a\0b\n"sv, "a\0c\n"sv), (std::vector<ByteRange>{{0, 4}}));
}

TEST(Touches, AnyByteOfASpan) {
  const std::vector<ByteRange> ranges = {{10, 20}, {30, 40}};
  EXPECT_FALSE(Touches(ranges, {0, 10}));
  EXPECT_TRUE(Touches(ranges, {0, 11}));
  EXPECT_TRUE(Touches(ranges, {19, 25}));
  EXPECT_FALSE(Touches(ranges, {20, 30}));
  EXPECT_TRUE(Touches(ranges, {25, 31}));
  EXPECT_TRUE(Touches(ranges, {0, 100}));
  EXPECT_FALSE(Touches(ranges, {40, 50}));
  EXPECT_TRUE(Touches(ranges, {12, 12}));  // an empty one stands somewhere
  EXPECT_FALSE(Touches(ranges, {20, 20}));
  EXPECT_FALSE(Touches({}, {0, 1}));
}

TEST(Similarity, IsAShareOfTheLargerText) {
  EXPECT_EQ(Similarity("", ""), 1);
  EXPECT_EQ(Similarity("a\nb\n", "a\nb\n"), 1);
  EXPECT_EQ(Similarity("a\n", "b\n"), 0);
  EXPECT_EQ(Similarity("a\nb\nc\nd\n", "a\n"), 0.25);
  EXPECT_EQ(Similarity("a\n", "a\nb\nc\nd\n"), 0.25);
  EXPECT_EQ(Similarity("", "a\n"), 0);
  EXPECT_EQ(Similarity("a\n", ""), 0);
}

// --- Random texts: lines of a small alphabet, so that equal ones are common.

using Lines = std::vector<std::string>;

Lines RandomLines(std::mt19937_64* random) {
  Lines lines((*random)() % 12);
  for (std::string& line : lines) line = std::string((*random)() % 2, 'x') + "abc"[(*random)() % 3];
  return lines;
}

std::string Join(const Lines& lines, std::mt19937_64* random) {
  static constexpr const char* kEnds[] = {"\n", "\n", "\r\n", "\r"};
  std::string text;
  for (const std::string& line : lines) text += line + kEnds[(*random)() % 4];
  return text;
}

// How many lines of `now` a longest common subsequence leaves out: what a plain diff calls added.
std::size_t AddedByLcs(const Lines& before, const Lines& now) {
  std::vector<std::vector<std::size_t>> common(before.size() + 1,
                                               std::vector<std::size_t>(now.size() + 1));
  for (std::size_t i = 1; i <= before.size(); ++i) {
    for (std::size_t j = 1; j <= now.size(); ++j) {
      common[i][j] = before[i - 1] == now[j - 1] ? common[i - 1][j - 1] + 1
                                                 : std::max(common[i - 1][j], common[i][j - 1]);
    }
  }
  return now.size() - common[before.size()][now.size()];
}

TEST(AddedLinesPropertyTest, HoldsWhatThereIsMoreOfAndNothingElse) {
  std::mt19937_64 random(20261123);
  for (int round = 0; round < 5000; ++round) {
    SCOPED_TRACE(fmt::format("round {}", round));
    const Lines before = RandomLines(&random);
    const Lines now = RandomLines(&random);
    const std::string now_text = Join(now, &random);
    const std::vector<ByteRange> ranges = AddedLines(Join(before, &random), now_text);
    std::map<std::string, int> more;  // than there were
    for (const std::string& line : now) ++more[line];
    for (const std::string& line : before) --more[line];
    std::size_t at = 0;
    std::size_t added = 0;
    for (const std::string& line : now) {
      std::size_t behind = now_text.find_first_of("\r\n", at) + 1;
      if (now_text.substr(behind - 1, 2) == "\r\n") ++behind;
      if (Touches(ranges, {at, behind})) {
        --more[line];
        ++added;
      }
      at = behind;
    }
    for (const auto& [line, count] : more) EXPECT_LE(count, 0) << line;
    EXPECT_LE(added, AddedByLcs(before, now));
    for (std::size_t i = 0; i < ranges.size(); ++i) {
      EXPECT_LT(ranges[i].begin, ranges[i].end);
      if (i > 0) {
        EXPECT_LT(ranges[i - 1].end, ranges[i].begin);
      }
    }
  }
}

}  // namespace
}  // namespace blotter
