#include "scanner/engine/hs_database.h"

#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace blotter {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

HsDatabase Compile(const std::vector<std::string>& patterns) {
  Result<HsDatabase> database = HsDatabase::Compile(patterns);
  EXPECT_TRUE(database.ok());
  return std::move(database).value();
}

std::vector<std::pair<std::uint32_t, std::uint64_t>> Matches(const HsDatabase& database,
                                                             std::string_view text) {
  HsScratch scratch(database);
  std::vector<RawMatch> matches = {{99, 99, 99}};  // what an earlier scan left behind
  EXPECT_TRUE(scratch.Scan(text, &matches, 0).ok());
  std::vector<std::pair<std::uint32_t, std::uint64_t>> pairs;
  for (const RawMatch& match : matches) {
    EXPECT_EQ(match.first_end, match.last_end);
    pairs.emplace_back(match.pattern, match.first_end);
  }
  return pairs;
}

TEST(HsDatabase, ReportsPatternNumberAndEnd) {
  const HsDatabase database = Compile({"ab", "(?i)B.d"});
  EXPECT_THAT(Matches(database, "xab\ndab"),
              ElementsAre(std::pair(0U, 3U), std::pair(1U, 5U), std::pair(0U, 7U)));
  EXPECT_THAT(Matches(database, ""), IsEmpty());
}

TEST(HsDatabase, TakesAnyBytes) {
  const HsDatabase database = Compile({"key"});
  EXPECT_THAT(Matches(database, std::string_view("\0\xFF\x80key\0key", 10)),
              ElementsAre(std::pair(0U, 6U), std::pair(0U, 10U)));
}

TEST(HsDatabase, AnErrorSaysWhy) {
  const Result<HsDatabase> bad = HsDatabase::Compile({"fine", "(open", "fine too"});
  ASSERT_FALSE(bad.ok());
  EXPECT_THAT(bad.error().message, HasSubstr("parenthes"));
}

TEST(HsDatabase, AnEmptyPatternIsAnError) { EXPECT_FALSE(HsDatabase::Compile({""}).ok()); }

TEST(HsDatabase, SerialisesAndLoads) {
  const std::vector<std::string> patterns = {"writer", "(?i)bearer[ \\t]", "\\bkey\\b"};
  const HsDatabase database = Compile(patterns);
  const std::string bytes = database.Serialize().value();
  EXPECT_EQ(bytes, Compile(patterns).Serialize().value()) << "not the same from run to run";
  Result<HsDatabase> loaded = HsDatabase::Deserialize(bytes);
  ASSERT_TRUE(loaded.ok());
  const std::string_view text = "Bearer writer key keys Bearer\tx";
  EXPECT_EQ(Matches(*loaded, text), Matches(database, text));
  EXPECT_FALSE(Matches(*loaded, text).empty());
}

TEST(HsDatabase, LoadsFromUnalignedBytes) {
  const std::string bytes = "x" + Compile({"abc"}).Serialize().value();
  Result<HsDatabase> loaded = HsDatabase::Deserialize(std::string_view(bytes).substr(1));
  ASSERT_TRUE(loaded.ok());
  EXPECT_THAT(Matches(*loaded, "abc"), ElementsAre(std::pair(0U, 3U)));
}

TEST(HsDatabase, EveryTruncationIsAnError) {
  const std::string bytes = Compile({"abc", "de[0-9]{3}f"}).Serialize().value();
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_FALSE(HsDatabase::Deserialize(std::string_view(bytes).substr(0, size)).ok()) << size;
  }
}

// Hyperscan guards the body by a checksum; its header has a magic number, a version and a platform.
TEST(HsDatabase, EveryFlippedBitIsAnErrorOrHarmless) {
  const std::string bytes = Compile({"abc"}).Serialize().value();
  std::size_t refused = 0;
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    std::string damaged = bytes;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x10);
    Result<HsDatabase> loaded = HsDatabase::Deserialize(damaged);
    if (!loaded.ok()) {
      ++refused;
      EXPECT_THAT(loaded.error().message, HasSubstr("do not load"));
      continue;
    }
    EXPECT_THAT(Matches(*loaded, "xabc"), ElementsAre(std::pair(0U, 4U))) << at;
  }
  EXPECT_GT(refused * 10, bytes.size() * 9);
}

TEST(HsScratch, HitsSaysWhetherAnythingMatches) {
  const HsDatabase database = Compile({"(?i)writer", "palmyra"});
  HsScratch scratch(database);
  EXPECT_FALSE(scratch.Hits("").value());
  EXPECT_FALSE(scratch.Hits("write r palmyr a").value());
  EXPECT_TRUE(scratch.Hits("the WRITER").value());
  EXPECT_TRUE(scratch.Hits("palmyra").value());
  // The scratch is as good as new after a scan that stopped early.
  EXPECT_FALSE(scratch.Hits("nothing").value());
  std::vector<RawMatch> matches;
  ASSERT_TRUE(scratch.Scan("writer writer", &matches, 0).ok());
  EXPECT_EQ(matches.size(), 2U);
}

TEST(HsScratch, HitsOfOnePatternThatEndCloseToEachOtherAreOne) {
  const HsDatabase database = Compile({"a[b-d]{0,8}", "d"});
  HsScratch scratch(database);
  std::vector<RawMatch> matches;
  const std::string text = "abcd" + std::string(HsScratch::kMergeBytes, '.') + "abcd";
  ASSERT_TRUE(scratch.Scan("x", &matches).ok());
  EXPECT_THAT(matches, IsEmpty());
  ASSERT_TRUE(scratch.Scan(text, &matches).ok());
  std::vector<std::tuple<std::uint32_t, std::size_t, std::size_t>> spans;
  for (const RawMatch& match : matches) {
    spans.emplace_back(match.pattern, match.first_end, match.last_end);
  }
  EXPECT_THAT(spans, ElementsAre(std::tuple(0U, 1U, 4U), std::tuple(1U, 4U, 4U),
                                 std::tuple(0U, 37U, 40U), std::tuple(1U, 40U, 40U)));
}

TEST(WindowAround, StaysWithinTheText) {
  const auto window = [](RawMatch match, std::size_t before, std::size_t after) {
    const ByteRange around = WindowAround(match, before, after, 100);
    return std::pair(around.begin, around.end);
  };
  EXPECT_EQ(window({0, 50, 60}, 10, 20), std::pair(std::size_t{40}, std::size_t{80}));
  EXPECT_EQ(window({0, 5, 90}, 10, 20), std::pair(std::size_t{0}, std::size_t{100}));
}

}  // namespace
}  // namespace blotter
