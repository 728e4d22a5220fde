// Of each tree exactly the entries that the one before does not have must come up: at least those,
// since one that is passed over is never looked at.
#include "scanner/git/tree_changes.h"

#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace blotter {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

using Tree = std::map<std::string, std::string>;  // name -> id

std::string Id(int number) {
  std::string id(kSha1Bytes, '\0');
  id[0] = static_cast<char>(number);
  id[7] = static_cast<char>(number * 7);
  return id;
}

std::string Content(const Tree& tree) {
  std::string content;
  for (const auto& [name, id] : tree) content += "100644 " + name + '\0' + id;
  return content;
}

std::vector<std::string> NewNames(TreeChanges* changes, const std::string& content) {
  std::vector<std::string> names;
  const char* const problem =
      changes->ForEachNew(content, [&](const TreeEntry& entry) { names.emplace_back(entry.name); });
  if (problem != nullptr) names.emplace_back(problem);
  return names;
}

TEST(TreeChanges, TheFirstTreeIsNewAndTheSameAgainHoldsNothingNew) {
  TreeChanges changes(kSha1Bytes);
  const std::string tree = Content({{"a", Id(1)}, {"b", Id(2)}, {"c", Id(3)}});
  EXPECT_THAT(NewNames(&changes, tree), ElementsAre("a", "b", "c"));
  EXPECT_THAT(NewNames(&changes, Content({{"a", Id(1)}, {"b", Id(9)}, {"c", Id(3)}})),
              ElementsAre("b"));
  EXPECT_THAT(NewNames(&changes, ""), IsEmpty());
  EXPECT_THAT(NewNames(&changes, tree), ElementsAre("a", "b", "c"));
}

TEST(TreeChanges, AMalformedTreeIsToldAndForgotten) {
  TreeChanges changes(kSha1Bytes);
  const std::string tree = Content({{"a", Id(1)}, {"b", Id(2)}});
  EXPECT_THAT(NewNames(&changes, tree), ElementsAre("a", "b"));
  EXPECT_EQ(NewNames(&changes, tree.substr(0, tree.size() - 1)).size(), 1U) << "what is wrong";
  EXPECT_THAT(NewNames(&changes, tree), ElementsAre("a", "b"));
}

// Few names and ids, ids that look like entries, so that what is equal by chance comes up.
TEST(TreeChanges, PassesOverNothingThatIsNew) {
  std::mt19937 random(20261123);
  const auto below = [&](std::size_t n) { return std::size_t{random()} % n; };
  const std::vector<std::string> ids = {Id(1), Id(2),
                                        std::string("100644 a\0"
                                                    "100644 b\0"
                                                    "12",
                                                    20),
                                        std::string("aaaaaaaaaaa100644 b\0", 20)};
  for (int round = 0; round < 300; ++round) {
    TreeChanges changes(kSha1Bytes);
    std::set<std::pair<std::string, std::string>> before;
    Tree tree;
    std::size_t seen = 0;
    std::size_t all = 0;
    for (int version = 0; version < 30; ++version) {
      for (std::size_t change = below(3); change > 0; --change) {
        const std::string name(1 + below(3), static_cast<char>('a' + below(6)));
        if (below(3) == 0) {
          tree.erase(name);
        } else {
          tree[name] = ids[below(ids.size())];
        }
      }
      std::set<std::pair<std::string, std::string>> told;
      const char* const problem = changes.ForEachNew(Content(tree), [&](const TreeEntry& entry) {
        told.emplace(entry.name, std::string(reinterpret_cast<const char*>(entry.id), kSha1Bytes));
      });
      ASSERT_EQ(problem, nullptr);
      seen += told.size();
      all += tree.size();
      for (const auto& entry : tree) {
        ASSERT_TRUE(told.contains(entry) || before.contains(entry)) << entry.first;
      }
      for (const auto& [name, id] : told) ASSERT_EQ(tree.at(name), id);
      before = {tree.begin(), tree.end()};
    }
    ASSERT_LE(seen, all);
  }
}

}  // namespace
}  // namespace blotter
