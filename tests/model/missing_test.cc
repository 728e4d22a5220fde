#include "scanner/model/missing.h"

#include <set>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scanner/model/ledger.h"

namespace blotter {
namespace {

using ::testing::HasSubstr;

TEST(Missing, EveryKindHasItsOwnKeyAndACommandForTheRest) {
  std::set<std::string_view> keys;
  for (std::size_t i = 0; i < kMissingKindCount; ++i) {
    const auto kind = static_cast<MissingKind>(i);
    keys.insert(MissingKey(kind));
    EXPECT_THAT(MissingReason(kind, 3, "."), HasSubstr("to get the rest: git -C . "));
    EXPECT_THAT(MissingReason(kind, 3, "."), HasSubstr("3 "));
  }
  EXPECT_EQ(keys.size(), kMissingKindCount);
  EXPECT_FALSE(keys.contains(""));
}

TEST(Missing, TheCommandIsOneThatAShellUnderstands) {
  EXPECT_EQ(MissingReason(MissingKind::kShallowCommits, 1, "it's here"),
            "the history is cut off at 1 commit (a shallow clone); to get the rest: "
            "git -C 'it'\\''s here' fetch --unshallow");
  EXPECT_THAT(MissingReason(MissingKind::kLfsObjects, 2, "r"), HasSubstr("2 file contents are"));
}

TEST(Missing, TheFirstFewAreNamed) {
  const auto reason = [](const std::vector<std::string>& names) {
    return MissingReason(MissingKind::kSubmodules, names.size(), "r", names);
  };
  EXPECT_THAT(reason({"lib"}), HasSubstr("1 submodule is not here: lib; to get"));
  EXPECT_THAT(reason({"a", "b", "c"}), HasSubstr("not here: a, b, c; to get"));
  EXPECT_THAT(reason({"a", "b", "c", "d", "e"}), HasSubstr("not here: a, b, c and 2 more; to get"));
}

TEST(Missing, WhatIsCountedIsNamedAndEndsCompleteness) {
  Ledger ledger;
  ledger.Miss(MissingKind::kSubmodules, 0, {"r", "none"});
  EXPECT_TRUE(ledger.complete());
  ledger.Miss(MissingKind::kSubmodules, 2, {"r", "two"});
  EXPECT_FALSE(ledger.complete());
  Ledger sum;
  sum.Miss(MissingKind::kSubmodules, 1, {"s", "one"});
  sum.Merge(ledger);
  EXPECT_EQ(sum.missing[static_cast<std::size_t>(MissingKind::kSubmodules)], 3U);
  EXPECT_EQ(sum.failures.size(), 2U);
}

}  // namespace
}  // namespace blotter
