// The exceptions of a configuration, rules of the user's own, and rules switched off: in the
// detector, beside the shipped rules.
#include "scanner/engine/allowlists.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scanner/config/config.h"
#include "scanner/config/embedded_rules.h"
#include "tests/engine/engine_fixture.h"
#include "tests/support/key_maker.h"

namespace blotter {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::unique_ptr<CompiledRules> Configured(std::string_view text) {
  Result<Config> config = ParseConfig(text, "c.toml", EmbeddedRules());
  EXPECT_TRUE(config.ok()) << config.error().message;
  EXPECT_TRUE(ValidateConfig(*config, "c.toml").ok());
  auto compiled = config->has_own_patterns
                      ? CompiledRules::Compile(std::move(config->rules))
                      : CompiledRules::Load(std::move(config->rules), EmbeddedDatabase());
  EXPECT_TRUE(compiled.ok()) << compiled.error().message;
  return std::move(compiled).value();
}

// "RULE" or "RULE allowed (WHY)", one each.
std::vector<std::string> Found(std::string_view config, std::string_view path,
                               std::string_view content) {
  std::vector<std::string> found;
  for (const Finding& finding : testing::Scan(*Configured(config), path, content)) {
    found.push_back(finding.rule_id);
    if (finding.allowance) found.back() += " allowed (" + finding.allowance->detail + ")";
  }
  return found;
}

const std::string& Key() {
  static const std::string key = testing::KeyMaker(1).Alphanumeric();
  return key;
}
std::string Assignment() { return fmt::format("WRITER_API_KEY = \"{}\"\n", Key()); }

TEST(Allowlists, AnExceptionAllowsAndDoesNotHide) {
  const std::string by_path = "[[allowlists]]\ndescription = 'tests'\npaths = ['^tests/']\n";
  EXPECT_THAT(Found(by_path, "tests/a.py", Assignment()),
              ElementsAre("writer-api-key allowed (tests)"));
  EXPECT_THAT(Found(by_path, "src/tests/a.py", Assignment()), ElementsAre("writer-api-key"));
}

TEST(Allowlists, ByValueMatchAndLine) {
  const auto with = [](std::string_view condition) {
    return Found(fmt::format("[[allowlists]]\ndescription = 'd'\n{}\n", condition), "a.py",
                 Assignment());
  };
  EXPECT_THAT(with(fmt::format("regexes = ['^{}$']", Key())),
              ElementsAre("writer-api-key allowed (d)"));
  EXPECT_THAT(with("regexes = ['WRITER']"), ElementsAre("writer-api-key"));
  EXPECT_THAT(with("regexTarget = 'line'\nregexes = ['^WRITER']"),
              ElementsAre("writer-api-key allowed (d)"));
  EXPECT_THAT(with(fmt::format("stopwords = ['{}']", Key().substr(3, 5))),
              ElementsAre("writer-api-key allowed (d)"));
  EXPECT_THAT(with("condition = 'AND'\npaths = ['a']\nstopwords = ['?']"),
              ElementsAre("writer-api-key"));
  EXPECT_THAT(with("paths = ['a']\nstopwords = ['?']"), ElementsAre("writer-api-key allowed (d)"));
}

TEST(Allowlists, ForSomeRulesOnly) {
  const std::string config =
      "[[allowlists]]\ndescription = 'd'\ntargetRules = ['bearer-header']\npaths = ['.']\n";
  EXPECT_THAT(Found(config, "a.py", Assignment()), ElementsAre("writer-api-key"));
  EXPECT_THAT(Found(config, "a.sh", fmt::format("curl -H 'Authorization: Bearer {}' x", Key())),
              ElementsAre("bearer-header allowed (d)"));
}

TEST(Allowlists, ByCommit) {
  const std::string commit(40, 'a');
  const auto rules = Configured(
      fmt::format("[[allowlists]]\ndescription = 'd'\ncommits = ['{}']\n", std::string(40, 'A')));
  Finding finding;
  finding.rule_id = "writer-api-key";
  AllowByCommit(rules->rules(), &finding);
  EXPECT_FALSE(finding.allowance) << "it has no commit";
  finding.commit = std::string(40, 'b');
  AllowByCommit(rules->rules(), &finding);
  EXPECT_FALSE(finding.allowance);
  finding.commit = commit;
  AllowByCommit(rules->rules(), &finding);
  ASSERT_TRUE(finding.allowance);
  EXPECT_EQ(finding.allowance->by, AllowedBy::kAllowlist);
}

// Where one of two rules that see a secret is switched off, the other one finds it.
TEST(Allowlists, ARuleSwitchedOffIsAsThoughItWereNotThere) {
  const std::string header =
      fmt::format("curl -H 'Authorization: Bearer {}' https://api.writer.com/v1/chat", Key());
  EXPECT_THAT(Found("", "a.sh", header), ElementsAre("writer-bearer-header"));
  const std::string off = "[extend]\ndisabledRules = ['{}']\n";
  EXPECT_THAT(Found(fmt::format(fmt::runtime(off), "writer-bearer-header"), "a.sh", header),
              ElementsAre("bearer-header"));
  EXPECT_THAT(Found(fmt::format(fmt::runtime(off), "bearer-header"), "a.sh", header),
              ElementsAre("writer-bearer-header"));
  EXPECT_THAT(Found(fmt::format(fmt::runtime(off), "writer-api-key"), "a.py", Assignment()),
              IsEmpty());
}

TEST(OwnRules, TakeNoSecretFromARuleThatKnowsMore) {
  const std::string greedy = "[[rules]]\nid = 'any'\nlevel = 'note'\nregex = '[A-Za-z0-9]{32}'\n";
  EXPECT_THAT(Found(greedy, "a.py", Assignment()), ElementsAre("writer-api-key"));
  EXPECT_THAT(Found(greedy, "a.py",
                    fmt::format("from writerai import Writer\nClient('{0}')\n"
                                "x = '{0}'\n",
                                Key())),
              ::testing::Contains("any"));
  // By what stands around it alone.
  const std::string near = fmt::format(
      "from writerai import Writer\nimport os\nclient = Writer()\napi_key = \"{}\"\n", Key());
  ASSERT_THAT(Found("", "a.py", near), ElementsAre("writer-api-key"));
  EXPECT_THAT(Found(greedy, "a.py", near), ElementsAre("writer-api-key"));
}

// A private key is longer than what is searched around a keyword.
TEST(OwnRules, MayMatchMuchText) {
  const std::string rule =
      "[[rules]]\nid = 'pem'\nkeywords = ['-----begin']\n"
      "regex = '''(?i)-----BEGIN[ A-Z0-9_-]{0,100}PRIVATE KEY-----[\\s\\S-]{64,}?KEY-----'''\n";
  std::string pem = "-----BEGIN RSA PRIVATE KEY-----\n";
  for (int i = 0; i < 50; ++i) pem += testing::KeyMaker(i).Alphanumeric(64) + "\n";
  pem += "-----END RSA PRIVATE KEY-----\n";
  EXPECT_THAT(Found(rule, "k", pem), ElementsAre("pem"));
  EXPECT_THAT(Found(rule, "k", std::string(100000, 'x') + "\n" + pem), ElementsAre("pem"));
  EXPECT_THAT(Found(rule + "[extend]\nuseDefault = false\n", "k", pem), ElementsAre("pem"));
}

TEST(OwnRules, MayLookAtPathsOnly) {
  const std::string rule =
      "[[rules]]\nid = 'p12'\npath = '''(?i)\\.p12$'''\n[[allowlists]]\ndescription='d'\n"
      "paths=['^old/']\n";
  EXPECT_THAT(Found(rule, "a/b.P12", "x"), ElementsAre("p12"));
  EXPECT_THAT(Found(rule, "old/b.p12", ""), ElementsAre("p12 allowed (d)"));
  EXPECT_THAT(Found(rule, "a/b.p12.txt", ""), IsEmpty());
  EXPECT_THAT(Found(rule + "[extend]\ndisabledRules = ['p12']\n", "a/b.p12", ""), IsEmpty());
}

// More than Hyperscan takes of one pattern.
TEST(OwnRules, KeywordsStandForARegexThatHyperscanCannotTake) {
  const std::string regex = fmt::format("acme_(?:{}|[0-9]{{600}})", std::string(20000, 'a'));
  const std::string rule = fmt::format("[[rules]]\nid = 'big'\nregex = '{}'\n", regex);
  const std::string text = "x acme_" + std::string(600, '7') + " y";
  EXPECT_THAT(Found(rule + "keywords = ['acme']\n", "a.txt", text), ElementsAre("big"));
  Result<Config> config = ParseConfig(rule, "c.toml", EmbeddedRules());
  ASSERT_TRUE(config.ok());
  const auto compiled = CompiledRules::Compile(std::move(config->rules));
  ASSERT_FALSE(compiled.ok());
  EXPECT_THAT(compiled.error().message,
              ::testing::StartsWith("rule big: Hyperscan cannot take its regex: "));
}

// An own gateway that takes Writer's keys.
TEST(OwnRules, EvidenceMayBeAdded) {
  const std::string text =
      fmt::format("curl -H 'Authorization: Bearer {}' https://llm.acme.example/v1/chat", Key());
  EXPECT_THAT(Found("", "a.sh", text), ElementsAre("bearer-header"));
  EXPECT_THAT(Found("[[evidence]]\nid = 'gateway'\nkind = 'host'\n"
                    "anchor = '(?i)llm\\.acme\\.example'\nregex = '(?i)(llm\\.acme\\.example)'\n",
                    "a.sh", text),
              ElementsAre("writer-bearer-header"));
}

TEST(OwnRules, MayHaveManyGroups) {
  std::string regex;
  for (int i = 0; i < 34; ++i) regex += fmt::format("{}(x{}y)", i > 0 ? "|" : "", i);
  EXPECT_THAT(Found(fmt::format("[[rules]]\nid = 'g'\nregex = 'z(?:{})'\n", regex), "a", "zx33y"),
              ElementsAre("g"));
}

}  // namespace
}  // namespace blotter
