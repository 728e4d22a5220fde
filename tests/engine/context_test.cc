#include "scanner/engine/context.h"

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
using ::testing::SizeIs;

class ContextTest : public ::testing::Test {
 protected:
  Context Collect(std::string_view text) {
    EXPECT_TRUE(scratch_.Scan(text, &matches_).ok());
    return CollectContext(text, *rules_, matches_);
  }
  std::vector<std::string> Hosts(std::string_view text) {
    std::vector<std::string> hosts;
    for (const HostMention& host : Collect(text).hosts) hosts.emplace_back(host.name);
    return hosts;
  }
  std::string Import(std::string_view text) {
    const Context context = Collect(text);
    return context.import_at ? std::string(context.import_name) : "";
  }
  // Whether some scope covers KEY.
  bool Covers(std::string_view text) {
    const std::size_t at = text.find("KEY");
    for (const Scope& scope : Collect(text).scopes) {
      EXPECT_LE(scope.begin, scope.end) << text;
      EXPECT_LE(scope.end, text.size()) << text;
      if (scope.begin <= at && at < scope.end) return true;
    }
    return false;
  }

  std::unique_ptr<CompiledRules> rules_ = testing::ShippedRules();
  HsScratch scratch_{*rules_->evidence()};
  std::vector<RawMatch> matches_;
};

TEST_F(ContextTest, ApiHostsOnly) {
  EXPECT_THAT(Hosts("https://api.writer.com/v1 and ENTERPRISE-API.WRITER.COM"),
              ElementsAre("api.writer.com", "ENTERPRISE-API.WRITER.COM"));
  for (const std::string_view text :
       {"https://writer.com/", "https://app.writer.com/x", "https://dev.writer.com/api-reference",
        "https://docs.writer.com", "https://api.ghostwriter.com",
        "https://api.writer.com.example.org", "https://api.writer.company", "https://my-writer.com",
        "https://api.writer.community"}) {
    EXPECT_THAT(Hosts(text), IsEmpty()) << text;
  }
  EXPECT_THAT(Hosts("see api.writer.com."), SizeIs(1)) << "the end of a sentence";
}

TEST_F(ContextTest, ImportsOfTheSdks) {
  for (const std::string_view text :
       {"from writerai import Writer\n", "import writerai\n", "import os\nimport writerai as w\n",
        "from langchain_writer import ChatWriter\n", "import Writer from 'writer-sdk';\n",
        "const { Writer } = require(\"writer-sdk\");\n", "import writer.ai\n"}) {
    EXPECT_NE(Import(text), "") << text;
  }
  for (const std::string_view text :
       {"from csv import writer\n", "import csvwriter\n", "from ghostwriter import x\n",
        "import { createWriter } from 'csv-writer';\n", "the writer imports goods\n"}) {
    EXPECT_EQ(Import(text), "") << text;
  }
}

TEST_F(ContextTest, TheFirstImportIsNamed) {
  const Context context = Collect("from writerai import A\nfrom langchain_writer import B\n");
  EXPECT_EQ(context.import_at, 5U);
  EXPECT_EQ(context.import_name, "writerai");
}

TEST_F(ContextTest, ScopesOfClientsAndSections) {
  for (const std::string_view text :
       {"Writer(api_key=KEY)", "new Writer({\n  apiKey: KEY\n})", "AsyncWriter(x, api_key=KEY)",
        "ChatWriter(model='m', api_key=KEY)", "[writer]\nmodel = x\napi_key = KEY\n",
        "writer:\n  model: x\n  api_key: KEY\n", "\"writer\": {\"apiKey\": KEY}",
        "<writer>\n<apiKey>KEY</apiKey>\n</writer>", "{name: writer, api_key: KEY}",
        "[tool.writer]\r\napi_key = KEY\r\n", "Writer.builder().apiKey(KEY).build()"}) {
    EXPECT_TRUE(Covers(text)) << text;
  }
  for (const std::string_view text :
       {"Writer()\napi_key = KEY", "csv.Writer(f)\napi_key = KEY", "csv.Writer(api_key=KEY)",
        "[writer]\nx = 1\n[other]\napi_key = KEY\n", "writer:\n  x: 1\nother:\n  api_key: KEY\n",
        "\"writer\": {\"x\": 1}, \"apiKey\": KEY", "<writer/><apiKey>KEY</apiKey>",
        "GhostWriter(api_key=KEY)", "[ghostwriter]\napi_key = KEY\n"}) {
    EXPECT_FALSE(Covers(text)) << text;
  }
}

TEST_F(ContextTest, TheNearestHostWithinSoManyLines) {
  const std::string text = "api.writer.com\n\n\nat\n\nenterprise-api.writer.com\n";
  const Context context = Collect(text);
  const std::size_t at = text.find("at\n");
  ASSERT_NE(context.NearestHost(text, at, 15), nullptr);
  EXPECT_EQ(context.NearestHost(text, at, 15)->name, "enterprise-api.writer.com");
  EXPECT_EQ(context.NearestHost(text, at, 2)->name, "enterprise-api.writer.com");
  EXPECT_EQ(context.NearestHost(text, at, 1), nullptr);
  const std::string far = "api.writer.com" + std::string(2 * Context::kHostReach, ' ') + "at";
  EXPECT_EQ(Collect(far).NearestHost(far, far.size() - 2, 15), nullptr) << "however long the line";
}

TEST_F(ContextTest, EachIsCollectedOnceAndInOrder) {
  std::string text;
  for (int i = 0; i < 50; ++i) text += "api.writer.com Writer(a) ";
  const Context context = Collect(text);
  EXPECT_THAT(context.hosts, SizeIs(50));
  for (std::size_t i = 1; i < context.hosts.size(); ++i) {
    EXPECT_LT(context.hosts[i - 1].begin, context.hosts[i].begin);
  }
  for (std::size_t i = 1; i < context.scopes.size(); ++i) {
    EXPECT_LE(context.scopes[i - 1].head, context.scopes[i].head);
  }
}

TEST(ContextOfOtherRules, AGroupThatTookNoPartDoesNoHarm) {
  const auto rules = testing::Compiled(testing::RulesFrom(
      "[[rules]]\nid = 'r'\nregex = 'tok_[a-z]{8}'\n"
      "[[evidence]]\nid = 'e'\nkind = 'host'\nanchor = 'mark'\nregex = '(x)?mark'\n"));
  EXPECT_EQ(testing::Scan(*rules, "a", "mark tok_abcdefgh mark").size(), 1U);
}

}  // namespace
}  // namespace blotter
