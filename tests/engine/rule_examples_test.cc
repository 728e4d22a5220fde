#include "scanner/engine/rule_examples.h"

#include <regex>
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/engine/engine_fixture.h"

namespace blotter {
namespace {

using ::testing::SizeIs;

void ExpectFilled(std::string_view text, const std::string& pattern) {
  const std::string filled = FillTemplate(text, 1);
  EXPECT_TRUE(std::regex_match(filled, std::regex(pattern))) << text << " gave " << filled;
}

TEST(FillTemplate, MakesTokensOfEachKind) {
  ExpectFilled("{{key}}", "[A-Za-z0-9]{32}");
  ExpectFilled("{{wr}}", "wr-[A-Za-z0-9_-]{22}");
  ExpectFilled("{{hex:40}}", "[0-9a-f]{40}");
  ExpectFilled("{{base62:20}}", "[A-Za-z0-9]{20}");
  ExpectFilled("{{lower:17}}", "[a-z0-9]{17}");
  ExpectFilled("{{b64:44}}", "[A-Za-z0-9+/]{43}=");
  ExpectFilled("{{uuid}}", "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}");
  ExpectFilled("a {{key}} b {{hex:4}}.", "a [A-Za-z0-9]{32} b [0-9a-f]{4}\\.");
}

TEST(FillTemplate, LeavesOtherBracesAlone) {
  for (const std::string_view text :
       {"", "{{", "}}", "{{ secrets.KEY }}", "${{ x }}", "{{unknown}}", "{{hex}}", "{{hex:}}",
        "{{hex:0}}", "{{hex:-1}}", "{{key", "{ {key}}", "{{}}", "{{:}}"}) {
    EXPECT_EQ(FillTemplate(text, 1), text);
  }
}

TEST(FillTemplate, IsTheSameForTheSameSeed) {
  EXPECT_EQ(FillTemplate("{{key}}", 5), FillTemplate("{{key}}", 5));
  EXPECT_NE(FillTemplate("{{key}}", 5), FillTemplate("{{key}}", 6));
  EXPECT_NE(FillTemplate("{{key}}", 5).substr(0, 32), FillTemplate("{{key}}{{key}}", 5).substr(32));
}

TEST(FillTemplate, ALengthIsBounded) {
  EXPECT_LE(FillTemplate("{{hex:999999999999}}", 1).size(), 512U);
}

TEST(RunExamples, SaysWhichFailedAndWhyWithoutTheSecret) {
  const auto rules = testing::Compiled(testing::RulesFrom(R"toml(
[[rules]]
id = "first"
regex = '''first_([a-z0-9]{8})'''
match = ["first_{{lower:8}}", "second_{{lower:8}}", "nothing"]
miss = ["first_{{lower:8}}", "harmless"]
[[rules]]
id = "second"
regex = '''second_([a-z0-9]{8})'''
path = '''\.py$'''
match = [{ path = "a.py", text = "second_{{lower:8}}" }]
miss = ["second_{{lower:8}}"]
)toml"));
  const std::vector<ExampleResult> results = RunExamples(*rules);
  ASSERT_THAT(results, SizeIs(7));
  EXPECT_TRUE(results[0].passed);
  EXPECT_FALSE(results[1].passed);
  EXPECT_EQ(results[1].reason, "nothing was found") << "examples are example.txt";
  EXPECT_EQ(results[2].reason, "nothing was found");
  EXPECT_EQ(results[3].reason, "it was found");
  EXPECT_TRUE(results[4].passed);
  EXPECT_TRUE(results[5].passed);
  EXPECT_TRUE(results[6].passed);
  EXPECT_EQ(results[0].rule->id, "first");
  EXPECT_EQ(results[1].example->source_line, 5U);
}

TEST(RunExamples, SaysWhichOtherRuleFoundIt) {
  const auto rules = testing::Compiled(testing::RulesFrom(R"toml(
[[rules]]
id = "first"
regex = '''one_([a-z0-9]{8})'''
[[rules]]
id = "second"
regex = '''[a-z]+_([a-z0-9]{8})'''
match = ["one_{{lower:8}}"]
)toml"));
  const std::vector<ExampleResult> results = RunExamples(*rules);
  ASSERT_THAT(results, SizeIs(1));
  EXPECT_EQ(results[0].reason, "it was found by first instead");
}

}  // namespace
}  // namespace blotter
