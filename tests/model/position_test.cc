// PositionTracker against a reference that sees the whole text at once.
#include "scanner/model/position.h"

#include <algorithm>
#include <iterator>
#include <random>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "scanner/base/utf8.h"

namespace blotter {
namespace {

// The position of the byte at `offset`, from the definition: lines end at LF, CR LF and a lone CR;
// columns count the UTF-16 units from the line's start up to there; a BOM at the text's start is
// not counted.
Position Reference(std::string_view text, std::size_t offset) {
  Position position;
  std::size_t line_start = 0;
  for (std::size_t i = 0; i < offset; ++i) {
    const bool ends_line = text[i] == '\n' ? (i == 0 || text[i - 1] != '\r') : text[i] == '\r';
    if (ends_line) ++position.line;
    if (text[i] == '\n' || text[i] == '\r') line_start = i + 1;
  }
  std::string_view before = text.substr(line_start, offset - line_start);
  if (line_start == 0 && before.starts_with("\xEF\xBB\xBF")) before.remove_prefix(3);
  position.column = Utf16Length(before) + 1;
  return position;
}

Position After(std::initializer_list<std::string_view> pieces) {
  PositionTracker tracker;
  for (const std::string_view piece : pieces) tracker.Advance(piece);
  return tracker.Here();
}

TEST(Position, LinesAndColumns) {
  EXPECT_EQ(After({}), (Position{1, 1}));
  EXPECT_EQ(After({"ab"}), (Position{1, 3}));
  EXPECT_EQ(After({"ab\ncd"}), (Position{2, 3}));
  EXPECT_EQ(After({"ab\r\ncd"}), (Position{2, 3}));
  EXPECT_EQ(After({"ab\rcd"}), (Position{2, 3}));
  EXPECT_EQ(After({"\r\r\n\n\rx"}), (Position{5, 2}));
  EXPECT_EQ(After({"ab\r", "\ncd"}), (Position{2, 3}));
}

TEST(Position, ColumnsAreUtf16Units) {
  EXPECT_EQ(After({"\u00e9\u4f60\U0001f511"}), (Position{1, 5}));
  EXPECT_EQ(After({"\xF0\x9F", "\x94\x91"}), (Position{1, 3}));
  EXPECT_EQ(After({"\xF0", "\x9F", "\x94", "\x91", "a"}), (Position{1, 4}));
}

TEST(Position, WhatIsNotUtf8CountsAsItDecodes) {
  EXPECT_EQ(After({"cl\xE9"}), (Position{1, 4}));  // Latin-1, just before the place asked for
  EXPECT_EQ(After({"cl\xE9", "x"}), (Position{1, 5}));
  EXPECT_EQ(After({"\xE2\x82", "x"}), (Position{1, 3}));
  EXPECT_EQ(After({"\xE2\x82", "\nx"}), (Position{2, 2}));
}

TEST(Position, ABomIsNotCounted) {
  EXPECT_EQ(After({"\xEF\xBB\xBFx"}), (Position{1, 2}));
  EXPECT_EQ(After({"\xEF", "\xBB", "\xBF", "x"}), (Position{1, 2}));
  EXPECT_EQ(After({"\xEF\xBB\xBF\nx"}), (Position{2, 2}));
  EXPECT_EQ(After({"\n\xEF\xBB\xBFx"}), (Position{2, 3}));  // not at the start: a character
  EXPECT_EQ(After({"\xEF\xBB\xBF\xEF\xBB\xBFx"}), (Position{1, 3}));  // only the first one
}

TEST(Position, RandomTextsCutAnywhere) {
  std::mt19937 random(3);
  const std::string alphabet("aa\r\n\n\x80\x94\x9F\xBB\xBF\xC3\xE2\x82\xEF\xF0\xFF", 16);
  for (int round = 0; round < 20000; ++round) {
    std::string text;
    if (random() % 4 == 0) text = "\xEF\xBB\xBF";
    for (std::size_t i = random() % 24; i > 0; --i) text += alphabet[random() % alphabet.size()];
    PositionTracker tracker;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t size = std::min<std::size_t>(1 + random() % 5, text.size() - at);
      tracker.Advance(std::string_view(text).substr(at, size));
      at += size;
      // A position inside a character means nothing: ask where one ends, or cannot go on.
      const bool in_bom = at < 3 && text.starts_with("\xEF\xBB\xBF");
      if (IncompleteUtf8Tail(std::string_view(text).substr(0, at)) > 0 || in_bom) continue;
      ASSERT_EQ(tracker.Here(), Reference(text, at))
          << ::testing::PrintToString(text) << " at " << at;
    }
    ASSERT_EQ(tracker.Here(), Reference(text, text.size())) << ::testing::PrintToString(text);
  }
}

// Long enough for the blocks that lines and ASCII are counted in.
TEST(Position, LongTextsCutAnywhere) {
  std::mt19937 random(4);
  const std::string_view parts[] = {"\r", "\n", "\r\n", "\u00e9", "\U0001f511", "\xE2\x82", "\xFF"};
  for (int round = 0; round < 300; ++round) {
    std::string text;
    while (text.size() < 600) {
      text.append(random() % (round % 2 == 0 ? 8 : 200), 'a');
      text += parts[random() % std::size(parts)];
    }
    PositionTracker tracker;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t size = std::min<std::size_t>(1 + random() % 300, text.size() - at);
      tracker.Advance(std::string_view(text).substr(at, size));
      at += size;
      if (IncompleteUtf8Tail(std::string_view(text).substr(0, at)) > 0) continue;
      ASSERT_EQ(tracker.Here(), Reference(text, at))
          << ::testing::PrintToString(text) << " at " << at;
    }
  }
}

}  // namespace
}  // namespace blotter
