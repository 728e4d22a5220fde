// The walk from a name to its literal. What it finds in whole files of every language is measured
// in tests/detection; here is what it promises by itself.
#include "scanner/engine/binding.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/key_maker.h"

namespace blotter {
namespace {

using ::testing::IsEmpty;

// All literals that a walk from behind NAME offers.
std::vector<Literal> Walk(std::string_view text, bool table = false) {
  const std::size_t name = text.find("NAME");
  LiteralWalker walker(text, name + 4, table);
  std::vector<Literal> literals;
  while (std::optional<Literal> literal = walker.Next()) literals.push_back(*literal);
  return literals;
}

class Binding : public ::testing::Test {
 protected:
  // Each K of the layout becomes a key; whether the first literal is the first of them.
  void Finds(std::string_view layout, bool direct = true) {
    const std::string text = Fill(layout);
    const std::vector<Literal> literals = Walk(text);
    ASSERT_FALSE(literals.empty()) << layout;
    EXPECT_EQ(text.substr(literals[0].begin, literals[0].end - literals[0].begin), key_) << layout;
    EXPECT_EQ(literals[0].direct, direct) << layout;
  }
  void FindsNothing(std::string_view layout) {
    EXPECT_THAT(Walk(Fill(layout)), IsEmpty()) << layout;
  }
  std::string Fill(std::string_view layout) const {
    std::string text(layout);
    const std::size_t at = text.find('K');
    if (at != std::string::npos) text.replace(at, 1, key_);
    return text;
  }

  std::string key_ = testing::KeyMaker(1).Alphanumeric();
};

TEST_F(Binding, OperatorsOfEveryKind) {
  for (const std::string_view layout : {"NAME=K",
                                        "NAME = K",
                                        "NAME: K",
                                        "NAME := K",
                                        "NAME => K",
                                        "NAME <- 'K'",
                                        "NAME ?= K",
                                        "NAME='K'",
                                        "NAME=\"K\"",
                                        "NAME=`K`",
                                        "NAME K",
                                        "\"NAME\": \"K\"",
                                        "[\"NAME\"] = \"K\"",
                                        "('NAME', 'K')",
                                        "NAME == K",
                                        "<NAME>K</NAME>",
                                        "NAME \"K\"",
                                        "{NAME:\"K\"}",
                                        "${NAME:-K}",
                                        "NAME=K other",
                                        "NAME=K;",
                                        "NAME=K&x=1",
                                        "NAME is K",
                                        "NAME: str = \"K\""}) {
    Finds(layout);
  }
}

TEST_F(Binding, SaysHowTheLiteralStands) {
  const std::string text = Fill("NAME = 'K'");
  const Literal literal = Walk(text)[0];
  EXPECT_EQ(literal.quote, '\'');
  EXPECT_FALSE(literal.next_line);
  EXPECT_FALSE(literal.in_template);
  EXPECT_EQ(Walk(Fill("NAME=K"))[0].quote, '\0');
  EXPECT_TRUE(Walk(Fill("- name: NAME\n  value: K"))[0].next_line);
}

TEST_F(Binding, GoesOnOverLinesThatBelongToIt) {
  for (const std::string_view layout :
       {"NAME\n  value: K", "NAME=\\\n  K", "NAME = (\n  \"K\"\n)", "NAME\r\n  value: K",
        "NAME: >-\n  K", "<key>NAME</key>\n<string>K</string>", "NAME,\n  \"K\")"}) {
    Finds(layout);
  }
}

TEST_F(Binding, DefaultsOfAnEnvironmentRead) {
  Finds("getenv(\"NAME\", \"K\")");
  EXPECT_FALSE(Walk(Fill("process.env.NAME || 'K'")).empty());
  EXPECT_FALSE(Walk(Fill("process.env.NAME ?? 'K'")).empty());
  EXPECT_FALSE(Walk(Fill("ENV.fetch('NAME') { 'K' }")).empty());
}

TEST_F(Binding, EndsWithTheStatement) {
  for (const std::string_view layout :
       {"NAME=\nOTHER=K", "NAME=short\nK", "NAME: short\nother: K",
        "os.environ[\"NAME\"]\nx = \"K\"", "NAME = 1; other = \"K\"", "NAME: !vault K",
        "NAME != \"K\"", "NAME = # K", "NAME = <%= K %>", "NAME=\n\n\n\n\n\nK",
        "openai_key = NAME, stripe_key = \"K\"", "NAME = decrypt(\"K\")", "NAME: {valueFrom: K}"}) {
    FindsNothing(layout);
  }
}

TEST_F(Binding, ShortWordsAreNoLiterals) {
  EXPECT_THAT(Walk("NAME=abcdefghijklmno"), IsEmpty()) << "fifteen characters";
  EXPECT_EQ(Walk("NAME=q7dexghijklmnopz").size(), 1U) << "sixteen";
}

TEST_F(Binding, ReachesNoFurtherThanItSays) {
  EXPECT_THAT(Walk(Fill("NAME=" + std::string(LiteralWalker::kReachBytes, ' ') + "K")), IsEmpty());
  Finds("NAME=" + std::string(LiteralWalker::kReachBytes - 100, ' ') + "K");
}

TEST_F(Binding, ATableGoesOnOverItsCells) {
  const std::string text = Fill("| NAME | the key | K |");
  const std::vector<Literal> literals = Walk(text, true);
  ASSERT_FALSE(literals.empty());
  EXPECT_EQ(text.substr(literals[0].begin, 32), key_);
}

// From any place in any text: literals lie inside it, in order, and are what they say.
TEST_F(Binding, WalksOverAnything) {
  testing::KeyMaker random(2);
  const char* const pieces[] = {"NAME",
                                "=",
                                ":",
                                "\"",
                                "'",
                                "`",
                                "\n",
                                "\r\n",
                                "\\n",
                                "\\",
                                "(",
                                ")",
                                "{",
                                "}",
                                "{{",
                                "}}",
                                "[",
                                "]",
                                "<",
                                ">",
                                "<%",
                                "$",
                                "${",
                                "$(",
                                "#",
                                "//",
                                "|",
                                "||",
                                "??",
                                ",",
                                ";",
                                " ",
                                "\t",
                                "value",
                                "default",
                                "api_key",
                                "abcdefghijklmnopq1",
                                "%q(",
                                "!",
                                "&",
                                "<![CDATA[",
                                "\"\"\"",
                                "=>",
                                "\xC3\xA4",
                                "-",
                                "."};
  for (int round = 0; round < 20000; ++round) {
    std::string text = "NAME";
    for (std::uint64_t count = random.Next() % 30; count > 0; --count) {
      text += pieces[random.Next() % std::size(pieces)];
      if (random.Next() % 10 == 0) text += key_;
    }
    std::size_t last = 4;
    for (const Literal& literal : Walk(text, random.Next() % 8 == 0)) {
      ASSERT_GE(literal.begin, last) << text;
      ASSERT_GT(literal.end, literal.begin) << text;
      ASSERT_LE(literal.end, text.size()) << text;
      ASSERT_GE(literal.end - literal.begin, 16U) << text;
      last = literal.end;
    }
  }
}

}  // namespace
}  // namespace blotter
