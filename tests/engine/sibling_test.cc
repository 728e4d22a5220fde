#include "scanner/engine/sibling.h"

#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/key_maker.h"

namespace blotter {
namespace {

using ::testing::Contains;
using ::testing::IsEmpty;

class Sibling : public ::testing::Test {
 protected:
  // The tokens beside NAME in `layout`, where K stands for a key.
  std::vector<std::string> Tokens(std::string_view layout, std::string_view file = "a.txt") {
    std::string text(layout);
    if (const std::size_t at = text.find('K'); at != std::string::npos) text.replace(at, 1, key_);
    const std::size_t name = text.find("NAME");
    std::vector<std::string> tokens;
    for (const Literal& literal : SiblingLiterals(text, name, name + 4, file)) {
      EXPECT_LE(literal.end, text.size());
      tokens.push_back(text.substr(literal.begin, literal.end - literal.begin));
    }
    return tokens;
  }

  std::string key_ = testing::KeyMaker(1).Alphanumeric();
};

TEST_F(Sibling, AValueBesideItsName) {
  for (const std::string_view layout :
       {"{\"name\": \"NAME\", \"value\": \"K\"}", "{\"value\": \"K\", \"name\": \"NAME\"}",
        "- value: K\n  name: NAME\n", "- name: NAME\n  secret: false\n  value: K\n",
        "<add key=\"NAME\" value=\"K\" />", "<add value=\"K\" key=\"NAME\" />",
        "{ name = \"NAME\", value = \"K\" }", "{ key: 'NAME', type: 'x', default: 'K' }"}) {
    EXPECT_THAT(Tokens(layout), Contains(key_)) << layout;
  }
}

TEST_F(Sibling, TheDefaultOfItsOwnBlock) {
  EXPECT_THAT(Tokens("variable \"NAME\" {\n  type = string\n  default = \"K\"\n}"), Contains(key_));
  EXPECT_THAT(Tokens("NAME:\n  Type: String\n  Default: K\nOther:\n"), Contains(key_));
  EXPECT_THAT(Tokens("add_argument(\"NAME\", type=str, default=\"K\")"), Contains(key_));
}

TEST_F(Sibling, WhatIsStoredUnderTheName) {
  EXPECT_THAT(Tokens("defaults.set(\"K\", forKey: \"NAME\")"), Contains(key_));
  EXPECT_THAT(Tokens("echo K | gh secret set NAME"), Contains(key_));
  EXPECT_THAT(Tokens("[DefaultValue(\"K\")]\npublic string NAME { get; set; }"), Contains(key_));
}

TEST_F(Sibling, TheColumnThatItHeads) {
  EXPECT_THAT(Tokens("id,NAME,owner\n1,K,me\n", "a.csv"), Contains(key_));
  EXPECT_THAT(Tokens("id\tNAME\n1\tK\n", "a.tsv"), Contains(key_));
  EXPECT_THAT(Tokens("| id | NAME |\n|---|---|\n| 1 | K |\n", "a.md"), Contains(key_));
  EXPECT_THAT(Tokens("id,NAME,owner\n1,me,K\n", "a.csv"), IsEmpty()) << "another column";
  EXPECT_THAT(Tokens("id,NAME,owner\n1,K,me\n", "a.txt"), IsEmpty()) << "no table";
  EXPECT_THAT(Tokens("id,\"a,b\",NAME\n1,\"x,y\",K\n", "a.csv"), Contains(key_)) << "quoted commas";
}

TEST_F(Sibling, AnotherObjectsValueIsNone) {
  EXPECT_THAT(Tokens("{\"name\": \"NAME\"}, {\"name\": \"x\", \"value\": \"K\"}"), IsEmpty());
  EXPECT_THAT(Tokens("- name: NAME\n- name: OTHER\n  value: K\n"), IsEmpty());
  EXPECT_THAT(Tokens("variable \"NAME\" {}\nvariable \"x\" { default = \"K\" }"), IsEmpty());
}

TEST_F(Sibling, TellsTableRows) {
  EXPECT_TRUE(IsTableRow("| a | b |", 3, "a.md"));
  EXPECT_TRUE(IsTableRow("a,b", 1, "A.CSV"));
  EXPECT_FALSE(IsTableRow("a,b", 1, "a.txt"));
  EXPECT_FALSE(IsTableRow("a | b", 1, "a.md"));
}

TEST_F(Sibling, TakesAnything) {
  testing::KeyMaker random(3);
  const char* const pieces[] = {
      "NAME", "name", ":",  "=",  "\"",     "'",     "{",       "}",       "<",
      ">",    "\n",   ",",  "|",  "--",     "value", "default", " ",       "(",
      ")",    "echo", "\t", "\r", "forKey", "[",     "]",       "@Value(", "abcdefghijklmnopq1"};
  for (int round = 0; round < 5000; ++round) {
    std::string text;
    for (std::uint64_t count = random.Next() % 40; count > 0; --count) {
      text += pieces[random.Next() % std::size(pieces)];
    }
    text += "NAME";
    const std::size_t at = text.find("NAME");
    for (const std::string_view file : {"a.md", "a.csv", "a.txt"}) {
      for (const Literal& literal : SiblingLiterals(text, at, at + 4, file)) {
        ASSERT_LT(literal.begin, literal.end);
        ASSERT_LE(literal.end, text.size());
      }
    }
  }
}

}  // namespace
}  // namespace blotter
