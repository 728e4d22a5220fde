// The cache of compiled rules: what was kept is found again, and nothing that is damaged, foreign
// or another's is ever used.
#include "scanner/engine/rule_cache.h"

#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/engine/engine_fixture.h"
#include "tests/support/temp_folder.h"

namespace blotter {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::SizeIs;

RuleSet Rules(int number = 0) {
  return testing::RulesFrom(
      fmt::format("[[rules]]\nid = 'r'\nregex = 'tok{}_[a-z]{{8}}'\nkeywords = ['tok']\n", number));
}

class RuleCacheTest : public ::testing::Test {
 protected:
  void Keep(const RuleSet& rules) {
    const Status kept = cache_.Keep(*testing::Compiled(rules));
    ASSERT_TRUE(kept.ok()) << kept.error().message;
  }

  std::vector<fs::path> Entries() const {
    std::vector<fs::path> entries;
    if (!fs::exists(folder_)) return entries;
    for (const auto& entry : fs::directory_iterator(folder_)) entries.push_back(entry.path());
    return entries;
  }
  fs::path Entry() const { return folder_ / ("rules-" + RuleCache::Digest(Rules())); }

  static mode_t Mode(const fs::path& path) {
    struct stat status = {};
    EXPECT_EQ(::lstat(path.c_str(), &status), 0);
    return status.st_mode & 0777;
  }

  const testing::TempFolder temporary_;
  const fs::path folder_ = temporary_.path() / "cache" / "blotter";
  const RuleCache cache_{folder_.string()};
};

TEST_F(RuleCacheTest, WhatWasKeptIsFoundAgain) {
  EXPECT_EQ(cache_.Find(Rules()), nullptr);
  Keep(Rules());
  const std::unique_ptr<CompiledRules> found = cache_.Find(Rules());
  ASSERT_NE(found, nullptr);
  EXPECT_THAT(testing::RulesAndSecrets(testing::Scan(*found, "a.txt", "tok0_abcdefgh")),
              ElementsAre("r tok0_abcdefgh"));
  EXPECT_EQ(found->Serialize().value(), testing::Compiled(Rules())->Serialize().value());
  EXPECT_EQ(cache_.Find(Rules(1)), nullptr);
}

TEST_F(RuleCacheTest, IsPrivate) {
  const mode_t mask = ::umask(0);
  Keep(Rules());
  ::umask(mask);
  EXPECT_EQ(Mode(folder_), 0700U);
  EXPECT_EQ(Mode(folder_.parent_path()), 0700U);
  EXPECT_EQ(Mode(Entry()), 0600U);
}

TEST_F(RuleCacheTest, WhatOthersMayWriteIsNotUsed) {
  Keep(Rules());
  ::chmod(Entry().c_str(), 0620);
  EXPECT_EQ(cache_.Find(Rules()), nullptr);
  ::chmod(Entry().c_str(), 0600);
  EXPECT_NE(cache_.Find(Rules()), nullptr);
  ::chmod(folder_.c_str(), 0777);
  EXPECT_EQ(cache_.Find(Rules()), nullptr);
  EXPECT_FALSE(cache_.Keep(*testing::Compiled(Rules(1))).ok());
  EXPECT_THAT(Entries(), SizeIs(1));
}

TEST_F(RuleCacheTest, WhatIsSomebodyElsesIsNotUsed) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root can give a file away";
  Keep(Rules());
  ASSERT_EQ(::chown(Entry().c_str(), 12345, static_cast<gid_t>(-1)), 0);
  EXPECT_EQ(cache_.Find(Rules()), nullptr);
}

TEST_F(RuleCacheTest, LinksAreNotFollowed) {
  Keep(Rules());
  fs::rename(Entry(), temporary_.path() / "elsewhere");
  fs::create_symlink(temporary_.path() / "elsewhere", Entry());
  EXPECT_EQ(cache_.Find(Rules()), nullptr);
  fs::remove(Entry());
  fs::rename(temporary_.path() / "elsewhere", Entry());
  fs::rename(folder_, temporary_.path() / "real");
  fs::create_directory_symlink(temporary_.path() / "real", folder_);
  EXPECT_EQ(cache_.Find(Rules()), nullptr);
}

TEST_F(RuleCacheTest, ADamagedEntryIsNoticedAndReplaced) {
  Keep(Rules());
  const std::string whole = testing::ReadText(Entry());
  const auto write = [&](const std::string& content) {
    std::ofstream(Entry(), std::ios::binary | std::ios::trunc) << content;
  };
  for (const std::size_t size :
       {std::size_t{0}, std::size_t{10}, std::size_t{150}, whole.size() / 2, whole.size() - 1}) {
    write(whole.substr(0, size));
    EXPECT_EQ(cache_.Find(Rules()), nullptr) << size;
  }
  for (std::size_t at = 0; at < whole.size(); at += 97) {
    std::string damaged = whole;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x10);
    write(damaged);
    EXPECT_EQ(cache_.Find(Rules()), nullptr) << at;
  }
  write(whole + "x");
  EXPECT_EQ(cache_.Find(Rules()), nullptr);
  Keep(Rules());
  EXPECT_NE(cache_.Find(Rules()), nullptr);
}

TEST_F(RuleCacheTest, AnEntryOfOtherRulesIsNotUsed) {
  Keep(Rules(1));
  fs::rename(Entries().at(0), Entry());
  EXPECT_EQ(cache_.Find(Rules()), nullptr);
}

TEST_F(RuleCacheTest, OldEntriesGo) {
  for (int i = 0; i < static_cast<int>(RuleCache::kMostEntries) + 3; ++i) {
    Keep(Rules(i));
    // Times have to differ.
    const fs::path kept = folder_ / ("rules-" + RuleCache::Digest(Rules(i)));
    fs::last_write_time(kept, fs::file_time_type::clock::now() - std::chrono::hours(100 - i));
  }
  EXPECT_THAT(Entries(), SizeIs(RuleCache::kMostEntries));
  EXPECT_EQ(cache_.Find(Rules(0)), nullptr);
  EXPECT_NE(cache_.Find(Rules(18)), nullptr);
}

TEST_F(RuleCacheTest, WithoutAFolderNothingIsKept) {
  const RuleCache none("");
  EXPECT_TRUE(none.Keep(*testing::Compiled(Rules())).ok());
  EXPECT_EQ(none.Find(Rules()), nullptr);
  const RuleCache impossible("/dev/null/cache/blotter");
  EXPECT_FALSE(impossible.Keep(*testing::Compiled(Rules())).ok());
  EXPECT_EQ(impossible.Find(Rules()), nullptr);
}

TEST(RuleCacheDigest, IsOfAllThatIsCompiled) {
  const std::string digest = RuleCache::Digest(Rules());
  const auto changed = [&](auto change) {
    RuleSet rules = Rules();
    change(&rules);
    return RuleCache::Digest(rules) != digest;
  };
  EXPECT_TRUE(changed([](RuleSet* set) { set->rules[0].keywords[0] = "to"; }));
  EXPECT_TRUE(changed([](RuleSet* set) { set->rules[0].forms[0].anchor = "x"; }));
  EXPECT_TRUE(changed([](RuleSet* set) { set->rules[0].judge = Judge::kBearer; }));
  EXPECT_TRUE(changed([](RuleSet* set) { set->evidence.emplace_back(); }));
  EXPECT_FALSE(changed([](RuleSet* set) { set->rules[0].level = Level::kNote; }));
}

}  // namespace
}  // namespace blotter
