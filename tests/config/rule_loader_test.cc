// Rule files: gitleaks' schema loads as it is, and every bad file is refused with file, line and
// why.
#include "scanner/config/rule_loader.h"

#include <sys/stat.h>
#include <unistd.h>

#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scanner/base/utf8.h"
#include "tests/support/key_maker.h"
#include "tests/support/temp_folder.h"

namespace blotter {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;
using ::testing::StartsWith;

RuleSet Parse(std::string_view toml) {
  Result<RuleSet> rules = ParseRules(toml, "r.toml");
  EXPECT_TRUE(rules.ok()) << rules.error().message;
  return rules.ok() ? std::move(rules).value() : RuleSet();
}

std::string ErrorOf(std::string_view toml) {
  const Result<RuleSet> rules = ParseRules(toml, "r.toml");
  EXPECT_FALSE(rules.ok()) << toml;
  return rules.ok() ? "" : rules.error().message;
}

// A file as gitleaks' users write it.
constexpr std::string_view kGitleaks = R"toml(
title = "gitleaks config"
minVersion = "v8.25.0"

[[allowlists]]
description = "global allowlist"
paths = [
  '''gitleaks\.toml''',
  '''(?i)\.(?:bmp|gif|jpe?g|png|svg)$''',
]
regexes = ['''(?i)^true|false|null$''']
stopwords = ["abcdefghijklmnopqrstuvwxyz"]

[[rules]]
id = "acme-token"
description = "Uncovered an Acme token."
regex = '''(?i)[\w.-]{0,50}?(?:acme)(?:[ \t\w.-]{0,20})[\s'"]{0,3}(?:=|>|:{1,3}=|\|\||:|=>|\?=|,)[\x60'"\s=]{0,5}(ACME_[a-z0-9]{32})(?:[\x60'"\s;]|\\[nr]|$)'''
entropy = 3.5
keywords = ["acme"]
secretGroup = 1
tags = ["acme", "token"]

[[rules]]
id = "other-token"
description = "Another."
regex = '''other_([0-9a-f]{8})'''
path = '''\.env$'''
entropy = 2
[[rules.allowlists]]
description = "tests"
condition = "AND"
regexTarget = "line"
regexes = ['''# test$''']
paths = ['''^tests/''']
commits = ["0123456789abcdef0123456789abcdef01234567"]
[[rules.allowlists]]
stopwords = ["dead"]
)toml";

TEST(RuleLoader, GitleaksFilesLoadUnchanged) {
  const RuleSet set = Parse(kGitleaks);
  ASSERT_THAT(set.rules, SizeIs(2));
  const Rule& acme = set.rules[0];
  EXPECT_EQ(acme.id, "acme-token");
  EXPECT_EQ(acme.description, "Uncovered an Acme token.");
  EXPECT_EQ(acme.judge, Judge::kGeneric);
  EXPECT_EQ(acme.level, Level::kError);
  EXPECT_DOUBLE_EQ(acme.entropy, 3.5);
  EXPECT_THAT(acme.keywords, ElementsAre("acme"));
  EXPECT_THAT(acme.tags, ElementsAre("acme", "token"));
  EXPECT_EQ(acme.source_line, 14U);
  ASSERT_THAT(acme.forms, SizeIs(1));
  EXPECT_EQ(acme.forms[0].secret_group, 1);
  EXPECT_EQ(acme.forms[0].anchor, acme.forms[0].regex);
  const Rule& other = set.rules[1];
  EXPECT_DOUBLE_EQ(other.entropy, 2) << "an integer is a number, too";
  EXPECT_EQ(other.path, "\\.env$");
  ASSERT_THAT(other.allowlists, SizeIs(2));
  EXPECT_TRUE(other.allowlists[0].all_must_match);
  EXPECT_EQ(other.allowlists[0].target, AllowlistTarget::kLine);
  EXPECT_THAT(other.allowlists[0].regexes, ElementsAre("# test$"));
  EXPECT_THAT(other.allowlists[0].paths, ElementsAre("^tests/"));
  EXPECT_FALSE(other.allowlists[1].all_must_match);
  EXPECT_EQ(other.allowlists[1].target, AllowlistTarget::kSecret);
  EXPECT_THAT(other.allowlists[1].stopwords, ElementsAre("dead"));
  ASSERT_THAT(set.allowlists, SizeIs(1));
  EXPECT_THAT(set.allowlists[0].paths, SizeIs(2));
}

TEST(RuleLoader, TheOldSingleAllowlistLoadsToo) {
  const RuleSet set = Parse("[allowlist]\npaths = ['a']\n[[rules]]\nid = 'x'\nregex = 'y'\n");
  ASSERT_THAT(set.allowlists, SizeIs(1));
  EXPECT_THAT(set.allowlists[0].paths, ElementsAre("a"));
}

TEST(RuleLoader, OurOwnKeysLoad) {
  const RuleSet set = Parse(R"toml(
[fragments]
token = '''[a-z0-9]{8}'''
pair = '''%{token}:%{token}'''
[[rules]]
id = "mine"
name = "Mine"
description = "d"
message = "m"
help = "h"
help_markdown = "**h**"
help_uri = "https://example.com"
level = "note"
precision = "low"
security_severity = "2.0"
judge = "writer-key"
match = ["a {{key}}", { path = "a.py", text = "b" }]
miss = ["c"]
[[rules.forms]]
id = "f"
anchor = '''mine'''
regex = '''mine (%{pair})'''
before_bytes = 7
after_bytes = 9
[[evidence]]
id = "e"
kind = "section"
anchor = '''s'''
regex = '''(%{token})'''
before_bytes = 3
)toml");
  ASSERT_THAT(set.rules, SizeIs(1));
  const Rule& rule = set.rules[0];
  EXPECT_EQ(rule.level, Level::kNote);
  EXPECT_EQ(rule.precision, Confidence::kLow);
  EXPECT_EQ(rule.judge, Judge::kWriterKey);
  EXPECT_EQ(rule.forms[0].regex, "mine ([a-z0-9]{8}:[a-z0-9]{8})");
  EXPECT_EQ(rule.forms[0].before_bytes, 7U);
  EXPECT_EQ(rule.forms[0].after_bytes, 9U);
  ASSERT_THAT(rule.examples, SizeIs(3));
  EXPECT_EQ(rule.examples[0].text, "a {{key}}");
  EXPECT_EQ(rule.examples[0].source_line, 17U);
  EXPECT_EQ(rule.examples[1].path, "a.py");
  EXPECT_FALSE(rule.examples[2].match);
  ASSERT_THAT(set.evidence, SizeIs(1));
  EXPECT_EQ(set.evidence[0].kind, EvidenceKind::kSection);
  EXPECT_EQ(set.evidence[0].regex, "([a-z0-9]{8})");
  EXPECT_EQ(set.evidence[0].before_bytes, 3U);
  EXPECT_EQ(set.evidence[0].after_bytes, EvidencePattern().after_bytes);
}

TEST(RuleLoader, AFragmentThatHoldsItselfIsAnErrorAndEnds) {
  for (const std::string_view fragments : {"a = 'x%{a}'", "a = '%{b}%{b}'\nb = '%{a}%{a}'",
                                           "a = '%{a}%{a}%{a}%{a}%{a}%{a}%{a}%{a}'"}) {
    const Result<RuleSet> set = ParseRules(
        fmt::format("[fragments]\n{}\n[[rules]]\nid = 'r'\nregex = '%{{a}}'\n", fragments),
        "r.toml");
    ASSERT_FALSE(set.ok()) << fragments;
    EXPECT_THAT(set.error().message, AllOf(StartsWith("r.toml:"), HasSubstr("fragment")));
  }
}

TEST(RuleLoader, WithoutFragmentsItIsTextLikeAnyOther) {
  EXPECT_EQ(Parse("[[rules]]\nid = 'r'\nregex = 'a%{b}'\n").rules[0].forms[0].regex, "a%{b}");
  EXPECT_EQ(Parse("[fragments]\na = 'x'\n[[rules]]\nid = 'r'\nregex = '%{a}%{'\n")
                .rules[0]
                .forms[0]
                .regex,
            "x%{");
}

TEST(RuleLoader, AnUnknownFragmentIsAnError) {
  EXPECT_THAT(ErrorOf("[fragments]\na = 'x'\n[[rules]]\nid = 'r'\nregex = 'a%{nobody}b'\n"),
              AllOf(StartsWith("r.toml:"), HasSubstr("nobody")));
}

struct Bad {
  std::string_view toml;
  std::string_view place;
  std::string_view why;
};

TEST(RuleLoader, EveryBadFileIsRefusedWithFileLineAndWhy) {
  for (const Bad& bad : std::vector<Bad>{
           // Not TOML.
           {"\n[[rules]\nid = 'x'\n", "r.toml:2: ", "not valid TOML"},
           {"[[rules]]\nid = 'x'\nid = 'y'\n", "r.toml:3: ", "not valid TOML"},
           {"[[rules]]\nid = 'x\n", "r.toml:2: ", "not valid TOML"},
           {"\xFF\xFE\x00", "r.toml:1: ", "not valid TOML"},
           // Keys that nobody knows: a typing mistake must not switch a rule off.
           {"[[rules]]\nid = 'x'\nregx = 'y'\n", "r.toml:3: rule x: ", "unknown key 'regx'"},
           {"rulez = 1\n", "r.toml:1: ", "unknown key 'rulez'"},
           {"[[rules]]\nid = 'x'\nregex = 'y'\n[[rules.allowlists]]\npath = ['z']\n",
            "r.toml:5: ", "unknown key 'path'"},
           {"[[rules]]\nid = 'x'\n[[rules.forms]]\nid = 'f'\nanker = 'a'\n",
            "r.toml:5: ", "unknown key 'anker'"},
           {"[[evidence]]\nid = 'e'\nanchor = 'a'\nregex = '(a)'\nsort = 'host'\n",
            "r.toml:5: ", "unknown key 'sort'"},
           // Wrong types.
           {"[[rules]]\nid = 7\nregex = 'y'\n", "r.toml:2: ", "id is of the wrong type"},
           {"[[rules]]\nid = 'x'\nregex = ['y']\n", "r.toml:3: ", "regex is of the wrong type"},
           {"[[rules]]\nid = 'x'\nregex = 'y'\nentropy = 'high'\n",
            "r.toml:4: ", "entropy must be a number"},
           {"[[rules]]\nid = 'x'\nregex = 'y'\nkeywords = 'a'\n",
            "r.toml:4: ", "keywords must be a list"},
           {"[[rules]]\nid = 'x'\nregex = 'y'\nkeywords = [1]\n",
            "r.toml:4: ", "keywords must be a list of strings"},
           {"[[rules]]\nid = 'x'\nregex = 'y'\nsecretGroup = '1'\n",
            "r.toml:4: ", "secretGroup is of the wrong type"},
           {"[rules]\nid = 'x'\n", "r.toml:1: ", "rules must be a list"},
           {"rules = [1]\n", "r.toml:1: ", "rules must be [[tables]]"},
           {"fragments = 1\n", "r.toml:1: ", "fragments must be a table"},
           {"allowlist = 1\n", "r.toml:1: ", "allowlist must be a table"},
           {"[[rules]]\nid = 'x'\nregex = 'y'\nlevel = 'fatal'\n",
            "r.toml:4: ", "level must be one of: error, note, warning"},
           {"[[rules]]\nid = 'x'\nregex = 'y'\nlevel = 3\n", "r.toml:4: ", "level must be one of"},
           {"[[rules]]\nid = 'x'\nregex = 'y'\n[[rules.allowlists]]\ncondition = 'XOR'\n",
            "r.toml:5: ", "condition must be one of"},
           {"[[rules]]\nid = 'x'\nregex = 'y'\nmatch = [1]\n",
            "r.toml:4: ", "an example is a string"},
           {"[[rules]]\nid = 'x'\nregex = 'y'\nmatch = ['']\n",
            "r.toml:4: ", "an example is a string"},
           {"[[rules]]\nid = 'x'\nregex = 'y'\nmatch = [{ text = 'a', pth = 'b' }]\n",
            "r.toml:4: ", "an example is a string"},
           {"[fragments]\na = 1\n", "r.toml:2: ", "fragments must be a table of strings"},
           // Rules that cannot be run.
           {"\n[[rules]]\nregex = 'y'\n", "r.toml:2: ", "has no id"},
           {"[[rules]]\nid = 'x'\nregex = 'y'\n[[rules]]\nid = 'x'\nregex = 'z'\n",
            "r.toml:4: ", "stands here twice"},
           {"[[rules]]\nid = 'x'\n", "r.toml:1: ", "neither a regex nor a path"},
           {"[[rules]]\nid = 'x'\nregex = '(open'\n", "r.toml:1: ", "regex does not compile"},
           {"[[rules]]\nid = 'x'\nregex = 'a(?=b)'\n", "r.toml:1: ", "regex does not compile"},
           {"[[rules]]\nid = 'x'\nregex = '(a)'\nsecretGroup = 2\n",
            "r.toml:1: ", "secretGroup is 2, but the regex has 1 groups"},
           {"[[rules]]\nid = 'x'\nregex = '(a)'\nsecretGroup = -1\n",
            "r.toml:1: ", "secretGroup is -1"},
           {"[[rules]]\nid = 'x'\nregex = 'a'\npath = '['\n",
            "r.toml:1: ", "path does not compile"},
           {"[[rules]]\nid = 'x'\nregex = 'a'\n[[rules.allowlists]]\nregexes = ['(']\n",
            "r.toml:1: ", "'(' does not compile"},
           {"[[rules]]\nid = 'x'\nregex = 'a'\n[[rules.allowlists]]\npaths = ['*']\n",
            "r.toml:1: ", "'*' does not compile"},
           {"[[allowlists]]\nregexes = ['(']\n[[rules]]\nid = 'x'\nregex = 'a'\n", "r.toml",
            "'(' does not compile"},
           {"[[evidence]]\nid = 'e'\nanchor = 'a'\nregex = '('\n", "r.toml",
            "regex does not compile"},
           {"[[evidence]]\nid = 'e'\nanchor = 'a'\nregex = 'a'\n", "r.toml", "group"},
           {"[[rules]]\nid = 'x'\n[[rules.forms]]\nid = 'f'\nregex = 'a'\n",
            "r.toml:1: ", "anchor"},
           {"[[rules]]\nid = 'x'\nregex = 'a'\n[[rules.forms]]\nid = 'f'\nanchor = 'a'\nregex = "
            "'a'\n"
            "before_bytes = -1\n",
            "r.toml", "before_bytes"},
           {"[[rules]]\nid = 'x'\nregex = 'a'\n[[rules.forms]]\nid = 'f'\nanchor = 'a'\nregex = "
            "'a'\n"
            "after_bytes = 99999999\n",
            "r.toml", "after_bytes"},
           {"[[rules]]\nid = 'x'\nregex = ''\n", "r.toml:1: ", "neither a regex nor a path"},
           {"[[rules]]\nid = 'x'\nregex = 'a'\nkeywords = ['']\n", "r.toml", "keyword"},
           // What gitleaks knows and this does not yet.
           {"[extend]\nuseDefault = true\n", "r.toml:1: ", "name it with --config"},
           {"[[rules]]\nid = 'x'\nregex = 'a'\n[[rules.required]]\nid = 'y'\n",
            "r.toml:4: ", "not supported yet"},
       }) {
    const std::string error = ErrorOf(bad.toml);
    EXPECT_THAT(error, StartsWith(std::string(bad.place))) << bad.toml;
    EXPECT_THAT(error, HasSubstr(std::string(bad.why))) << bad.toml;
    EXPECT_EQ(error.find('\n'), std::string::npos) << error;
  }
}

TEST(RuleLoader, AFileWithoutRulesIsAnError) {
  for (const std::string_view toml : {"", "\n\n", "# nothing\n", "title = 'x'\n"}) {
    EXPECT_THAT(ErrorOf(toml), AllOf(StartsWith("r.toml"), HasSubstr("no rules"))) << toml;
  }
}

TEST(RuleLoader, BinaryGarbageIsAnError) {
  testing::KeyMaker random(1);
  for (int round = 0; round < 300; ++round) {
    std::string bytes;
    for (std::uint64_t size = 1 + random.Next() % 200; size > 0; --size) {
      bytes += static_cast<char>(random.Next() % 256);
    }
    EXPECT_THAT(ErrorOf(bytes), StartsWith("r.toml"));
  }
}

TEST(RuleLoader, DeepNestingIsAnError) {
  EXPECT_THAT(ErrorOf("a = " + std::string(100000, '[')), HasSubstr("not valid TOML"));
}

TEST(LoadRuleFile, NamesWhatCannotBeRead) {
  const testing::TempFolder folder;
  const auto error = [](const std::string& path) {
    const Result<RuleSet> rules = LoadRuleFile(path);
    EXPECT_FALSE(rules.ok()) << path;
    return rules.ok() ? "" : rules.error().message;
  };
  EXPECT_THAT(error(folder.string() + "/missing.toml"),
              AllOf(HasSubstr("missing.toml"), HasSubstr("No such file")));
  EXPECT_THAT(error(folder.string()), AllOf(HasSubstr(folder.string()), HasSubstr("directory")));
  const std::string file = folder.Write("secret.toml", "[[rules]]\nid = 'x'\nregex = 'y'\n");
  EXPECT_TRUE(LoadRuleFile(file).ok());
  if (::geteuid() != 0) {
    ::chmod(file.c_str(), 0);
    EXPECT_THAT(error(file), AllOf(HasSubstr(file), HasSubstr("Permission denied")));
  }
  EXPECT_THAT(error("/proc/self/mem"), HasSubstr("/proc/self/mem"));
}

TEST(LoadRuleFiles, KeepsTheirOrder) {
  const testing::TempFolder folder;
  const std::string a = folder.Write("a.toml", "[[rules]]\nid = 'a'\nregex = 'x'\n");
  const std::string b =
      folder.Write("b.toml", "[[rules]]\nid = 'b'\nregex = 'x'\n[[allowlists]]\npaths = ['p']\n");
  const Result<RuleSet> rules = LoadRuleFiles({b, a});
  ASSERT_TRUE(rules.ok());
  ASSERT_THAT(rules.value().rules, SizeIs(2));
  EXPECT_EQ(rules.value().rules[0].id, "b");
  EXPECT_THAT(rules.value().allowlists, SizeIs(1));
  EXPECT_NE(rules.value().Find("a"), nullptr);
  EXPECT_EQ(rules.value().Find("c"), nullptr);
}

TEST(LoadRuleFiles, AnIdStandsInOneFileOnly) {
  const testing::TempFolder folder;
  const std::string a = folder.Write("a.toml", "[[rules]]\nid = 'same'\nregex = 'x'\n");
  const std::string b = folder.Write("b.toml", "\n[[rules]]\nid = 'same'\nregex = 'y'\n");
  const Result<RuleSet> rules = LoadRuleFiles({a, b});
  ASSERT_FALSE(rules.ok());
  EXPECT_THAT(rules.error().message, AllOf(StartsWith(b + ":2: "), HasSubstr("rule same")));
  EXPECT_FALSE(LoadRuleFiles({a, a}).ok());
}

TEST(LoadRuleFiles, TheFirstBadFileEndsIt) {
  const testing::TempFolder folder;
  const std::string a = folder.Write("a.toml", "[[rules]]\nid = 'a'\nregex = 'x'\n");
  const Result<RuleSet> rules = LoadRuleFiles({a, folder.string() + "/missing.toml"});
  ASSERT_FALSE(rules.ok());
  EXPECT_THAT(rules.error().message, HasSubstr("missing.toml"));
}

// toml++ would assert where it is built with assertions.
TEST(RuleLoader, ATableHeaderThatOpensWithNoKeyIsAnError) {
  for (const std::string_view toml : {"[>]", "[[>", "[a.>]", "[a]\n[[\n>"}) {
    EXPECT_THAT(ErrorOf(toml), AllOf(StartsWith("r.toml:"), HasSubstr("not valid TOML")));
  }
}

// The code points for which toml++ 3.3 has undefined behaviour of its own (toml_library.h),
// wherever white space may stand.
TEST(RuleLoader, CharactersBeyondAsciiAreErrorsOutsideOfStrings) {
  for (char32_t code_point = 0x80; code_point < 0x520; ++code_point) {
    std::string text;
    AppendUtf8(code_point, &text);
    for (const std::string& toml :
         {"a =" + text + "1", "a" + text + "= 1", text, "a = 0\"" + text, "[" + text + "rules]",
          "a = [1," + text + "2]", "a = 1" + text + "\n", "a = \"\\" + text + "\"",
          "''=7['" + text}) {
      const Result<RuleSet> rules = ParseRules(toml, "r.toml");
      ASSERT_FALSE(rules.ok());
      ASSERT_EQ(rules.error().message.rfind("r.toml:1: ", 0), 0U) << rules.error().message;
    }
  }
}

}  // namespace
}  // namespace blotter
