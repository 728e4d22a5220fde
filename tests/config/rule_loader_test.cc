// Rule files: gitleaks' schema loads, and every kind of bad file is refused with file, line and
// why.
#include "scanner/config/rule_loader.h"

#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/temp_folder.h"

namespace blotter {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr std::string_view kGitleaksLike = R"(title = "mine"
[[rules]]
id = "acme-token"
description = "An Acme token"
regex = '''acme_([a-z0-9]{20})'''
secretGroup = 1
entropy = 3
keywords = ["acme_"]
path = '''\.py$'''
tags = ["acme"]
[[rules.allowlists]]
description = "tests"
condition = "AND"
regexTarget = "line"
paths = ['''^tests/''']
regexes = ['''fake''']
stopwords = ["example"]
[allowlist]
paths = ['''^vendor/''']
)";

TEST(RuleLoader, TakesAGitleaksFile) {
  const Result<RuleSet> set = ParseRules(kGitleaksLike, "mine.toml");
  ASSERT_TRUE(set.ok()) << set.error().message;
  ASSERT_EQ(set->rules.size(), 1U);
  const Rule& rule = set->rules[0];
  EXPECT_EQ(rule.id, "acme-token");
  EXPECT_EQ(rule.judge, Judge::kGeneric);
  EXPECT_EQ(rule.entropy, 3);
  EXPECT_EQ(rule.path, "\\.py$");
  ASSERT_EQ(rule.forms.size(), 1U);
  EXPECT_EQ(rule.forms[0].secret_group, 1);
  ASSERT_EQ(rule.allowlists.size(), 1U);
  EXPECT_TRUE(rule.allowlists[0].all_must_match);
  EXPECT_EQ(rule.allowlists[0].target, AllowlistTarget::kLine);
  EXPECT_EQ(set->allowlists.size(), 1U);
}

TEST(RuleLoader, ExpandsFragments) {
  const Result<RuleSet> set = ParseRules(
      "[fragments]\nword = '[a-z]+'\nboth = '%{word}-%{word}'\n"
      "[[rules]]\nid = \"x\"\n[[rules.forms]]\nid = \"f\"\nanchor = 'a'\nregex = '%{both}'\n",
      "f.toml");
  ASSERT_TRUE(set.ok()) << set.error().message;
  EXPECT_EQ(set->rules[0].forms[0].regex, "[a-z]+-[a-z]+");
}

struct BadFile {
  std::string content;
  std::string where;  // how the error starts
  std::string why;    // what it says
};

TEST(RuleLoader, SaysWhereAndWhy) {
  const std::vector<BadFile> files = {
      {"[[rules]\n", "bad.toml:1: ", "not valid TOML"},
      {"[[rules]]\nid = 5\n", "bad.toml:2: ", "wrong type"},
      {"[[rules]]\nid = \"x\"\nregex = 'a'\nregexp = 'b'\n",
       "bad.toml:4: ", "unknown key 'regexp'"},
      {"[[rules]]\nregex = 'a'\n", "bad.toml:1: ", "has no id"},
      {"[[rules]]\nid = \"x\"\nregex = 'a'\n[[rules]]\nid = \"x\"\nregex = 'b'\n",
       "bad.toml:4: ", "twice"},
      {"[[rules]]\nid = \"x\"\nregex = '(a'\n", "bad.toml:1: ", "does not compile"},
      {"[[rules]]\nid = \"x\"\nregex = '(a)'\nsecretGroup = 2\n", "bad.toml:1: ", "secretGroup"},
      {"[[rules]]\nid = \"x\"\n", "bad.toml:1: ", "neither a regex nor a path"},
      {"[[rules]]\nid = \"x\"\nregex = 'a'\nlevel = \"fatal\"\n", "bad.toml:4: ", "one of: error"},
      {"[[rules]]\nid = \"x\"\nregex = 'a'\nkeywords = \"a\"\n", "bad.toml:4: ", "must be a list"},
      {"[extend]\npath = 'x'\n", "bad.toml:1: ", "not supported"},
      {std::string("\0\x01\x02", 3), "bad.toml:1: ", "not valid TOML"},
  };
  for (const BadFile& file : files) {
    const Result<RuleSet> set = ParseRules(file.content, "bad.toml");
    ASSERT_FALSE(set.ok()) << file.content;
    EXPECT_THAT(set.error().message, StartsWith(file.where)) << file.content;
    EXPECT_THAT(set.error().message, HasSubstr(file.why)) << file.content;
  }
}

TEST(RuleLoader, RefusesAnIdInTwoFiles) {
  const testing::TempFolder folder;
  const std::string one = folder.Write("one.toml", kGitleaksLike);
  const std::string two = folder.Write("two.toml", kGitleaksLike);
  EXPECT_TRUE(LoadRuleFiles({one}).ok());
  const Result<RuleSet> both = LoadRuleFiles({one, two});
  ASSERT_FALSE(both.ok());
  EXPECT_THAT(both.error().message, HasSubstr("two.toml:2: rule acme-token"));
}

TEST(RuleLoader, NamesAFileThatIsNotThere) {
  const Result<RuleSet> set = LoadRuleFile("/nonexistent/rules.toml");
  ASSERT_FALSE(set.ok());
  EXPECT_THAT(set.error().message, HasSubstr("/nonexistent/rules.toml"));
}

}  // namespace
}  // namespace blotter
