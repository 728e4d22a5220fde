// Configurations: what they change of the rules that blotter ships, and what is refused. The
// shipped rules are stood for by three.
#include "scanner/config/config.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace blotter {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::StartsWith;

RuleSet Shipped() {
  RuleSet shipped;
  for (const char* id : {"writer-api-key", "bearer-header", "dotenv-tracked"}) {
    Rule& rule = shipped.rules.emplace_back();
    rule.id = id;
    rule.description = "shipped";
    rule.judge = Judge::kEnvFile;
  }
  shipped.evidence.emplace_back().id = "host";
  return shipped;
}

// What blotter looks for by itself has this name; a file of the user's may have any.
constexpr char kOwnName[] = "a/.blotter.toml";
constexpr char kOtherName[] = "gitleaks.toml";

Config Parse(std::string_view text, const std::string& name = kOwnName) {
  Result<Config> config = ParseConfig(text, name, Shipped());
  EXPECT_TRUE(config.ok()) << config.error().message;
  if (!config.ok()) return {};
  const Status valid = ValidateConfig(*config, name);
  EXPECT_TRUE(valid.ok()) << valid.error().message;
  return std::move(config).value();
}

// Of parsing, or else of validating.
std::string ErrorOf(std::string_view text, const std::string& name = kOwnName) {
  const Result<Config> config = ParseConfig(text, name, Shipped());
  if (!config.ok()) return config.error().message;
  const Status valid = ValidateConfig(*config, name);
  EXPECT_FALSE(valid.ok()) << text;
  return valid.ok() ? "" : valid.error().message;
}

std::vector<std::string> Ids(const Config& config) {
  std::vector<std::string> ids;
  for (const Rule& rule : config.rules.rules) ids.push_back(rule.id + (rule.enabled ? "" : " off"));
  return ids;
}

TEST(Config, AnEmptyOneChangesNothing) {
  const Config config = Parse("");
  EXPECT_THAT(Ids(config), ElementsAre("writer-api-key", "bearer-header", "dotenv-tracked"));
  EXPECT_EQ(config.summary, "changes nothing");
  EXPECT_THAT(config.remarks, IsEmpty());
  EXPECT_FALSE(config.has_own_patterns);
}

constexpr std::string_view kOwnRule = "[[rules]]\nid = 'acme'\nregex = 'acme_[0-9]{8}'\n";

TEST(Config, OwnRulesJoinThoseShipped) {
  const Config config = Parse(kOwnRule);
  EXPECT_THAT(Ids(config),
              ElementsAre("writer-api-key", "bearer-header", "dotenv-tracked", "acme"));
  EXPECT_EQ(config.summary, "1 rule of its own");
  EXPECT_TRUE(config.has_own_patterns);
  EXPECT_THAT(config.rules.evidence, SizeIs(1));
}

// In gitleaks a file without useDefault replaces what is built in. Here only saying so does.
TEST(Config, ShippedRulesGoOnlyWhereTheFileSaysSo) {
  EXPECT_THAT(Ids(Parse(fmt::format("[extend]\nuseDefault = true\n{}", kOwnRule))), SizeIs(4));
  const Config alone = Parse(fmt::format("[extend]\nuseDefault = false\n{}", kOwnRule));
  EXPECT_THAT(Ids(alone), ElementsAre("acme"));
  EXPECT_THAT(alone.rules.evidence, IsEmpty());
  EXPECT_EQ(alone.summary,
            "1 rule of its own, the rules that blotter ships are off (useDefault = false)");
  EXPECT_THAT(ErrorOf("[extend]\nuseDefault = false\n"), HasSubstr("leaves no rule to look for"));
}

TEST(Config, SwitchesRulesOff) {
  const Config config = Parse(
      fmt::format("{}[extend]\ndisabledRules = ['bearer-header', 'acme', 'acme']\n", kOwnRule));
  EXPECT_THAT(Ids(config),
              ElementsAre("writer-api-key", "bearer-header off", "dotenv-tracked", "acme off"));
  EXPECT_EQ(config.summary, "1 rule of its own, bearer-header switched off, acme switched off");
  EXPECT_THAT(ErrorOf("[extend]\ndisabledRules = ['writer-api-key','bearer-header',"
                      "'dotenv-tracked']\n"),
              HasSubstr("leaves no rule"));
}

// gitleaks' own rules may be named in a file that both read; a slip of the pen leaves a rule on.
TEST(Config, RemarksOnRulesThatAreNobodys) {
  EXPECT_THAT(
      Parse("[extend]\ndisabledRules = ['bearer-heder']\n").remarks,
      ElementsAre("a/.blotter.toml: disabledRules names bearer-heder, which is no rule here; did "
                  "you mean bearer-header?"));
  EXPECT_THAT(Parse("[[allowlists]]\ndescription='d'\ntargetRules=['generic-api-key']\n"
                    "paths=['x']\n")
                  .remarks,
              ElementsAre("a/.blotter.toml:1: targetRules names generic-api-key, which is no rule "
                          "here"));
}

TEST(Config, ChangesWhatReportsSayOfAShippedRule) {
  const Config config = Parse(
      "[[rules]]\nid = 'bearer-header'\nlevel = 'note'\nmessage = 'm'\ntags = ['x']\n"
      "[[rules.allowlists]]\ndescription = 'why'\npaths = ['p']\n");
  const Rule& rule = *config.rules.Find("bearer-header");
  EXPECT_EQ(rule.level, Level::kNote);
  EXPECT_EQ(rule.message, "m");
  EXPECT_EQ(rule.description, "shipped");
  EXPECT_THAT(rule.tags, ElementsAre("x"));
  ASSERT_THAT(rule.allowlists, SizeIs(1));
  EXPECT_TRUE(rule.allowlists[0].is_exception);
  EXPECT_EQ(config.summary, "bearer-header is note (not error), 1 allowlist");
  EXPECT_FALSE(config.has_own_patterns);
}

TEST(Config, WhatAShippedRuleLooksForCannotBeChanged) {
  for (const char* line : {"regex = 'x'", "keywords = ['x']", "path = 'x'", "entropy = 3",
                           "judge = 'generic'", "secretGroup = 1"}) {
    EXPECT_THAT(ErrorOf(fmt::format("[[rules]]\nid = 'bearer-header'\n{}\n", line)),
                AllOf(StartsWith("a/.blotter.toml:3: rule bearer-header: "),
                      HasSubstr("cannot be changed of a rule that blotter ships")))
        << line;
  }
  EXPECT_THAT(ErrorOf("[[rules]]\nid='bearer-header'\n[[rules]]\nid='bearer-header'\n"),
              HasSubstr("stands here twice"));
}

TEST(Config, ExceptionsMayBeForSomeRules) {
  const Config config = Parse(
      "[[allowlists]]\ndescription = 'one'\nstopwords = ['w']\n"
      "[[allowlists]]\ndescription = 'two'\ntargetRules = ['bearer-header']\nregexes = ['r']\n");
  ASSERT_THAT(config.rules.allowlists, SizeIs(1));
  EXPECT_EQ(config.rules.allowlists[0].description, "one");
  EXPECT_TRUE(config.rules.allowlists[0].is_exception);
  ASSERT_THAT(config.rules.Find("bearer-header")->allowlists, SizeIs(1));
  EXPECT_TRUE(config.rules.Find("bearer-header")->allowlists[0].is_exception);
  EXPECT_THAT(config.rules.Find("writer-api-key")->allowlists, IsEmpty());
}

// What a rule of one's own does not mean is part of it.
TEST(Config, AllowlistsOfOwnRulesAreNoExceptions) {
  const Config config = Parse(fmt::format("{}[rules.allowlist]\nstopwords = ['w']\n", kOwnRule));
  ASSERT_THAT(config.rules.Find("acme")->allowlists, SizeIs(1));
  EXPECT_FALSE(config.rules.Find("acme")->allowlists[0].is_exception);
}

TEST(Config, AnExceptionSaysWhy) {
  const std::string_view text = "title = 'x'\n[[allowlists]]\npaths = ['x']\n";
  EXPECT_THAT(ErrorOf(text), AllOf(StartsWith("a/.blotter.toml:2: "), HasSubstr("says no reason")));
  EXPECT_THAT(ErrorOf(text, ".blotter.toml"), HasSubstr("says no reason"));
  const Config gitleaks = Parse(text, kOtherName);
  EXPECT_THAT(gitleaks.remarks, ElementsAre(HasSubstr("gitleaks.toml:2: this allowlist says no")));
  EXPECT_EQ(gitleaks.rules.allowlists[0].description, "gitleaks.toml:2");
}

TEST(Config, KeysAreTakenInAnyCase) {
  const Config config =
      Parse("[[allowlists]]\nDescription = 'd'\nstopWords = ['w']\nregextarget = 'line'\n");
  EXPECT_THAT(config.rules.allowlists[0].stopwords, ElementsAre("w"));
  EXPECT_EQ(config.rules.allowlists[0].target, AllowlistTarget::kLine);
  EXPECT_THAT(ErrorOf("[[allowlists]]\ndescription='d'\npaths=['a']\nPaths=['b']\n"),
              HasSubstr("paths stands here twice"));
}

TEST(Config, ASlipOfThePenIsAnError) {
  EXPECT_THAT(ErrorOf("[[allowlists]]\ndescription = 'd'\npathes = ['x']\n"),
              AllOf(StartsWith("a/.blotter.toml:3: [[allowlists]]: unknown key 'pathes'"),
                    HasSubstr("did you mean paths?")));
  EXPECT_THAT(ErrorOf("[extend]\ndisableRules = ['x']\n"), HasSubstr("mean disabledRules?"));
  EXPECT_THAT(ErrorOf("[[rule]]\nid = 'x'\n"), HasSubstr("did you mean rules?"));
}

TEST(Config, RefusesWhatItCannotDo) {
  struct Case {
    std::string_view text, line, words;
  };
  for (const Case& c : std::vector<Case>{
           {"[extend]\npath = 'other.toml'\n", ":2: ", "path is not supported"},
           {"[extend]\nurl = 'https://x'\n", ":2: ", "url is not supported"},
           {"[[rules]]\nid='a'\nregex='x'\nskipReport=true\n",
            ":4: ", "skipReport is not supported"},
           {"[[rules]]\nid='a'\nregex='x'\n[[rules.required]]\nid='b'\n", ":4: ", "not supported"},
           {"[[rules]]\nid='a'\njudge='env-file'\n", ":3: ", "for the rules that blotter ships"},
           {"[[rules]]\nid='a'\nregex='('\n", ":1: ", "rule a: regex does not compile"},
           {"[[rules]]\nid='a'\nregex='x*'\n", ":1: ", "matches the empty text"},
           {"[[rules]]\nid='a'\nregex='x'\nsecretGroup=4294967297\n", ":1: ", "secretGroup"},
           {"[[rules]]\nid='a'\nregex='x'\n[[rules]]\nid='a'\nregex='y'\n", ":4: ", "twice"},
           {"[[rules]]\nregex='x'\n", ":1: ", "has no id"},
           {"[[allowlists]]\ndescription='d'\n", ": ", "matches nothing"},
           {"[[allowlists]]\ndescription='d'\nregexes=['(']\n", ": ", "does not compile"},
           {"[[allowlists]]\ndescription='d'\nstopwords=['']\n", ": ", "empty stopword"},
           {"[[allowlists]]\ndescription='d'\ncommits=['abc']\n", ": ", "whole id"},
           {"[[allowlists]]\ndescription='d'\ncondition='AND'\npaths=['x']\ncommits=['abc']\n",
            ":1: ", "cannot be combined"},
           {"a = ", ":1: ", "not valid TOML"},
       }) {
    EXPECT_THAT(ErrorOf(c.text),
                AllOf(StartsWith(fmt::format("a/.blotter.toml{}", c.line)), HasSubstr(c.words)))
        << c.text;
  }
}

TEST(Config, ATooLargeOneIsRefused) {
  EXPECT_THAT(ErrorOf(std::string(kMaxConfigBytes + 1, '\n')), HasSubstr("is larger than"));
  EXPECT_THAT(Parse(std::string(kMaxConfigBytes, '\n')).remarks, IsEmpty());
}

TEST(Config, ARuleMayLookAtPathsOnly) {
  const Config config = Parse("[[rules]]\nid = 'p12'\npath = '\\.p12$'\n");
  EXPECT_TRUE(config.rules.Find("p12")->LooksAtPathsOnly());
}

}  // namespace
}  // namespace blotter
