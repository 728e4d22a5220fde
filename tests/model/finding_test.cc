#include "scanner/model/finding.h"

#include <algorithm>

#include <gtest/gtest.h>

namespace blotter {
namespace {

Finding At(std::string path, std::uint64_t line, std::uint64_t column, std::string rule) {
  Finding finding;
  finding.path = std::move(path);
  finding.region.start = {line, column};
  finding.rule_id = std::move(rule);
  return finding;
}

TEST(Finding, OrderIsPathLineColumnRule) {
  const std::vector<Finding> ordered = {At("a", 2, 1, "r"),   At("a", 10, 1, "r"),
                                        At("a", 10, 2, "q"),  At("a", 10, 2, "r"),
                                        At("a/b", 1, 1, "r"), At("b", 1, 1, "a")};
  for (std::size_t i = 0; i < ordered.size(); ++i) {
    for (std::size_t j = 0; j < ordered.size(); ++j) {
      EXPECT_EQ(FindingLess(ordered[i], ordered[j]), i < j) << i << ' ' << j;
    }
  }
}

TEST(Finding, OrderTellsCommitsBlobsAndRepositoriesApart) {
  std::vector<Finding> ordered(4, At("a", 1, 1, "r"));
  for (Finding& finding : ordered) finding.history = History{};
  ordered[1].history->repository = "x";
  ordered[2].blob = "1";
  ordered[3].commit = "1";
  for (std::size_t i = 0; i < ordered.size(); ++i) {
    for (std::size_t j = 0; j < ordered.size(); ++j) {
      EXPECT_EQ(FindingLess(ordered[i], ordered[j]), i < j) << i << ' ' << j;
    }
  }
}

TEST(Finding, LevelsHaveNamesThatParse) {
  for (const Level level : {Level::kNote, Level::kWarning, Level::kError}) {
    EXPECT_EQ(ParseLevel(LevelName(level)), level);
  }
  EXPECT_EQ(ParseLevel("fatal"), std::nullopt);
}

TEST(Secret, RedactedShowsTheFirstFourAndTheLength) {
  EXPECT_EQ(Secret("abcdefghijklmnop").Redacted(), "abcd... (16 characters)");
  EXPECT_EQ(Secret("").Redacted(), "");
  EXPECT_EQ(Secret("abcdefgh").Redacted(), "ab... (8 characters)");  // never more than a quarter
  EXPECT_EQ(Secret("abc").Redacted(), "... (3 characters)");
}

}  // namespace
}  // namespace blotter
