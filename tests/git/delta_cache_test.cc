#include "scanner/git/delta_cache.h"

#include <algorithm>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "scanner/git/object_reader.h"
#include "tests/git/object_collector.h"
#include "tests/git/random_repository.h"
#include "tests/support/temp_folder.h"

namespace blotter {
namespace {

// An empty pack: the cache only wants to know which one it is.
PackFile SomePack() {
  static const std::string bytes = std::string("PACK\0\0\0\2\0\0\0\0", 12) + std::string(20, 'x');
  return PackFile::Parse(bytes, kSha1Bytes, "some.pack").value();
}

DeltaCache::Object ObjectOf(std::string_view text) {
  DeltaCache::Object object;
  object.content = {std::make_unique<char[]>(text.size()), text.size(), text.size()};
  text.copy(object.content.data.get(), text.size());
  return object;
}

class DeltaCacheTest : public ::testing::Test {
 protected:
  void Add(std::uint64_t offset, std::string_view text) {
    cache_.Add(pack_, offset, ObjectOf(text));
  }
  std::string Find(std::uint64_t offset) { return Find(pack_, offset); }
  std::string Find(const PackFile& pack, std::uint64_t offset) {
    const DeltaCache::Object* const object = cache_.Find(pack, offset);
    return object == nullptr ? "none" : std::string(object->content.view());
  }

  const PackFile pack_ = SomePack();
  DeltaCache cache_{100};
};

TEST_F(DeltaCacheTest, FindsWhatWasAdded) {
  EXPECT_EQ(Find(7), "none");
  Add(7, "seven");
  Add(8, "");
  EXPECT_EQ(Find(7), "seven");
  EXPECT_EQ(Find(8), "");
  EXPECT_EQ(Find(9), "none");
  const PackFile other = SomePack();
  EXPECT_EQ(Find(other, 7), "none");
}

TEST_F(DeltaCacheTest, TheFirstOfOnePlaceStays) {
  Add(7, "seven");
  Add(7, "other");
  EXPECT_EQ(Find(7), "seven");
}

TEST_F(DeltaCacheTest, DropsWhatWasNotUsedForLongest) {
  for (std::uint64_t offset = 1; offset <= 4; ++offset) Add(offset, std::string(25, 'x'));
  EXPECT_NE(Find(1), "none");  // used: 2 is the next to go
  Add(5, std::string(20, 'y'));
  EXPECT_NE(Find(1), "none");
  EXPECT_EQ(Find(2), "none");
  EXPECT_NE(Find(3), "none");
  Add(6, std::string(25, 'z'));  // 4 is the oldest now
  EXPECT_EQ(Find(4), "none");
  EXPECT_NE(Find(5), "none");
  Add(4, "back");
  EXPECT_EQ(Find(4), "back");
}

TEST_F(DeltaCacheTest, ALargeOneDrivesOutNothing) {
  Add(1, std::string(25, 'x'));
  Add(2, std::string(26, 'y'));
  EXPECT_NE(Find(1), "none");
  EXPECT_EQ(Find(2), "none");
}

TEST_F(DeltaCacheTest, KeepsToItsBudget) {
  std::mt19937_64 random(3);
  for (std::uint64_t i = 0; i < 2000; ++i) {
    Add(i, std::string(random() % 30, static_cast<char>('a' + i % 26)));
    std::size_t bytes = 0;
    for (std::uint64_t offset = i < 120 ? 0 : i - 120; offset <= i; ++offset) {
      const DeltaCache::Object* const object = cache_.Find(pack_, offset);
      if (object == nullptr) continue;
      bytes += object->content.capacity;
      EXPECT_EQ(object->content.view(),
                std::string(object->content.size, static_cast<char>('a' + offset % 26)));
    }
    ASSERT_LE(bytes, 100U);
  }
}

// Through caches of any size, in any order: what is read is what is there.
TEST(DeltaCachePropertyTest, ReadingIsTheSameThroughAnyCache) {
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    SCOPED_TRACE(fmt::format("seed {}", seed));
    const testing::TempFolder folder;
    const testing::RepositoryBuilder repository = testing::MakeRepository(folder.string());
    AddRandomCommits(repository, {.seed = seed, .commits = 60, .files = 3, .lines = 30});
    repository.Git({"repack", "-q", "-a", "-d", "-f", "--depth=50", "--window=20"});
    const auto objects = testing::ObjectsByGit(repository);
    std::vector<std::pair<std::string, testing::CollectedObject>> all(objects.begin(),
                                                                      objects.end());
    std::mt19937_64 random(seed);
    const ObjectReader reader({folder.string() + "/.git/objects"}, kSha1Bytes);
    for (const std::size_t budget : {0U, 1000U, 20000U, 1U << 20U}) {
      DeltaCache cache(budget);
      std::shuffle(all.begin(), all.end(), random);
      for (const auto& [id, object] : all) {
        const Result<std::string> text = reader.Read(ObjectId::FromHex(id).value(),
                                                     ParseObjectType(object.type).value(), &cache);
        ASSERT_TRUE(text.ok()) << text.error().message;
        ASSERT_EQ(*text, object.content) << id;
      }
    }
  }
}

}  // namespace
}  // namespace blotter
