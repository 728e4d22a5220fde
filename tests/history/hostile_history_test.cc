// What no git would write: ids that lie, trees that hold themselves, broken trees. Nothing here may
// hang, crash, or make the answer grow without bound.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scanner/git/object_parsers.h"
#include "scanner/history/attribution.h"
#include "tests/history/made_tree.h"

namespace blotter {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

ObjectId Id(int n) { return testing::MadeId(n); }
std::string Entry(std::string_view mode, std::string_view name, int id) {
  return testing::MadeEntry(mode, name, id);
}

constexpr int kBlob = 1;
constexpr int kRoot = 1000;
constexpr int kCommit = 500;

class HostileHistory : public ::testing::Test {
 protected:
  void Tree(int id, const std::string& raw) { attributor().AddTree(0, Id(id), raw); }
  void Commit(int id, int tree, const std::vector<int>& parents = {}) {
    std::string text = fmt::format("tree {}\n", Id(tree).Hex());
    for (const int parent : parents) text += fmt::format("parent {}\n", Id(parent).Hex());
    text += "author A <a@example.com> 1 +0000\ncommitter A <a@example.com> 1 +0000\n\n";
    attributor().AddCommit(0, Id(id), ParseCommit(text, kSha1Bytes).value());
  }
  Result<Attribution> Finish() {
    return attributor().Finish({{"HEAD", Id(kCommit)}, {"refs/heads/main", Id(kCommit)}});
  }
  Attributor& attributor() {
    if (!attributor_) attributor_.emplace(AttributionTargets{{Id(kBlob)}, false}, options_);
    return *attributor_;
  }

  AttributionOptions options_;
  std::optional<Attributor> attributor_;
};

TEST_F(HostileHistory, ATreeThatHoldsItself) {
  Tree(kRoot, Entry("100644", "key", kBlob) + Entry("40000", "loop", kRoot + 1));
  Tree(kRoot + 1, Entry("40000", "loop", kRoot));
  Commit(kCommit, kRoot);
  const Result<Attribution> result = Finish();
  ASSERT_FALSE(result.ok());
  EXPECT_THAT(result.error().message, HasSubstr("contains itself"));
}

TEST_F(HostileHistory, ACommitThatIsItsOwnAncestor) {
  Tree(kRoot, Entry("100644", "key", kBlob));
  Commit(kCommit, kRoot, {kCommit + 1});
  Commit(kCommit + 1, kRoot, {kCommit});
  const Result<Attribution> result = Finish();
  ASSERT_FALSE(result.ok());
  EXPECT_THAT(result.error().message, HasSubstr("own ancestors"));
}

// 10 names on each of 12 levels: a million million paths.
TEST_F(HostileHistory, ABlobAtTooManyPathsIsCutOff) {
  options_.paths = 5000;
  Tree(kRoot, Entry("100644", "key", kBlob));
  for (int level = 1; level <= 12; ++level) {
    std::string raw;
    for (int n = 0; n < 10; ++n) {
      raw += Entry("40000", fmt::format("d{}", n), kRoot + level - 1);
    }
    Tree(kRoot + level, raw);
  }
  Commit(kCommit, kRoot + 12);
  const Attribution result = Finish().value();
  EXPECT_TRUE(result.truncated);
  EXPECT_LE(result.sightings.size(), 5000U);
  EXPECT_GT(result.sightings.size(), 1000U);
  EXPECT_THAT(result.loose, IsEmpty());
}

TEST_F(HostileHistory, WorkIsCutOff) {
  options_.steps = 10'000;
  Tree(kRoot, Entry("100644", "key", kBlob));
  for (int level = 1; level <= 12; ++level) {
    std::string raw;
    for (int n = 0; n < 10; ++n) {
      raw += Entry("40000", fmt::format("d{}", n), kRoot + level - 1);
    }
    Tree(kRoot + level, raw);
  }
  Commit(kCommit, kRoot + 12);
  EXPECT_TRUE(Finish().value().truncated);
}

TEST_F(HostileHistory, TooDeepToFollowIsSaid) {
  constexpr int kLevels = 100'000;
  Tree(kRoot, Entry("100644", "key", kBlob));
  for (int level = 1; level <= kLevels; ++level) {
    Tree(kRoot + level, Entry("40000", "d", kRoot + level - 1));
  }
  Commit(kCommit, kRoot + kLevels);
  const Attribution result = Finish().value();
  EXPECT_TRUE(result.truncated);
  EXPECT_THAT(result.sightings, IsEmpty());
  EXPECT_THAT(result.loose, IsEmpty());
  EXPECT_THAT(result.unlisted, ElementsAre(Id(kBlob)));
}

// Each version costs a few bytes where it is stored, but holds all: what is made of them is
// limited.
TEST_F(HostileHistory, ManyVersionsOfALargeFolderAreAnError) {
  constexpr int kFiles = 2000;
  constexpr int kVersions = 2000;
  options_.memory_bytes = std::size_t{32} << 20;  // a fourth of what all lists would take
  std::string raw;
  for (int n = 0; n < kFiles; ++n) raw += Entry("100644", fmt::format("key{:05}", n), kBlob);
  const std::size_t entry_bytes = raw.size() / kFiles;
  for (int version = 0; version < kVersions; ++version) {
    raw[static_cast<std::size_t>(version % kFiles) * entry_bytes + 5] ^=
        1;  // the mode's last digit
    Tree(kRoot + version, raw);
  }
  Commit(kCommit, kRoot);
  const Result<Attribution> result = Finish();
  ASSERT_FALSE(result.ok());
  EXPECT_THAT(result.error().message, HasSubstr("too many versions"));
}

// Nothing is found in them, so nothing need be said of them.
TEST_F(HostileHistory, TreesThatHoldThemselvesBesideTheHits) {
  Tree(kRoot, Entry("40000", "a", kRoot + 1) + Entry("100644", "key", kBlob));
  Tree(kRoot + 1, Entry("40000", "loop", kRoot + 1));
  Commit(kCommit, kRoot);
  const Attribution result = Finish().value();
  ASSERT_THAT(result.sightings, SizeIs(1));
  EXPECT_EQ(result.sightings[0].path, "key");
}

TEST_F(HostileHistory, DeepButNotTooDeep) {
  Tree(kRoot, Entry("100644", "key", kBlob));
  for (int level = 1; level <= 2000; ++level) {
    Tree(kRoot + level, Entry("40000", "d", kRoot + level - 1));
  }
  Commit(kCommit, kRoot + 2000);
  const Attribution result = Finish().value();
  ASSERT_THAT(result.sightings, SizeIs(1));
  EXPECT_THAT(result.sightings[0].path, SizeIs(4003));
  EXPECT_FALSE(result.truncated);
}

TEST_F(HostileHistory, EntriesThatComeTwiceCountOnce) {
  const std::string folder = Entry("40000", "d", kRoot + 1);
  Tree(kRoot, Entry("100755", "key", kBlob) + Entry("100644", "a", 2) + folder + folder +
                  Entry("100644", "key", kBlob) + Entry("40000", "d", kRoot + 2));
  Tree(kRoot + 1, Entry("100644", "x", kBlob));
  Tree(kRoot + 2, Entry("100644", "x", kBlob) + Entry("100644", "y", kBlob));
  Commit(kCommit, kRoot);
  const Attribution result = Finish().value();
  ASSERT_THAT(result.sightings, SizeIs(3));
  for (const Sighting& sighting : result.sightings) {
    EXPECT_EQ(sighting.introductions, 1U) << sighting.path;
    EXPECT_TRUE(sighting.in_head);
    EXPECT_EQ(sighting.ref_count, 1U);
    EXPECT_THAT(sighting.refs, ElementsAre("refs/heads/main"));
  }
}

TEST_F(HostileHistory, OddModesAreFiles) {
  Tree(kRoot, Entry("0", "a", kBlob) + Entry("100664", "b", kBlob) + Entry("160000", "c", kBlob) +
                  Entry("040000", "d", kRoot + 1));
  Tree(kRoot + 1, Entry("7777777", "e", kBlob));
  Commit(kCommit, kRoot);
  const Attribution result = Finish().value();
  ASSERT_THAT(result.sightings, SizeIs(3));
  EXPECT_EQ(result.sightings[0].path, "a");
  EXPECT_EQ(result.sightings[1].path, "b");
  EXPECT_EQ(result.sightings[1].mode, 0100664U);
  EXPECT_EQ(result.sightings[2].path, "d/e");
}

TEST_F(HostileHistory, DamagedTreesAreNamedAndReadAsFarAsTheyGo) {
  const std::string raw = Entry("100644", "key", kBlob) + Entry("100644", "other", 2);
  for (std::size_t size = 0; size <= raw.size(); ++size) {
    attributor_.reset();
    const std::string cut = raw.substr(0, size);  // its own memory, so that a look beyond shows
    Tree(kRoot, cut);
    Commit(kCommit, kRoot);
    const Attribution result = Finish().value();
    const std::size_t first = Entry("100644", "key", kBlob).size();
    EXPECT_EQ(result.sightings.size(), size >= first ? 1U : 0U) << size;
    const bool damaged = size != 0 && size != first && size != raw.size();
    EXPECT_EQ(result.damaged_trees.size(), damaged ? 1U : 0U) << size;
  }
}

TEST_F(HostileHistory, ACommitsTreeMayBeMissing) {
  Commit(kCommit, kRoot);
  const Attribution result = Finish().value();
  EXPECT_THAT(result.sightings, IsEmpty());
  EXPECT_THAT(result.loose, SizeIs(1));
}

}  // namespace
}  // namespace blotter
