#include "scanner/engine/text_scan.h"

#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "tests/support/key_maker.h"

namespace blotter {
namespace {

TEST(Lines, EndAtEveryKindOfBreak) {
  //                            0123 45678 90
  const std::string_view text = "ab\ncd\r\nef\rgh";
  for (const std::size_t at : {0U, 1U, 2U}) {
    EXPECT_EQ(LineBegin(text, at), 0U) << at;
    EXPECT_EQ(LineEnd(text, at), 2U) << at;
    EXPECT_EQ(NextLine(text, at), 3U) << at;
  }
  EXPECT_EQ(LineBegin(text, 4), 3U);
  EXPECT_EQ(LineEnd(text, 4), 5U);
  EXPECT_EQ(NextLine(text, 4), 7U) << "CR LF is one break";
  EXPECT_EQ(LineEnd(text, 7), 9U);
  EXPECT_EQ(NextLine(text, 7), 10U);
  EXPECT_EQ(LineBegin(text, 11), 10U);
  EXPECT_EQ(LineEnd(text, 11), 12U);
  EXPECT_EQ(NextLine(text, 11), 12U);
  EXPECT_EQ(LineEnd(text, 12), 12U);
  EXPECT_EQ(PreviousLine(text, 10), 7U);
  EXPECT_EQ(PreviousLine(text, 7), 3U);
  EXPECT_EQ(PreviousLine(text, 3), 0U);
  EXPECT_EQ(PreviousLine(text, 0), 0U);
}

TEST(Lines, AreNotLookedAtBeyondTheirBound) {
  const std::string text = "\n" + std::string(3 * kLongestLineBytes, 'x') + "\n";
  const std::size_t middle = text.size() / 2;
  EXPECT_EQ(LineBegin(text, middle), middle - kLongestLineBytes);
  EXPECT_EQ(LineEnd(text, middle), middle + kLongestLineBytes);
  EXPECT_EQ(NextLine(text, middle), middle + kLongestLineBytes)
      << "moves on, and eats no character";
  EXPECT_EQ(LineBegin(text, 1 + kLongestLineBytes), 1U);
}

TEST(Lines, WalkToTheEndOfAnyText) {
  testing::KeyMaker random(1);
  for (int round = 0; round < 500; ++round) {
    std::string text;
    for (std::uint64_t size = random.Next() % 60; size > 0; --size) {
      text += "a\n\r b"[random.Next() % 5];
    }
    int lines = 0;
    std::size_t at = 0;
    while (at < text.size()) {
      const std::size_t next = NextLine(text, at);
      ASSERT_GT(next, at);
      ASSERT_EQ(LineBegin(text, LineEnd(text, at)), at);
      ASSERT_EQ(PreviousLine(text, next), next < text.size() || LineEnd(text, at) < text.size()
                                              ? at
                                              : PreviousLine(text, next));
      if (LineEnd(text, at) < text.size()) ++lines;
      at = next;
    }
    ASSERT_EQ(LinesBetween(text, 0, text.size(), 1 << 30), lines);
  }
}

TEST(LinesBetween, CountsEachBreakOnce) {
  const std::string_view text = "a\r\nb\rc\nd";
  EXPECT_EQ(LinesBetween(text, 0, text.size(), 100), 3);
  EXPECT_EQ(LinesBetween(text, text.size(), 0, 100), 3) << "either way";
  EXPECT_EQ(LinesBetween(text, 0, 3, 100), 1);
  EXPECT_EQ(LinesBetween(text, 2, 3, 100), 0) << "a CR LF cut in two breaks at its CR";
  EXPECT_EQ(LinesBetween(text, 0, 2, 100), 1);
  EXPECT_EQ(LinesBetween(std::string(50, '\n'), 0, 50, 7), 8) << "no further than the limit";
}

TEST(LineCounter, AnswersInAnyOrder) {
  testing::KeyMaker random(2);
  std::string text;
  for (int i = 0; i < 400; ++i) text += "ab\n\r\r\n"[random.Next() % 6];
  LineCounter counter(text);
  for (int round = 0; round < 2000; ++round) {
    const std::size_t at = random.Next() % (text.size() + 1);
    ASSERT_EQ(counter.LinesBefore(at), LinesBetween(text, 0, at, 1 << 30)) << at;
  }
}

TEST(ClosingBracket, SkipsStringsAndInnerBrackets) {
  const auto closes = [](std::string_view text) { return ClosingBracket(text, 0, 1000); };
  EXPECT_EQ(closes("(a)b"), 3U);
  EXPECT_EQ(closes("(a(b)c)d"), 7U);
  EXPECT_EQ(closes("{a: ')', b: [1, \"}\"]} x"), 21U);
  EXPECT_EQ(closes("(\"\\\")\")"), 7U) << "an escaped quote";
  EXPECT_EQ(closes("(it's) x"), 6U) << "an apostrophe opens no string";
  EXPECT_EQ(closes("([)x"), 3U) << "what was left open inside";
  EXPECT_EQ(closes("(]})x"), 4U) << "what was never opened";
  EXPECT_EQ(closes("(abc"), 4U) << "never closed";
  EXPECT_EQ(ClosingBracket("(          )", 0, 5), 5U) << "not before its reach";
}

TEST(EnclosingBracket, IsTheInnermostOpenOne) {
  const std::string_view text = "f(a, {b: [c], (d) x";
  EXPECT_EQ(EnclosingBracket(text, text.size(), "({[", 100), 5U);
  EXPECT_EQ(EnclosingBracket(text, text.size(), "(", 100), 1U);
  EXPECT_EQ(EnclosingBracket(text, 10, "[", 100), 9U);
  EXPECT_EQ(EnclosingBracket(text, text.size(), "[", 100), std::string_view::npos);
  EXPECT_EQ(EnclosingBracket(text, text.size(), "(", 5), std::string_view::npos) << "its reach";
  EXPECT_EQ(EnclosingBracket("", 0, "({[", 10), std::string_view::npos);
}

TEST(Indentation, CountsListMarkersAsBlanks) {
  EXPECT_EQ(Indentation("  a", 2), 2U);
  EXPECT_EQ(Indentation("x\n\ta", 3), 1U);
  EXPECT_EQ(Indentation("  - a", 4), 4U);
  EXPECT_EQ(Indentation("-a", 1), 0U);
  EXPECT_EQ(Indentation("", 0), 0U);
}

TEST(IndentedBlockEnd, EndsAtTheFirstLineThatIsNotDeeper) {
  const std::string_view text = "a:\n  b: 1\n\n  c: 2\nd: 3\n";
  EXPECT_EQ(IndentedBlockEnd(text, 0, 1000), text.find("d: 3"));
  EXPECT_EQ(IndentedBlockEnd("a:\n  b\n", 0, 1000), 7U);
  EXPECT_EQ(IndentedBlockEnd("a:\r\n  b\r\nc", 0, 1000), 9U);
  EXPECT_EQ(IndentedBlockEnd(text, 0, 6), 6U);
}

TEST(ObjectAround, IsBracesATagOrAMapping) {
  const auto around = [](std::string_view text, std::string_view what) {
    const ByteRange range = ObjectAround(text, text.find(what), 1000);
    return std::string(text.substr(range.begin, range.end - range.begin));
  };
  EXPECT_EQ(around("x {a: 1, b: 2} y", "b"), "{a: 1, b: 2}");
  EXPECT_EQ(around("<i/><add key=\"K\" value=\"V\"/><o/>", "K"), "<add key=\"K\" value=\"V\"/");
  EXPECT_EQ(around("- name: A\n  value: 1\n- name: B\n  value: 2\n", "B"), "- name: B\n  value: 2");
  EXPECT_EQ(around("a: 1\n\nname: X\nvalue: 2\n\nb: 1\n", "X"), "name: X\nvalue: 2");
}

TEST(IdentifierBefore, TakesQualifiersAndBlanks) {
  EXPECT_EQ(IdentifierBefore("x = client.chat (", 16), "client.chat");
  EXPECT_EQ(IdentifierBefore("a::b(", 4), "a::b");
  EXPECT_EQ(IdentifierBefore("(", 0), "");
  EXPECT_EQ(IdentifierBefore("+ (", 2), "");
}

}  // namespace
}  // namespace blotter
