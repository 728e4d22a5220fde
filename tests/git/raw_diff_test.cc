// Listings as git prints them, and such as it never would.
#include "scanner/git/raw_diff.h"

#include <filesystem>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/support/repository_builder.h"
#include "tests/support/temp_folder.h"

namespace blotter {
namespace {

using namespace std::string_view_literals;  // NOLINT(google-build-using-namespace): sv

const std::string kOne(40, '1');
const std::string kZeros(40, '0');

std::string Entry(std::string_view status, std::string_view path,
                  std::string_view modes = "100644 100755") {
  return fmt::format(":{} {} {} {}\0{}\0"sv, modes, kOne, kZeros, status, path);
}

bool Refuses(std::string_view listing) { return !TakeRawChanges(&listing).ok(); }

TEST(RawDiff, TakesEverythingThatGitSays) {
  const std::string text = Entry("M", "a b\n\"c\xff") + Entry("D", "-x", "120000 000000");
  std::string_view listing = text;
  const std::vector<RawChange> changes = TakeRawChanges(&listing).value();
  ASSERT_EQ(changes.size(), 2U);
  EXPECT_EQ(listing, "");
  EXPECT_EQ(changes[0].path, "a b\n\"c\xff");
  EXPECT_EQ(changes[0].status, 'M');
  EXPECT_EQ(changes[0].old_mode, 0100644U);
  EXPECT_EQ(changes[0].new_mode, 0100755U);
  EXPECT_EQ(changes[0].old_id.Hex(), kOne);
  EXPECT_EQ(changes[0].new_id.Hex(), kZeros);
  EXPECT_FALSE(changes[0].is_deletion());
  EXPECT_TRUE(changes[1].is_deletion());
  EXPECT_TRUE(changes[1].was_blob());
}

TEST(RawDiff, StopsWhereSomethingElseBegins) {
  const std::string text = Entry("A", "a") + "1111 2222\n" + Entry("A", "b");
  std::string_view listing = text;
  EXPECT_EQ(TakeRawChanges(&listing).value().size(), 1U);
  EXPECT_TRUE(listing.starts_with("1111 2222\n:"));
  std::string_view empty;
  EXPECT_TRUE(TakeRawChanges(&empty).value().empty());
}

TEST(RawDiff, KindsOfChanges) {
  RawChange change;
  change.old_mode = 0160000;
  EXPECT_TRUE(change.is_deletion());
  EXPECT_FALSE(change.was_blob());
  change.new_mode = 0160000;
  EXPECT_TRUE(change.is_submodule());
  change.status = 'U';
  change.new_mode = 0;
  EXPECT_TRUE(change.is_unmerged());
  EXPECT_FALSE(change.is_deletion());
}

TEST(RawDiff, RefusesWhatIsNoListing) {
  EXPECT_TRUE(Refuses(":"));
  EXPECT_TRUE(Refuses(":100644"));
  EXPECT_TRUE(Refuses(":100644 100644 1 2 M\0a\0"sv));
  EXPECT_TRUE(Refuses(Entry("M", "")));                       // no path
  EXPECT_TRUE(Refuses(Entry("", "a")));                       // no status
  EXPECT_TRUE(Refuses(Entry("X", "a")));                      // git says: a bug
  EXPECT_TRUE(Refuses(Entry("R100", "a")));                   // would have two paths
  EXPECT_TRUE(Refuses(Entry("M", "a", "100648 100644")));     // not octal
  EXPECT_TRUE(Refuses(Entry("M", "a", "100644 ")));           // no mode
  EXPECT_TRUE(Refuses(Entry("M", "a", "99999999999999 1")));  // too large
  const std::string whole = Entry("M", "abc");
  for (std::size_t size = 1; size < whole.size(); ++size) {
    EXPECT_TRUE(Refuses(std::string_view(whole).substr(0, size))) << size;
  }
  std::string mixed = Entry("M", "a");
  mixed.replace(mixed.find(kZeros), 40, std::string(64, '0'));
  EXPECT_TRUE(Refuses(mixed));  // ids of two kinds
}

// Whatever the bytes: changes, or an Error; never more than there was.
TEST(RawDiff, SurvivesDamage) {
  std::mt19937_64 random(7);
  const std::string whole = Entry("M", "some/path") + Entry("A", "other") + Entry("D", "third");
  for (int round = 0; round < 20000; ++round) {
    std::string text = whole;
    for (int i = 0; i < 3; ++i) text[random() % text.size()] = static_cast<char>(random());
    std::string_view listing = text;
    const Result<std::vector<RawChange>> changes = TakeRawChanges(&listing);
    if (!changes.ok()) continue;
    for (const RawChange& change : *changes) {
      EXPECT_GE(change.path.data(), text.data());
      EXPECT_LE(change.path.data() + change.path.size(), text.data() + text.size());
      EXPECT_FALSE(change.path.empty());
    }
  }
}

TEST(RawDiff, ReadsWhatGitPrints) {
  const testing::TempFolder folder;
  const testing::RepositoryBuilder repository(folder.string());
  repository.Add("gone", "a");
  repository.Add("kind", "b");
  repository.Add("same", "c");
  repository.Commit("before");
  repository.Add("same", "d");
  repository.Add("new\nline", "e");
  repository.Git({"rm", "-q", "gone", "kind"});
  std::filesystem::create_symlink("x", folder.path() / "kind");
  repository.Git({"add", "kind"});
  const std::string text =
      repository.Git({"diff-index", "--cached", "--raw", "-z", "--no-abbrev", "HEAD"});
  std::string_view listing = text;
  std::string told;
  const std::vector<RawChange> changes = TakeRawChanges(&listing).value();
  for (const RawChange& change : changes) {
    told += fmt::format("{} {}\n", change.status, change.path);
  }
  EXPECT_EQ(told, "D gone\nT kind\nA new\nline\nM same\n");
}

}  // namespace
}  // namespace blotter
