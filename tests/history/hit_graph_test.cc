// What a tree leads to, by the graph and by looking: all paths from each tree to a hit.
#include "scanner/history/hit_graph.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/history/made_tree.h"

namespace blotter {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::MadeEntry;
using testing::MadeId;

constexpr int kBlob = 1;
constexpr int kTree = 1000;
constexpr std::size_t kPlenty = std::size_t{64} << 20;

using Paths = std::set<std::string>;

class HitGraphTest : public ::testing::Test {
 protected:
  void Add(std::size_t worker, int id, const std::string& raw) {
    while (recorders_.size() <= worker) recorders_.emplace_back(&filter_, kSha1Bytes, kPlenty);
    recorders_[worker].Add(MadeId(id), raw);
  }
  Result<HitGraph> Make() { return HitGraph::Make(std::move(recorders_), filter_, kSha1Bytes); }

  HitFilter filter_{{MadeId(kBlob)}, true, kSha1Bytes};
  std::vector<TreeRecorder> recorders_;
};

std::string Folder(std::string_view name, int id) { return MadeEntry("40000", name, id); }
std::string File(std::string_view name, int id) { return MadeEntry("100644", name, id); }

// "PATH MODE BLOB" of every hit below a node.
Paths PathsOf(const HitGraph& graph, std::uint32_t node) {
  Paths paths;
  for (const HitGraph::Entry& entry : graph.Entries(node)) {
    const std::string& name = graph.Name(entry.name);
    if (!entry.is_folder()) {
      paths.insert(fmt::format("{} {:o} {}", name, entry.mode, graph.Blob(entry.child).Hex()));
      continue;
    }
    for (const std::string& path : PathsOf(graph, entry.child)) paths.insert(name + "/" + path);
  }
  return paths;
}

TEST_F(HitGraphTest, WithoutHitsThereIsNothing) {
  Add(0, kTree, Folder("a", kTree + 1));
  Add(0, kTree + 1, Folder("b", kTree + 2));
  const HitGraph graph = Make().value();
  EXPECT_EQ(graph.NodeOf(MadeId(kTree)), HitGraph::kNoHits);
  EXPECT_THAT(graph.tops(), IsEmpty());
}

TEST_F(HitGraphTest, OnlyWhatLeadsToHitsIsKept) {
  Add(0, kTree, Folder("a", kTree + 1) + Folder("b", kTree + 2) + Folder("lost", kTree + 9));
  Add(0, kTree + 1, File("key", kBlob));
  Add(0, kTree + 2, Folder("deeper", kTree + 3));
  const HitGraph graph = Make().value();
  const std::uint32_t top = graph.NodeOf(MadeId(kTree));
  EXPECT_THAT(PathsOf(graph, top), ElementsAre("a/key 100644 " + MadeId(kBlob).Hex()));
  EXPECT_EQ(graph.NodeOf(MadeId(kTree + 2)), HitGraph::kNoHits);
  EXPECT_THAT(graph.tops(), ElementsAre(MadeId(kTree)));
}

TEST_F(HitGraphTest, TreesThatLeadToTheSameAreOneNode) {
  Add(0, kTree, File("key", kBlob) + File("x", 2));
  Add(0, kTree + 1, Folder("d", kTree + 9) + File("key", kBlob) + File("x", 3));
  Add(0, kTree + 2, File("x", 3));
  Add(0, kTree + 3, File("key", kBlob));
  Add(1, kTree + 4, Folder("d", kTree + 8) + File("key", kBlob));
  const HitGraph graph = Make().value();
  EXPECT_EQ(graph.node_count(), 2U) << "the empty one, and theirs";
  const std::uint32_t node = graph.NodeOf(MadeId(kTree));
  EXPECT_NE(node, HitGraph::kNoHits);
  for (const int id : {1, 3, 4}) EXPECT_EQ(graph.NodeOf(MadeId(kTree + id)), node) << id;
  EXPECT_EQ(graph.NodeOf(MadeId(kTree + 2)), HitGraph::kNoHits);
}

TEST_F(HitGraphTest, AHitThatGoesAndComesBack) {
  const std::string with = Folder("d", kTree + 1);
  const std::string without = Folder("d", kTree + 2);
  for (int n = 0; n < 6; ++n) Add(0, kTree + 10 + n, n % 2 == 0 ? with : without);
  Add(0, kTree + 1, File("key", kBlob));
  Add(0, kTree + 2, File("key", 2));
  const HitGraph graph = Make().value();
  for (int n = 0; n < 6; ++n) {
    EXPECT_EQ(graph.NodeOf(MadeId(kTree + 10 + n)) == HitGraph::kNoHits, n % 2 != 0) << n;
  }
  EXPECT_EQ(graph.node_count(), 3U);
  EXPECT_THAT(graph.tops(),
              ElementsAre(MadeId(kTree + 10), MadeId(kTree + 12), MadeId(kTree + 14)));
}

TEST_F(HitGraphTest, TreesThatComeTwiceCountOnce) {
  for (const std::size_t worker : {0U, 1U, 1U}) {
    Add(worker, kTree, Folder("a", kTree + 1) + File("key", kBlob));
    Add(worker, kTree + 1, File("key", kBlob));
  }
  const HitGraph graph = Make().value();
  EXPECT_EQ(graph.node_count(), 3U);
  EXPECT_EQ(PathsOf(graph, graph.NodeOf(MadeId(kTree))).size(), 2U);
  EXPECT_THAT(graph.tops(), ElementsAre(MadeId(kTree)));
}

// Two that claim the same id: one of them holds a hit, and the other must not hide it.
TEST_F(HitGraphTest, OfTreesThatLieAboutTheirIdTheOneWithHits) {
  Add(0, kTree, Folder("a", kTree + 1));
  Add(1, kTree, File("key", kBlob));
  EXPECT_NE(Make().value().NodeOf(MadeId(kTree)), HitGraph::kNoHits);
}

TEST_F(HitGraphTest, EnvFilesAreNumberedBehindTargets) {
  Add(0, kTree, File(".env", 5) + File("copy", 5) + File("key", kBlob));
  const HitGraph graph = Make().value();
  EXPECT_EQ(graph.target_count(), 1U);
  EXPECT_EQ(graph.blob_count(), 2U);
  EXPECT_EQ(graph.Blob(1), MadeId(5));
  EXPECT_EQ(graph.Entries(graph.NodeOf(MadeId(kTree))).size(), 2U);
}

TEST_F(HitGraphTest, TreesThatHoldThemselvesAreAnError) {
  Add(0, kTree, Folder("a", kTree + 1) + File("x", 2));
  Add(1, kTree + 1, Folder("b", kTree + 2));
  Add(0, kTree + 2, Folder("c", kTree + 1) + File("key", kBlob));
  Result<HitGraph> graph = Make();
  ASSERT_FALSE(graph.ok());
  EXPECT_THAT(graph.error().message, HasSubstr("contains itself"));

  recorders_.clear();
  Add(0, kTree, Folder("self", kTree) + File("key", kBlob));
  graph = Make();
  ASSERT_FALSE(graph.ok());
  EXPECT_THAT(graph.error().message, HasSubstr(MadeId(kTree).Hex()));
}

// Both ways: what is named may come before or behind what names it.
TEST_F(HitGraphTest, NestedDeeperThanAStackIs) {
  constexpr int kLevels = 200'000;
  for (const bool top_first : {false, true}) {
    recorders_.clear();
    for (int n = 0; n < kLevels; ++n) {
      const int level = top_first ? kLevels - 1 - n : n;
      Add(0, kTree + level,
          level == 0 ? File("key", kBlob) : Folder("d", kTree + level - 1) + File("x", level));
    }
    const HitGraph graph = Make().value();
    EXPECT_EQ(graph.node_count(), kLevels + 1U);
    EXPECT_THAT(graph.tops(), ElementsAre(MadeId(kTree + kLevels - 1)));
  }
}

// Trees by number, their entries by name: a mode, and the number of a tree or blob.
struct MadeTreeEntry {
  std::string_view mode;
  int id;
};
using MadeTree = std::map<std::string, MadeTreeEntry>;

// Versions of a few folders, each a few changes away from the one before. A folder names trees of
// folders below it, which have lower numbers.
class RandomTrees {
 public:
  explicit RandomTrees(unsigned seed) : random_(seed) {}

  int Below(std::size_t limit) {
    return static_cast<int>(std::uniform_int_distribution<std::size_t>(0, limit - 1)(random_));
  }
  std::map<int, MadeTree> Make() {
    std::map<int, MadeTree> trees;
    const int folders = 1 + Below(4);
    for (int folder = 0; folder < folders; ++folder) {
      const std::size_t below = trees.size();
      MadeTree tree;
      for (int version = Below(30); version >= 0; --version) {
        for (int change = Below(3); change >= 0; --change) Change(&tree, below);
        trees[kTree + static_cast<int>(trees.size())] = tree;
      }
    }
    return trees;
  }
  // As they stand in the tree, in its order or in any.
  std::string Raw(const MadeTree& tree) {
    std::vector<std::string> entries;
    for (const auto& [name, entry] : tree) entries.push_back(MadeEntry(entry.mode, name, entry.id));
    if (Below(10) == 0) std::shuffle(entries.begin(), entries.end(), random_);
    std::string raw;
    for (const std::string& entry : entries) raw += entry;
    return raw;
  }
  std::mt19937& random() { return random_; }

 private:
  void Change(MadeTree* tree, std::size_t below) {
    static constexpr std::string_view kNames[] = {"a", "a.b", "b", "c", ".env", ".env.local"};
    const std::string name(kNames[Below(std::size(kNames))]);
    const int kind = Below(5);
    if (kind == 0) {
      tree->erase(name);
    } else if (kind <= 2) {
      (*tree)[name] = {"100644", kBlob + Below(4)};
    } else if (kind <= 4) {
      const int id = Below(below + 1);
      const bool is_there = static_cast<std::size_t>(id) < below;
      (*tree)[name] = {"40000", is_there ? kTree + id : kLost};
    }
  }

  static constexpr int kLost = kTree - 1;

  std::mt19937 random_;
};

TEST_F(HitGraphTest, EqualsLookingAtAllTrees) {
  for (unsigned seed = 0; seed < 400; ++seed) {
    RandomTrees random(seed);
    const std::map<int, MadeTree> trees = random.Make();
    std::map<int, Paths> expected;
    std::set<int> held;
    std::vector<std::pair<int, std::string>> pushed;
    for (const auto& [id, tree] : trees) {
      for (const auto& [name, entry] : tree) {
        if (entry.mode == "40000") {
          held.insert(entry.id);
          for (const std::string& path : expected[entry.id]) expected[id].insert(name + "/" + path);
        } else if (entry.id == kBlob || HitFilter::IsEnvFile(name, "")) {
          expected[id].insert(fmt::format("{} 100644 {}", name, MadeId(entry.id).Hex()));
        }
      }
      pushed.emplace_back(id, random.Raw(tree));
      if (random.Below(20) == 0) {
        pushed.push_back(pushed[static_cast<std::size_t>(random.Below(pushed.size()))]);
      }
    }
    const int order = random.Below(3);
    if (order == 1) std::reverse(pushed.begin(), pushed.end());
    if (order == 2) std::shuffle(pushed.begin(), pushed.end(), random.random());
    recorders_.clear();
    const auto workers = static_cast<std::size_t>(1 + random.Below(3));
    for (const auto& [id, raw] : pushed) {
      Add(static_cast<std::size_t>(random.Below(workers)), id, raw);
    }
    const HitGraph graph = Make().value();
    std::vector<ObjectId> tops;
    std::map<Paths, std::uint32_t> nodes;
    for (const auto& [id, tree] : trees) {
      const std::uint32_t node = graph.NodeOf(MadeId(id));
      ASSERT_EQ(PathsOf(graph, node), expected[id]) << seed << ": " << id;
      ASSERT_EQ(nodes.emplace(expected[id], node).first->second, node) << seed << ": " << id;
      if (!expected[id].empty() && !held.contains(id)) tops.push_back(MadeId(id));
    }
    std::sort(tops.begin(), tops.end());
    ASSERT_EQ(graph.tops(), tops) << seed;
  }
}

}  // namespace
}  // namespace blotter
