#include "scanner/history/tree_recorder.h"

#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/history/made_tree.h"

namespace blotter {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::MadeEntry;
using testing::MadeId;
using ::testing::SizeIs;

constexpr int kBlob = 1;
constexpr int kTree = 1000;  // the first one's id
constexpr std::size_t kPlenty = std::size_t{64} << 20;

class TreeRecorderTest : public ::testing::Test {
 protected:
  void Add(const std::string& raw) { recorder_.Add(MadeId(next_tree_++), raw); }
  // "NAME FIRST-LAST" of each item, in their order.
  std::vector<std::string> Items() const {
    std::vector<std::string> items;
    for (std::uint32_t n = 0; n < recorder_.item_count(); ++n) {
      const TreeRecorder::Item item = recorder_.GetItem(n);
      items.push_back(fmt::format("{} {}-{}", recorder_.names().Text(item.name), item.first_tree,
                                  item.last_tree));
    }
    return items;
  }

  HitFilter filter_{{MadeId(kBlob)}, true, kSha1Bytes};
  TreeRecorder recorder_{&filter_, kSha1Bytes, kPlenty};
  int next_tree_ = kTree;
};

std::string Folder(std::string_view name, int id) { return MadeEntry("40000", name, id); }
std::string File(std::string_view name, int id) { return MadeEntry("100644", name, id); }

TEST_F(TreeRecorderTest, FoldersHitsAndEnvFilesAreKept) {
  Add(File(".env", 7) + File("key", kBlob) + File("other", 8) + Folder("src", 9) +
      MadeEntry("160000", "module", kBlob));
  EXPECT_THAT(Items(), ElementsAre(".env 0-0", "key 0-0", "src 0-0"));
  EXPECT_TRUE(recorder_.has_hits());
  EXPECT_EQ(recorder_.GetItem(0).mode, 0100644U);
  EXPECT_TRUE(recorder_.GetItem(2).is_folder());
  EXPECT_EQ(ObjectId(recorder_.ItemId(2), kSha1Bytes), MadeId(9));
}

TEST_F(TreeRecorderTest, FoldersAreNoHits) {
  Add(Folder("a", 7) + Folder(".env", kBlob));
  EXPECT_FALSE(recorder_.has_hits());
  EXPECT_THAT(Items(), SizeIs(2));
}

TEST_F(TreeRecorderTest, AnItemLastsAsLongAsTreesHoldIt) {
  Add(Folder("a", 10) + Folder("b", 20) + Folder("c", 30));
  Add(Folder("a", 10) + Folder("b", 21) + Folder("c", 30));
  Add(Folder("a", 10) + Folder("b", 21) + Folder("c", 30) + Folder("d", 40));
  Add(Folder("a", 11) + Folder("b", 21) + Folder("c", 31));
  EXPECT_THAT(Items(), ElementsAre("a 0-2", "b 0-0", "c 0-2", "b 1-3", "d 2-2", "a 3-3", "c 3-3"))
      << "b lies between two that changed, and is still the same";
}

TEST_F(TreeRecorderTest, AnItemThatComesBackIsAnother) {
  Add(File("key", kBlob));
  Add(File("key", kBlob) + File("x", 2));
  Add(File("x", 2));  // holds nothing
  Add(File("key", kBlob) + File("x", 2));
  EXPECT_THAT(Items(), ElementsAre("key 0-1", "key 2-2"));
  EXPECT_EQ(recorder_.tree_count(), 3U);
  EXPECT_EQ(ObjectId(recorder_.TreeId(2), kSha1Bytes), MadeId(kTree + 3));
}

TEST_F(TreeRecorderTest, TheModeIsPartOfIt) {
  Add(File("key", kBlob));
  Add(MadeEntry("100755", "key", kBlob));
  EXPECT_THAT(Items(), ElementsAre("key 0-0", "key 1-1"));
  EXPECT_EQ(recorder_.GetItem(1).mode, 0100755U);
}

TEST_F(TreeRecorderTest, TreesWithoutItemsAreNotKept) {
  Add("");
  Add(File("other", 2));
  EXPECT_EQ(recorder_.tree_count(), 0U);
  Add(Folder("a", 3));
  EXPECT_THAT(Items(), ElementsAre("a 0-0"));
}

TEST_F(TreeRecorderTest, NamesInAnyOrderAndTwice) {
  Add(Folder("b", 1) + Folder("a", 2) + Folder("b", 3) + Folder("b", 3));
  Add(Folder("a", 2) + Folder("b", 3) + Folder("b", 4) + Folder("b", 1));
  Add(Folder("b", 5));
  std::vector<int> held(3);
  for (std::uint32_t n = 0; n < recorder_.item_count(); ++n) {
    const TreeRecorder::Item item = recorder_.GetItem(n);
    ASSERT_LE(item.first_tree, item.last_tree);
    for (std::uint32_t tree = item.first_tree; tree <= item.last_tree; ++tree) ++held.at(tree);
  }
  EXPECT_THAT(held, ElementsAre(4, 4, 1));
  EXPECT_EQ(recorder_.names().size(), 2U);
}

// What stands behind the changes is not there for what stands before it.
TEST_F(TreeRecorderTest, TheSameEntryTwiceIsTwoItems) {
  Add(Folder("a", 10) + Folder("c", 30));
  Add(Folder("c", 30) + Folder("c", 30));
  Add(Folder("b", 20) + Folder("c", 30));
  EXPECT_THAT(Items(), ElementsAre("a 0-0", "c 0-2", "c 1-1", "b 2-2"));
}

TEST_F(TreeRecorderTest, OfADamagedTreeWhatCanBeRead) {
  const std::string whole = Folder("a", 10) + Folder("b", 20);
  Add(whole);
  Add(whole.substr(0, whole.size() - 1));
  Add(whole);
  EXPECT_THAT(Items(), ElementsAre("a 0-2", "b 0-0", "b 2-2"));
  EXPECT_THAT(recorder_.damaged(), ElementsAre(MadeId(kTree + 1)));
}

TEST_F(TreeRecorderTest, IdsOfAnotherSizeAreDamage) {
  recorder_.Add(ObjectId(MadeId(1).data(), kSha1Bytes - 1), Folder("a", 1));
  EXPECT_THAT(Items(), IsEmpty());
  EXPECT_THAT(recorder_.damaged(), SizeIs(1));
}

// What a tree costs is what is new in it.
TEST_F(TreeRecorderTest, AnUnchangedTreeCostsItsIdOnly) {
  std::string raw;
  for (int n = 0; n < 1000; ++n) raw += Folder(fmt::format("folder{:04}", n), n);
  Add(raw);
  const std::size_t left = recorder_.memory_left();
  for (int n = 0; n < 4000; ++n) Add(raw);
  EXPECT_EQ(recorder_.item_count(), 1000U);
  EXPECT_EQ(recorder_.tree_count(), 4001U);
  EXPECT_LE(left - recorder_.memory_left(), 4096 * kSha1Bytes);
}

TEST_F(TreeRecorderTest, OneTreeMayBeTooMuch) {
  TreeRecorder recorder(&filter_, kSha1Bytes, std::size_t{1} << 20);
  std::string raw;
  for (int n = 0; n < 100'000; ++n) raw += Folder(fmt::format("folder{:06}", n), n);
  recorder.Add(MadeId(kTree), raw);
  EXPECT_TRUE(recorder.out_of_memory());
  EXPECT_EQ(recorder.memory_left(), 0U);
  EXPECT_LT(recorder.item_count(), 20'000U) << "it went on long after it had too much";
}

}  // namespace
}  // namespace blotter
