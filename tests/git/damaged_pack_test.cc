// Packs that git would never write: every lie must end in a failure that counts what is lost, or in
// the right answer, and all other objects must be visited.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "scanner/git/delta_cache.h"
#include "scanner/git/object_store.h"
#include "tests/git/object_collector.h"
#include "tests/git/pack_builder.h"
#include "tests/git/random_repository.h"
#include "tests/support/temp_folder.h"

namespace blotter {
namespace {

namespace fs = std::filesystem;
using testing::AppendingDelta;
using testing::DeltaCopy;
using testing::DeltaHeader;
using testing::DeltaLiteral;
using testing::ObjectCollector;
using testing::PackBuilder;

class DamagedPackTest : public ::testing::Test {
 protected:
  DamagedPackTest() { fs::create_directories(objects_); }

  // Walks what lies in objects_ with one worker and with four, which must see the same, and reads
  // each object by its id.
  void Walk() {
    ObjectCollector collectors[2];
    opening_failures_.clear();
    const ObjectStore store(objects_, kSha1Bytes, &opening_failures_);
    store.Walk(1, &collectors[0]);
    store.Walk(4, &collectors[1]);
    EXPECT_TRUE(collectors[0].objects == collectors[1].objects);
    EXPECT_EQ(collectors[0].lost(), collectors[1].lost());
    contents_.clear();
    for (const auto& [hex, object] : collectors[0].objects) {
      contents_.push_back(object.content);
      const Result<StoredObject> read = store.Read(ObjectId::FromHex(hex).value());
      EXPECT_TRUE(read.ok() && read->content == object.content) << hex;
    }
    std::sort(contents_.begin(), contents_.end());
    failures_ = collectors[0].failures;
    lost_ = collectors[0].lost();
  }

  std::string ReadError(const ObjectId& id) const {
    std::vector<ObjectFailure> ignored;
    const ObjectStore store(objects_, kSha1Bytes, &ignored);
    const Result<StoredObject> read = store.Read(id);
    return read.ok() ? "" : read.error().message;
  }

  using Contents = std::vector<std::string>;

  testing::TempFolder folder_;
  const std::string objects_ = folder_.string() + "/objects";
  PackBuilder builder_;
  std::vector<ObjectFailure> opening_failures_;
  std::vector<ObjectFailure> failures_;
  Contents contents_;
  std::uint64_t lost_ = 0;
};

TEST_F(DamagedPackTest, WhatTheBuilderMakesIsAPackToGit) {
  const std::size_t base = builder_.Whole(ObjectType::kBlob, "base\n");
  builder_.OffsetDelta(base, AppendingDelta("base\n", "one"), "base\none");
  builder_.IdDelta(builder_.Id("base\n"), AppendingDelta("base\n", "two"), "base\ntwo");
  builder_.Whole(ObjectType::kBlob, std::string(3000, 'x'));
  const testing::RepositoryBuilder repository(folder_.string() + "/repository");
  const std::string pack = builder_.Write(repository.folder() + "/.git/objects");
  repository.Git({"verify-pack", "-v", pack});
  testing::ExpectStoreIsAsGit(repository.folder() + "/.git/objects", repository);
}

TEST_F(DamagedPackTest, LoopsOfDeltasAreCounted) {
  const std::string header = DeltaHeader(1, 1) + DeltaCopy(0, 1);
  builder_.Whole(ObjectType::kBlob, "good");
  builder_.IdDelta(builder_.Id("b"), header, "a");
  const std::size_t b = builder_.IdDelta(builder_.Id("a"), header, "b");
  builder_.IdDelta(builder_.Id("self"), header, "self");
  builder_.OffsetDelta(b, header, "on the loop");
  builder_.Write(objects_);
  Walk();
  EXPECT_EQ(contents_, Contents{"good"});
  EXPECT_EQ(lost_, 4U);
  ASSERT_EQ(failures_.size(), 1U);
  EXPECT_NE(failures_[0].what.find("built on each other"), std::string::npos);
  for (const char* blob : {"a", "b", "self", "on the loop"}) {
    EXPECT_NE(ReadError(builder_.Id(blob)).find("no end"), std::string::npos) << blob;
  }
}

TEST_F(DamagedPackTest, LoopsFromPackToPackAreCounted) {
  const std::string header = DeltaHeader(1, 1) + DeltaCopy(0, 1);
  builder_.Whole(ObjectType::kBlob, "good");
  builder_.IdDelta(builder_.Id("b"), header, "a");
  builder_.Write(objects_, "1");
  PackBuilder other;
  other.IdDelta(other.Id("a"), header, "b");
  other.Write(objects_, "2");
  Walk();
  EXPECT_EQ(contents_, Contents{"good"});
  EXPECT_EQ(lost_, 2U);
  EXPECT_NE(ReadError(other.Id("b")).find("too many packs"), std::string::npos);
}

// A loop is no loop where a copy of one of its members lies elsewhere.
TEST_F(DamagedPackTest, CopiesElsewhereOpenLoops) {
  const std::string header = DeltaHeader(1, 1) + DeltaCopy(0, 1);
  for (const char* filler : {"1", "2", "3"}) builder_.Whole(ObjectType::kBlob, filler);
  builder_.IdDelta(builder_.Id("b"), header, "a");
  builder_.IdDelta(builder_.Id("a"), header, "b");
  builder_.Write(objects_, "1");
  PackBuilder other;
  other.Whole(ObjectType::kBlob, "a");
  other.Write(objects_, "2");
  Walk();
  EXPECT_EQ(contents_, (Contents{"1", "2", "3", "a"}));
  EXPECT_EQ(lost_, 1U);
}

TEST_F(DamagedPackTest, ADamagedBaseLosesAllThatIsBuiltOnIt) {
  builder_.Whole(ObjectType::kBlob, "good");
  const std::size_t base = builder_.Whole(ObjectType::kBlob, "base");
  const std::size_t one = builder_.OffsetDelta(base, AppendingDelta("base", "1"), "base1");
  builder_.OffsetDelta(one, AppendingDelta("base1", "2"), "base12");
  builder_.IdDelta(builder_.Id("base12"), AppendingDelta("base12", "3"), "base123");
  std::string damaged = testing::Deflated("base");
  damaged.back() = static_cast<char>(damaged.back() ^ 1);
  builder_.entry(base).compressed = damaged;
  builder_.Write(objects_);
  Walk();
  EXPECT_EQ(contents_, Contents{"good"});
  ASSERT_EQ(failures_.size(), 1U);
  EXPECT_EQ(lost_, 4U);
  EXPECT_NE(failures_[0].what.find(builder_.Id("base").Hex()), std::string::npos);
  EXPECT_NE(ReadError(builder_.Id("base123")).find("compressed bytes are damaged"),
            std::string::npos);
  // As git does, one goes on from copies that are there: of the base, or of what is built on it.
  PackBuilder other;
  other.Whole(ObjectType::kBlob, "base12");
  other.Write(objects_, "2");
  Walk();
  EXPECT_EQ(contents_, (Contents{"base12", "base123", "good"}));
  EXPECT_EQ(lost_, 2U);
  other.Whole(ObjectType::kBlob, "base");
  other.Write(objects_, "2");
  Walk();
  EXPECT_EQ(contents_, (Contents{"base", "base1", "base12", "base123", "good"}));
  EXPECT_TRUE(failures_.empty());
}

// What a delta made before it failed is no object: not for those that are built on it, however
// often they are asked for.
TEST_F(DamagedPackTest, ADeltaThatFailsHalfWayIsNotKept) {
  const std::size_t base = builder_.Whole(ObjectType::kBlob, "base");
  const std::size_t bad = builder_.OffsetDelta(
      base, DeltaHeader(4, 8) + DeltaCopy(0, 4) + DeltaLiteral("x"), "baseabcd");
  builder_.OffsetDelta(bad, AppendingDelta("baseabcd", "!"), "baseabcd!");
  builder_.Write(objects_);
  std::vector<ObjectFailure> failures;
  const ObjectStore store(objects_, kSha1Bytes, &failures);
  DeltaCache cache(std::size_t{1} << 20U);
  for (int time = 0; time < 3; ++time) {
    EXPECT_FALSE(store.Read(builder_.Id("baseabcd!"), &cache).ok()) << time;
  }
  EXPECT_EQ(store.Read(builder_.Id("base"), &cache)->content, "base");
}

// A delta that is damaged, between siblings and with children that have children.
TEST_F(DamagedPackTest, ADamagedDeltaLosesItsOwn) {
  const std::size_t base = builder_.Whole(ObjectType::kBlob, "base");
  builder_.OffsetDelta(base, AppendingDelta("base", "a"), "basea");
  const std::size_t bad = builder_.OffsetDelta(base, AppendingDelta("base!", "b"), "baseb");
  builder_.OffsetDelta(bad, AppendingDelta("baseb", "c"), "basebc");
  builder_.OffsetDelta(base, AppendingDelta("base", "d"), "based");
  builder_.Write(objects_);
  Walk();
  EXPECT_EQ(contents_, (Contents{"base", "basea", "based"}));
  EXPECT_EQ(lost_, 2U);
  EXPECT_NE(failures_.at(0).what.find("does not fit its base"), std::string::npos);
}

// What was visited in one pack is not lost with its copy in another.
TEST_F(DamagedPackTest, ADamagedCopyLosesNothing) {
  for (const char* content : {"1", "2", "3", "base"}) {
    builder_.Whole(ObjectType::kBlob, content);
  }
  builder_.Write(objects_, "1");
  PackBuilder other;
  const std::size_t base = other.Whole(ObjectType::kBlob, "base");
  other.entry(base).compressed = "garbage";
  other.OffsetDelta(base, AppendingDelta("base", "!"), "base!");
  other.Write(objects_, "2");
  Walk();
  EXPECT_EQ(contents_, (Contents{"1", "2", "3", "base", "base!"}));
  EXPECT_TRUE(failures_.empty());
  fs::remove(objects_ + "/pack/pack-1.pack");
  fs::remove(objects_ + "/pack/pack-1.idx");
  Walk();
  EXPECT_EQ(lost_, 2U);
  // The copy that is damaged may be lost twice, and counts once.
  builder_.entry(3).compressed = "garbage";
  builder_.Write(objects_, "1");
  Walk();
  EXPECT_EQ(contents_, (Contents{"1", "2", "3"}));
  EXPECT_EQ(lost_, 2U);
}

TEST_F(DamagedPackTest, LooseCopiesServeToo) {
  const testing::RepositoryBuilder repository(folder_.string() + "/repository");
  repository.Add("f", "loose");
  const std::string objects = repository.folder() + "/.git/objects";
  builder_.Whole(ObjectType::kBlob, "loose");
  builder_.entry(0).compressed = "garbage";
  builder_.OffsetDelta(0, AppendingDelta("loose", "r"), "looser");
  builder_.Write(objects);
  std::vector<ObjectFailure> failures;
  const ObjectStore store(objects, kSha1Bytes, &failures);
  ObjectCollector collector;
  store.Walk(2, &collector);
  EXPECT_TRUE(collector.failures.empty());
  EXPECT_EQ(collector.objects.size(), 2U);
  EXPECT_EQ(store.Read(builder_.Id("looser"))->content, "looser");
}

TEST_F(DamagedPackTest, OffsetsOfBasesThatLie) {
  builder_.Whole(ObjectType::kBlob, "good");
  int number = 0;
  for (const std::uint64_t distance :
       {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{2}, std::uint64_t{13},
        std::uint64_t{1000}, std::uint64_t{1} << 40U, (std::uint64_t{1} << 62U)}) {
    builder_.Add({.kind = 6,
                  .id = builder_.Id(fmt::format("bad {}", number++)),
                  .content = AppendingDelta("good", "x"),
                  .distance = distance});
  }
  builder_.Write(objects_);
  Walk();
  EXPECT_EQ(contents_, Contents{"good"});
  EXPECT_EQ(lost_, 7U);
  for (int i = 0; i < number; ++i) {
    EXPECT_NE(ReadError(builder_.Id(fmt::format("bad {}", i))), "") << i;
  }
}

TEST_F(DamagedPackTest, SizesThatLie) {
  builder_.Whole(ObjectType::kBlob, "good");
  const std::size_t base = builder_.Whole(ObjectType::kBlob, "base");
  std::uint64_t lies = 0;
  for (const std::uint64_t size : {0UL, 3UL, 5UL, 1000UL, 1UL << 30U, 1UL << 35U, ~0UL}) {
    builder_.Add({.kind = 3,
                  .id = builder_.Id(fmt::format("whole {}", size)),
                  .content = "four",
                  .claimed_size = size});
    builder_.Add({.kind = 6,
                  .id = builder_.Id(fmt::format("delta {}", size)),
                  .content = DeltaHeader(4, 1) + DeltaLiteral("x"),
                  .base = base,
                  .claimed_size = size == 4 ? 100 : size});
    // The delta's own header, for its base and for its result.
    for (const std::string& header : {DeltaHeader(size, 4), DeltaHeader(4, size)}) {
      builder_.OffsetDelta(base, header + DeltaLiteral("four"),
                           fmt::format("header {} {}", size, ++lies));
    }
    lies += 2;
  }
  builder_.Write(objects_);
  Walk();
  EXPECT_EQ(contents_, (Contents{"base", "good"}));
  EXPECT_EQ(lost_, lies);
}

TEST_F(DamagedPackTest, UnknownKindsAndEndlessHeaders) {
  builder_.Whole(ObjectType::kBlob, "good");
  builder_.Add({.kind = 0, .id = builder_.Id("0"), .content = "x"});
  builder_.Add({.kind = 5, .id = builder_.Id("5"), .content = "x"});
  builder_.Add({.kind = 3, .id = builder_.Id("e"), .compressed = ""});
  builder_.Add({.kind = 6, .id = builder_.Id("f"), .distance = ~0UL >> 1U, .compressed = ""});
  builder_.Write(objects_);
  Walk();
  EXPECT_EQ(contents_, Contents{"good"});
  EXPECT_EQ(lost_, 4U);
}

TEST_F(DamagedPackTest, AnIndexThatLiesLosesItsLiesOnly) {
  const std::size_t base = builder_.Whole(ObjectType::kBlob, std::string(500, 'b') + "base");
  const std::string content = std::string(500, 'b') + "base";
  builder_.OffsetDelta(base, AppendingDelta(content, "1"), content + "1");
  builder_.Whole(ObjectType::kBlob, "good");
  const Contents all = {content, content + "1", "good"};
  int number = 0;
  // In the middle of the first entry, in the pack's header, in its trailer, behind it, far away.
  const std::uint64_t end = builder_.Pack().size();
  for (const std::uint64_t offset :
       {14UL, 13UL, 0UL, end - 3, end, end + 9, 1UL << 40U, 1UL << 62U}) {
    PackBuilder lying = builder_;
    lying.Add({.id = lying.Id(fmt::format("lie {}", number)),
               .content = "lie",
               .claimed_offset = offset});
    lying.Write(objects_);
    Walk();
    EXPECT_EQ(contents_, all) << offset;
    EXPECT_EQ(lost_, 1U) << offset;
  }
}

// Which of two ids at one place is right, only their hashes say; both are read there.
TEST_F(DamagedPackTest, TwoIdsAtOnePlace) {
  const std::size_t base = builder_.Whole(ObjectType::kBlob, "base");
  builder_.OffsetDelta(base, AppendingDelta("base", "1"), "base1");
  builder_.Add({.id = builder_.Id("another"), .content = "unlisted", .claimed_offset = 12});
  builder_.Write(objects_);
  Walk();
  EXPECT_EQ(contents_, (Contents{"base", "base", "base1"}));
  EXPECT_EQ(lost_, 0U);
}

TEST_F(DamagedPackTest, AnObjectTwiceInOnePackIsVisitedOnce) {
  for (int i = 0; i < 3; ++i) builder_.Whole(ObjectType::kBlob, "twice");
  builder_.OffsetDelta(2, AppendingDelta("twice", "!"), "twice!");
  builder_.Write(objects_);
  Walk();
  EXPECT_EQ(contents_, (Contents{"twice", "twice!"}));
  EXPECT_TRUE(failures_.empty());
}

TEST_F(DamagedPackTest, PacksThatAreNotTheirIndexes) {
  builder_.Whole(ObjectType::kBlob, "one");
  builder_.Whole(ObjectType::kBlob, "two");
  const std::string path = builder_.Write(objects_);
  const std::string pack = builder_.Pack();
  const auto expect_lost = [&](const std::string& bytes, const char* what) {
    std::ofstream(path, std::ios::binary) << bytes;
    Walk();
    EXPECT_TRUE(contents_.empty());
    ASSERT_EQ(opening_failures_.size(), 1U) << what;
    EXPECT_EQ(opening_failures_[0].objects, 2U);
    EXPECT_EQ(opening_failures_[0].where, path);
    EXPECT_NE(opening_failures_[0].what.find(what), std::string::npos) << opening_failures_[0].what;
  };
  for (std::size_t length = 0; length < pack.size(); ++length) {
    expect_lost(pack.substr(0, length), length < 32 ? "" : "not the pack that its index is about");
  }
  expect_lost(pack.substr(0, pack.size() - 1) + '\x7F', "not the pack that its index");
  expect_lost("KCAP" + pack.substr(4), "is no pack");
  expect_lost(std::string(pack).replace(7, 1, "\x04"), "version 4");
  expect_lost(std::string(pack).replace(11, 1, "\x03"), "not the pack that its index");
}

TEST_F(DamagedPackTest, EveryFlippedBitIsCountedOrHarmless) {
  const std::size_t base = builder_.Whole(ObjectType::kBlob, "base of words and words");
  builder_.OffsetDelta(base, AppendingDelta("base of words and words", "1"), "delta");
  builder_.IdDelta(builder_.Id("delta"), AppendingDelta("base of words and words1", "2"), "two");
  const std::string path = builder_.Write(objects_);
  const std::string pack = builder_.Pack();
  for (std::size_t bit = std::size_t{12} * 8; bit < (pack.size() - 20) * 8; ++bit) {
    std::string damaged = pack;
    damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ (1 << (bit % 8)));
    std::ofstream(path, std::ios::binary) << damaged;
    std::vector<ObjectFailure> failures;
    const ObjectStore store(objects_, kSha1Bytes, &failures);
    ObjectCollector collector;
    store.Walk(1, &collector);
    EXPECT_EQ(collector.objects.size() + collector.lost(), 3U) << bit;
  }
}

}  // namespace
}  // namespace blotter
