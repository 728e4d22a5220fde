#include "scanner/engine/prefilter.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "scanner/engine/sibling.h"
#include "tests/engine/engine_fixture.h"
#include "tests/support/key_maker.h"

namespace blotter {
namespace {

class Prefilter : public ::testing::Test {
 protected:
  // How many hits of the shipped rules are left.
  std::size_t Left(std::string_view text) {
    std::vector<RawMatch> matches;
    EXPECT_TRUE(scratch_.Scan(text, &matches).ok());
    EXPECT_FALSE(matches.empty()) << text;
    DeadRuns dead;
    LiveTokens live(text, &dead);
    DropHopelessMatches(text, *rules_, &live, &matches);
    return matches.size();
  }
  static bool MayBeArgument(std::string_view text) {
    DeadRuns dead;
    LiveTokens live(text, &dead);
    return MayBindFirstArgument(text, &live);
  }

  std::unique_ptr<CompiledRules> rules_ = testing::ShippedRules();
  HsScratch scratch_{rules_->forms()};
  std::string key_ = testing::KeyMaker(1).Alphanumeric();
};

TEST_F(Prefilter, HitsWithALiveTokenInReachStay) {
  EXPECT_GT(Left("WRITER_API_KEY=" + key_), 0U);
  EXPECT_GT(Left("WRITER_API_KEY=" + std::string(LiteralWalker::kReachBytes, ' ') + key_), 0U);
  EXPECT_GT(Left(key_ + std::string(1000, ' ') + "WRITER_API_KEY"), 0U);
  EXPECT_GT(
      Left("@Value(\"" + key_ + "\")" + std::string(3000, ' ') + "\n  String WRITER_API_KEY;"), 0U)
      << "the line above";
  EXPECT_GT(Left("Authorization: Bearer " + key_), 0U);
}

TEST_F(Prefilter, HitsWithoutOneAreDropped) {
  EXPECT_EQ(Left("\nWRITER_API_KEY=your-writer-api-key-here"), 0U);
  EXPECT_EQ(Left("\nWRITER_API_KEY=" + std::string(12000, ' ') + key_), 0U);
  EXPECT_EQ(Left(key_ + std::string(12000, ' ') + "WRITER_API_KEY="), 0U);
  EXPECT_EQ(Left("Authorization: Bearer <token>"), 0U);
}

TEST_F(Prefilter, AColumnGoesOnForManyLines) {
  const std::string filler(12000, ' ');
  EXPECT_GT(Left("id,WRITER_API_KEY\n" + filler + "\n1," + key_), 0U);
  EXPECT_GT(Left("\n| id | WRITER_API_KEY |\n|--|--|\n" + filler + "\n| 1 | " + key_), 0U);
  EXPECT_EQ(Left("\nid,WRITER_API_KEY\n" + filler + "\n1," + key_), 0U) << "not the first line";
}

TEST_F(Prefilter, ARegexAloneHasNoReach) {
  const auto rules = testing::Compiled(
      testing::RulesFrom("[[rules]]\nid = 'r'\ndescription = 'd'\nregex = 'ACME[0-9]{4}'"));
  HsScratch scratch(rules->forms());
  const std::string_view text = "ACME1234";
  std::vector<RawMatch> matches;
  ASSERT_TRUE(scratch.Scan(text, &matches).ok());
  DeadRuns dead;
  LiveTokens live(text, &dead);
  DropHopelessMatches(text, *rules, &live, &matches);
  EXPECT_EQ(matches.size(), 1U);
}

TEST_F(Prefilter, AFirstArgumentIsAQuotedLiveTokenBehindABracket) {
  EXPECT_TRUE(MayBeArgument("Writer(\"" + key_ + "\")"));
  EXPECT_TRUE(MayBeArgument("Writer(\n    '" + key_ + "',\n)"));
  EXPECT_TRUE(MayBeArgument("x(`" + key_ + "`)"));
  EXPECT_FALSE(MayBeArgument("Writer(" + key_ + ")"));
  EXPECT_FALSE(MayBeArgument("Writer(key=\"" + key_ + "\")"));
  EXPECT_FALSE(MayBeArgument("Writer(\"an-ordinary-module-name\")"));
  EXPECT_FALSE(MayBeArgument("(" + std::string(kArgumentIndent + 1, ' ') + "\"" + key_ + "\")"));
}

}  // namespace
}  // namespace blotter
