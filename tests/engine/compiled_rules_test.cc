#include "scanner/engine/compiled_rules.h"

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scanner/config/embedded_rules.h"
#include "scanner/engine/rule_examples.h"
#include "tests/engine/engine_fixture.h"
#include "tests/support/key_maker.h"

namespace blotter {
namespace {

using ::testing::HasSubstr;
using testing::KeyMaker;
using testing::RulesFrom;

constexpr std::string_view kTwoRules = R"toml(
[[rules]]
id = "one"
description = "one"
regex = '''one_([a-z0-9]{8})'''
keywords = ["one_"]
[[rules]]
id = "two"
description = "two"
regex = '''two_([a-z0-9]{8})'''
keywords = ["TWO_"]
)toml";

TEST(CompiledRules, LoadOfSerializeIsCompile) {
  const RuleSet rules = EmbeddedRules(true);
  const std::string bytes = CompiledRules::Serialize(rules).value();
  const auto compiled = testing::Compiled(rules);
  auto loaded = CompiledRules::Load(rules, bytes);
  ASSERT_TRUE(loaded.ok()) << loaded.error().message;
  EXPECT_EQ((*loaded)->anchor_count(), compiled->anchor_count());
  for (const Rule& rule : rules.rules) {
    for (const RuleExample& example : rule.examples) {
      const std::string path = example.path.empty() ? "example.txt" : example.path;
      const std::string text = FillTemplate(example.text, 1);
      EXPECT_EQ(testing::Words(testing::Scan(**loaded, path, text)),
                testing::Words(testing::Scan(*compiled, path, text)));
    }
  }
}

TEST(CompiledRules, SerializeIsTheSameEveryTime) {
  EXPECT_EQ(CompiledRules::Serialize(EmbeddedRules()).value(),
            CompiledRules::Serialize(EmbeddedRules()).value());
}

TEST(CompiledRules, TheEmbeddedDatabaseIsThatOfTheEmbeddedRules) {
  EXPECT_EQ(CompiledRules::Serialize(EmbeddedRules()).value(), EmbeddedDatabase());
  const auto rules = testing::ShippedRules();
  const std::vector<ExampleResult> results = RunExamples(*rules);
  EXPECT_GT(results.size(), 30U);
  for (const ExampleResult& result : results) {
    EXPECT_TRUE(result.passed) << result.rule->id << ": " << result.example->text << ": "
                               << result.reason;
  }
}

TEST(CompiledRules, EveryTruncationOfAnEmbeddedDatabaseIsAnError) {
  const std::string bytes = CompiledRules::Serialize(RulesFrom(kTwoRules)).value();
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    auto loaded =
        CompiledRules::Load(RulesFrom(kTwoRules), std::string_view(bytes).substr(0, size));
    ASSERT_FALSE(loaded.ok()) << size;
    ASSERT_THAT(loaded.error().message, HasSubstr("the compiled rules do not load"));
  }
}

TEST(CompiledRules, DamagedBytesAreAnErrorOrHarmless) {
  const std::string bytes = CompiledRules::Serialize(RulesFrom(kTwoRules)).value();
  KeyMaker random(1);
  for (int round = 0; round < 3000; ++round) {
    std::string damaged = bytes;
    // Half of the time where the sizes stand.
    const std::size_t at = round % 2 == 0 ? random.Next() % 16 : random.Next() % bytes.size();
    damaged[at] = static_cast<char>(random.Next());
    auto loaded = CompiledRules::Load(RulesFrom(kTwoRules), damaged);
    if (!loaded.ok()) continue;
    EXPECT_EQ(testing::Scan(**loaded, "a", "one_abcdefgh two_abcdefgh").size(), 2U) << at;
  }
}

TEST(CompiledRules, SizesThatLieAreErrors) {
  const std::string bytes = CompiledRules::Serialize(RulesFrom(kTwoRules)).value();
  for (const std::string_view header :
       {"ffffffffffffffff", "0000000000000000", "7fffffffffffffff", "fffffffffffffff0",
        "                ", "0x00000000000010", "-000000000000001", "zzzzzzzzzzzzzzzz"}) {
    EXPECT_FALSE(
        CompiledRules::Load(RulesFrom(kTwoRules), std::string(header) + bytes.substr(16)).ok())
        << header;
  }
}

TEST(CompiledRules, TheShippedRulesHaveTheKeywordsPrefilter) {
  const auto rules = testing::ShippedRules();
  ASSERT_NE(rules->keywords(), nullptr);
  HsScratch scratch(*rules->keywords());
  EXPECT_TRUE(scratch.Hits("x Writer").value());
  EXPECT_TRUE(scratch.Hits("BEARER").value());
  EXPECT_FALSE(scratch.Hits("int main() { return key; }").value());
}

TEST(CompiledRules, ARuleWithoutKeywordsSwitchesThePrefilterOff) {
  RuleSet rules = RulesFrom(kTwoRules);
  EXPECT_NE(testing::Compiled(rules)->keywords(), nullptr);
  rules.rules[1].keywords.clear();
  const auto compiled = testing::Compiled(rules);
  EXPECT_EQ(compiled->keywords(), nullptr);
  EXPECT_EQ(testing::Scan(*compiled, "a", "two_abcdefgh").size(), 1U);
  const auto loaded = CompiledRules::Load(rules, CompiledRules::Serialize(rules).value());
  ASSERT_TRUE(loaded.ok());
  EXPECT_EQ(loaded.value()->keywords(), nullptr);
}

TEST(CompiledRules, KeywordsAreLiteralsInAnyCase) {
  RuleSet rules = RulesFrom(kTwoRules);
  rules.rules[0].keywords = {"a.b", "(x)[y]{z}+*?^$|\\"};
  const auto compiled = testing::Compiled(rules);
  HsScratch scratch(*compiled->keywords());
  EXPECT_FALSE(scratch.Hits("axb").value());
  EXPECT_TRUE(scratch.Hits("A.B").value());
  EXPECT_TRUE(scratch.Hits("(X)[Y]{Z}+*?^$|\\").value());
  EXPECT_TRUE(scratch.Hits("two_").value());
}

TEST(CompiledRules, ARegexThatHyperscanCannotTakeIsAnchoredByItsKeywords) {
  // RE2 compiles it; as a Hyperscan pattern it is too large.
  const auto compiled = testing::Compiled(RulesFrom(R"toml(
[[rules]]
id = "large"
description = "large"
regex = '''(?:(?:mark){1,40}[a-z ]{0,300}){1,3}=([a-z0-9]{8})'''
keywords = ["mark"]
)toml"));
  EXPECT_EQ(testing::Scan(*compiled, "a", "mark x =abcdefgh").size(), 1U);
}

TEST(CompiledRules, RulesWithoutAnyPatternAreAnError) {
  const auto none = CompiledRules::Compile(RuleSet());
  ASSERT_FALSE(none.ok());
  EXPECT_THAT(none.error().message, HasSubstr("no pattern"));
}

TEST(CompiledRules, ABadAnchorIsAnErrorThatNamesItsRule) {
  RuleSet rules = RulesFrom(kTwoRules);
  rules.rules[0].keywords.clear();
  rules.rules[0].forms[0].anchor = "a(?<=b)";
  const auto bad = CompiledRules::Compile(std::move(rules));
  ASSERT_FALSE(bad.ok());
  EXPECT_THAT(bad.error().message, HasSubstr("rule one: Hyperscan cannot take its anchor"));
  rules = RulesFrom(kTwoRules);
  rules.evidence.push_back({.id = "gateway", .anchor = "(", .regex = "(x)"});
  const auto evidence = CompiledRules::Compile(std::move(rules));
  ASSERT_FALSE(evidence.ok());
  EXPECT_THAT(evidence.error().message, HasSubstr("evidence gateway: Hyperscan cannot take"));
}

TEST(CompiledRules, RuleForFindsTheNthOfAJudge) {
  const auto rules = testing::ShippedRules();
  const std::vector<Rule>& all = rules->rules().rules;
  EXPECT_EQ(all[rules->RuleFor(Judge::kWriterKey).value()].id, "writer-api-key");
  EXPECT_EQ(all[rules->RuleFor(Judge::kEnvFile, 1).value()].id, "dotenv-not-ignored");
  EXPECT_FALSE(rules->RuleFor(Judge::kBearer, 1).has_value());
  EXPECT_FALSE(rules->RuleFor(Judge::kGeneric).has_value());
}

TEST(CompiledRules, RulesStandTheMostSpecificFirst) {
  const auto rules = testing::ShippedRules();
  EXPECT_LT(rules->RuleFor(Judge::kWriterKey), rules->RuleFor(Judge::kWriterBearer));
  EXPECT_LT(rules->RuleFor(Judge::kWriterBearer), rules->RuleFor(Judge::kBearer));
}

}  // namespace
}  // namespace blotter
