#include "scanner/model/ledger.h"

#include <set>
#include <string_view>

#include <gtest/gtest.h>

namespace blotter {
namespace {

TEST(Ledger, MergeAddsEverything) {
  Ledger a;
  a.files = 1, a.bytes = 2, a.folders = 3, a.repositories = 4;
  a.Skip(SkipReason::kFifo);
  a.remarks = {"one"};
  Ledger b;
  b.files = 10, b.bytes = 20, b.folders = 30, b.repositories = 40;
  b.Skip(SkipReason::kFifo, 5);
  b.failures = {{"x", "gone"}};
  a.Allow(AllowedBy::kComment);
  b.Allow(AllowedBy::kComment);
  a.Merge(b);
  EXPECT_EQ(a.files, 11U);
  EXPECT_EQ(a.bytes, 22U);
  EXPECT_EQ(a.folders, 33U);
  EXPECT_EQ(a.repositories, 44U);
  EXPECT_EQ(a.skipped[static_cast<std::size_t>(SkipReason::kFifo)], 6U);
  EXPECT_EQ(a.allowed[static_cast<std::size_t>(AllowedBy::kComment)], 2U);
  EXPECT_EQ(a.remarks.size(), 1U);
  EXPECT_FALSE(a.complete());
}

TEST(Ledger, NormalizeSortsAndDropsDoubles) {
  Ledger ledger;
  ledger.failures = {{"b", "2"}, {"a", "2"}, {"b", "1"}, {"a", "2"}};
  ledger.remarks = {"z", "y", "z"};
  ledger.Normalize();
  ASSERT_EQ(ledger.failures.size(), 3U);
  EXPECT_EQ(ledger.failures[0].path, "a");
  EXPECT_EQ(ledger.failures[1].reason, "1");
  EXPECT_EQ(ledger.remarks, (std::vector<std::string>{"y", "z"}));
}

TEST(Ledger, EverySkipReasonHasItsOwnKeyAndWords) {
  std::set<std::string_view> keys;
  for (std::size_t i = 0; i < kSkipReasonCount; ++i) {
    keys.insert(SkipReasonKey(static_cast<SkipReason>(i)));
    EXPECT_FALSE(SkipReasonWords(static_cast<SkipReason>(i)).empty());
  }
  EXPECT_EQ(keys.size(), kSkipReasonCount);
  EXPECT_FALSE(keys.contains(""));
}

}  // namespace
}  // namespace blotter
