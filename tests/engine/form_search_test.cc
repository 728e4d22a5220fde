#include "scanner/engine/form_search.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/engine/engine_fixture.h"

namespace blotter {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// "WHOLE -> SECRET" of each match of the first rule.
std::vector<std::string> Matches(const CompiledRules& rules, std::string_view text) {
  HsScratch scratch(rules.forms());
  std::vector<RawMatch> hits;
  EXPECT_TRUE(scratch.Scan(text, &hits).ok());
  std::vector<std::string> found;
  ForEachFormMatch(text, rules, hits, 0, [&](const FormMatch& match) {
    EXPECT_GE(match.secret.data(), text.data());
    EXPECT_LE(match.secret.data() + match.secret.size(), text.data() + text.size());
    found.push_back(fmt::format("{} -> {}", match.whole, match.secret));
  });
  return found;
}

std::unique_ptr<CompiledRules> WithForm(std::string_view form) {
  return testing::Compiled(testing::RulesFrom(
      fmt::format("[[rules]]\nid = 'r'\ndescription = 'd'\n[[rules.forms]]\nid = 'f'\n{}", form)));
}

TEST(FormSearch, TheSecretIsTheNamedGroupOrTheNumberedOrTheFirstOrAll) {
  EXPECT_THAT(Matches(*WithForm("anchor = 'k='\nregex = '(k)=(?P<secret>[a-z]+)'"), "k=abc"),
              ElementsAre("k=abc -> abc"));
  EXPECT_THAT(Matches(*WithForm("anchor = 'k='\nregex = '(k)=([a-z]+)'\nsecretGroup = 2"), "k=abc"),
              ElementsAre("k=abc -> abc"));
  EXPECT_THAT(Matches(*WithForm("anchor = 'k='\nregex = 'k=(x?)([a-z]+)'"), "k=abc"),
              ElementsAre("k=abc -> abc"));
  EXPECT_THAT(Matches(*WithForm("anchor = 'k='\nregex = 'k=[a-z]+'"), "k=abc"),
              ElementsAre("k=abc -> k=abc"));
}

TEST(FormSearch, AMatchIsSeenOnceHoweverManyHitsItHas) {
  const auto rules = WithForm("anchor = 'a'\nregex = '[ab]+'");
  EXPECT_THAT(Matches(*rules, "aaba aa"), ElementsAre("aaba -> aaba", "aa -> aa"));
}

TEST(FormSearch, LooksOnlyInTheWindowAroundAHit) {
  const auto rules =
      WithForm("anchor = 'hit'\nregex = 'x[.]*hit[.]*y'\nbefore_bytes = 8\nafter_bytes = 5");
  EXPECT_THAT(Matches(*rules, "x....hit....y"), ElementsAre("x....hit....y -> x....hit....y"));
  EXPECT_THAT(Matches(*rules, "x......hit....y"), IsEmpty()) << "begins before the window";
  EXPECT_THAT(Matches(*rules, "x....hit.....y"), IsEmpty()) << "ends behind it";
}

TEST(FormSearch, WordBoundariesSeeTheTextBeforeTheWindow) {
  const auto rules = WithForm("anchor = 'hit'\nregex = '\\bhit'\nbefore_bytes = 3");
  EXPECT_THAT(Matches(*rules, "xhit"), IsEmpty());
  EXPECT_THAT(Matches(*rules, " hit"), ElementsAre("hit -> hit"));
}

TEST(FormSearch, AnEmptyMatchDoesNotStop) {
  const auto rules = WithForm("anchor = 'a'\nregex = '\\bb*'");
  EXPECT_THAT(Matches(*rules, "a b ab b a"), ElementsAre("b -> b", "b -> b"));
}

TEST(FormSearch, ManyHitsInOneText) {
  const auto rules = WithForm("anchor = 'key='\nregex = 'key=([a-z0-9]{8})'");
  std::string text;
  for (int i = 0; i < 5000; ++i) text += fmt::format("key={:08} ", i);
  const std::vector<std::string> found = Matches(*rules, text);
  ASSERT_EQ(found.size(), 5000U);
  for (int i = 0; i < 5000; ++i) {
    EXPECT_EQ(found[static_cast<std::size_t>(i)], fmt::format("key={0:08} -> {0:08}", i));
  }
}

}  // namespace
}  // namespace blotter
