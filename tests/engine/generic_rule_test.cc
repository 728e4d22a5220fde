// gitleaks' meaning of a rule: secretGroup, entropy, keywords, path, allowlists. The order of
// events and the words are those of its configuration reference (github.com/gitleaks/gitleaks,
// README, "Configuration").
#include "scanner/engine/generic_rule.h"

#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scanner/engine/keyword_search.h"
#include "tests/engine/engine_fixture.h"

namespace blotter {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::vector<std::string> Found(std::string_view rule, std::string_view path,
                               std::string_view content, std::string_view rest = "") {
  const auto rules = testing::Compiled(testing::RulesFrom(
      fmt::format("[[rules]]\nid = 'r'\ndescription = 'd'\n{}\n{}", rule, rest)));
  return testing::RulesAndSecrets(testing::Scan(*rules, path, content));
}
std::vector<std::string> Found(std::string_view rule, std::string_view content) {
  return Found(rule, "dir/a.txt", content);
}

constexpr std::string_view kToken = "regex = 'tok_([a-z0-9]{8})'\n";

TEST(GenericRule, ReportsTheSecretGroup) {
  EXPECT_THAT(Found(kToken, "a tok_abcdefgh b"), ElementsAre("r abcdefgh"));
  EXPECT_THAT(Found("regex = '(k)=([a-z]+)'\nsecretGroup = 2", "k=abc"), ElementsAre("r abc"));
  EXPECT_THAT(Found("regex = 'tok_[a-z]+'", "tok_abc"), ElementsAre("r tok_abc"));
}

TEST(GenericRule, FindsEveryOne) {
  EXPECT_THAT(Found(kToken, "tok_aaaaaaaa tok_bbbbbbbb\ntok_cccccccc"),
              ElementsAre("r aaaaaaaa", "r bbbbbbbb", "r cccccccc"));
}

TEST(GenericRule, EntropyMustBeExceeded) {
  const std::string rule = std::string(kToken) + "entropy = 3.0";
  EXPECT_THAT(Found(rule, "tok_aaaabbbb"), IsEmpty());
  EXPECT_THAT(Found(rule, "tok_abcdefgh"), IsEmpty()) << "gitleaks drops what is at the threshold";
  EXPECT_THAT(Found(std::string(kToken) + "entropy = 2.9", "tok_abcdefgh"), SizeIs(1));
}

TEST(GenericRule, AKeywordMustStandInTheFileInAnyCase) {
  const std::string rule = std::string(kToken) + "keywords = ['acme', 'other']";
  EXPECT_THAT(Found(rule, "tok_abcdefgh"), IsEmpty());
  EXPECT_THAT(Found(rule, "ACME\n\n\ntok_abcdefgh"), SizeIs(1));
  EXPECT_THAT(Found(rule, "tok_abcdefgh Other"), SizeIs(1));
}

// More than the SIMD search takes (keyword_search.h).
TEST(GenericRule, KeywordsMayBeMany) {
  std::string keywords;
  for (std::size_t i = 0; i < 2 * KeywordSearch::kMostWords; ++i) {
    keywords += fmt::format("'word{}', ", i);
  }
  const std::string rule = fmt::format("{}keywords = [{}]", kToken, keywords);
  EXPECT_THAT(Found(rule, "tok_abcdefgh word"), IsEmpty());
  EXPECT_THAT(Found(rule, "tok_abcdefgh WORD15"), SizeIs(1));
}

TEST(GenericRule, APathLimitsTheRule) {
  const std::string rule = std::string(kToken) + "path = '''\\.env$'''";
  EXPECT_THAT(Found(rule, "dir/a.txt", "tok_abcdefgh"), IsEmpty());
  EXPECT_THAT(Found(rule, "dir/prod.env", "tok_abcdefgh"), SizeIs(1));
}

TEST(Allowlists, ARegexIsOfTheSecretUnlessItSaysOtherwise) {
  const auto with = [](std::string_view target, std::string_view regex) {
    return fmt::format("{}[[rules.allowlists]]\n{}\nregexes = ['''{}''']", kToken, target, regex);
  };
  EXPECT_THAT(Found(with("", "^abc"), "tok_abcdefgh"), IsEmpty());
  EXPECT_THAT(Found(with("", "tok_"), "tok_abcdefgh"), SizeIs(1));
  EXPECT_THAT(Found(with("regexTarget = 'secret'", "^abc"), "tok_abcdefgh"), IsEmpty());
  EXPECT_THAT(Found(with("regexTarget = 'match'", "tok_"), "tok_abcdefgh"), IsEmpty());
  EXPECT_THAT(Found(with("regexTarget = 'match'", "before"), "before tok_abcdefgh"), SizeIs(1))
      << "the match, not its line";
  EXPECT_THAT(Found(with("regexTarget = 'line'", "before"), "before tok_abcdefgh"), IsEmpty());
  EXPECT_THAT(Found(with("regexTarget = 'line'", "before"), "before\ntok_abcdefgh"), SizeIs(1));
}

TEST(Allowlists, StopwordsStandInTheSecret) {
  const std::string rule = std::string(kToken) + "[[rules.allowlists]]\nstopwords = ['CDE']";
  EXPECT_THAT(Found(rule, "tok_abcdefgh"), IsEmpty());
  EXPECT_THAT(Found(rule, "cde tok_abxdefgh"), SizeIs(1));
}

TEST(Allowlists, PathsAllow) {
  const std::string rule = std::string(kToken) + "[[rules.allowlists]]\npaths = ['^vendor/']";
  EXPECT_THAT(Found(rule, "vendor/a.txt", "tok_abcdefgh"), IsEmpty());
  EXPECT_THAT(Found(rule, "src/vendor/a.txt", "tok_abcdefgh"), SizeIs(1));
}

TEST(Allowlists, AreOrUnlessTheySayAnd) {
  const std::string list = "regexes = ['^abc']\npaths = ['^vendor/']\nstopwords = ['fgh']";
  const std::string any = std::string(kToken) + "[[rules.allowlists]]\n" + list;
  const std::string all = std::string(kToken) + "[[rules.allowlists]]\ncondition = 'AND'\n" + list;
  EXPECT_THAT(Found(any, "vendor/a", "tok_xxxxxxx1"), IsEmpty());
  EXPECT_THAT(Found(any, "src/a", "tok_abcxxxx1"), IsEmpty());
  EXPECT_THAT(Found(any, "src/a", "tok_xxxxxfgh"), IsEmpty());
  EXPECT_THAT(Found(any, "src/a", "tok_xxxxxxx1"), SizeIs(1));
  EXPECT_THAT(Found(all, "vendor/a", "tok_abcdefgh"), IsEmpty());
  EXPECT_THAT(Found(all, "src/a", "tok_abcdefgh"), SizeIs(1));
  EXPECT_THAT(Found(all, "vendor/a", "tok_abcxxxx1"), SizeIs(1));
}

TEST(Allowlists, AnyOfSeveralAllows) {
  const std::string rule = std::string(kToken) +
                           "[[rules.allowlists]]\nregexes = ['^zzz']\n"
                           "[[rules.allowlists]]\nregexes = ['^abc']";
  EXPECT_THAT(Found(rule, "tok_abcdefgh tok_zzzzzzzz tok_xxxxxxx1"), ElementsAre("r xxxxxxx1"));
}

TEST(Allowlists, GlobalOnesHoldForEveryRule) {
  EXPECT_THAT(Found(kToken, "a", "tok_abcdefgh", "[[allowlists]]\nregexes = ['^abc']"), IsEmpty());
  EXPECT_THAT(Found(kToken, "a", "tok_abcdefgh", "[allowlist]\nstopwords = ['fgh']"), IsEmpty());
  EXPECT_THAT(Found(kToken, "a", "tok_abcdefgh", "[allowlist]\nstopwords = ['x']"), SizeIs(1));
}

TEST(GenericRule, TheFirstRuleWinsOnOneSecret) {
  const auto rules = testing::Compiled(
      testing::RulesFrom("[[rules]]\nid = 'narrow'\nregex = 'tok_([a-z]{8})'\n"
                         "[[rules]]\nid = 'wide'\nregex = '[a-z]+_([a-z]{8})'\n"));
  EXPECT_THAT(testing::RulesAndSecrets(testing::Scan(*rules, "a", "tok_abcdefgh xx_abcdefgh")),
              ElementsAre("narrow abcdefgh", "wide abcdefgh"));
}

TEST(GenericRule, LongSecretsAreWhole) {
  const std::string secret(3000, 'q');
  EXPECT_THAT(Found("regex = 'tok_([a-z]{8,})'", "tok_" + secret + " end"),
              ElementsAre("r " + secret));
}

TEST(GenericRule, StandsBesideTheShippedRules) {
  RuleSet rules = testing::ShippedRules()->rules();
  rules.rules.push_back(
      testing::RulesFrom("[[rules]]\nid = 'mine'\nregex = 'tok_([a-z]{8})'").rules[0]);
  const auto compiled = testing::Compiled(std::move(rules));
  EXPECT_THAT(testing::RulesAndSecrets(testing::Scan(*compiled, "a", "tok_abcdefgh")),
              ElementsAre("mine abcdefgh"));
}

}  // namespace
}  // namespace blotter
