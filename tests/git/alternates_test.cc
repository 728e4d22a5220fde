// Alternates against what git itself finds over them.
#include "scanner/git/alternates.h"

#include <filesystem>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/git/object_collector.h"
#include "tests/git/random_repository.h"
#include "tests/support/temp_folder.h"

namespace blotter {
namespace {

namespace fs = std::filesystem;
using testing::RepositoryBuilder;

class AlternatesTest : public ::testing::Test {
 protected:
  RepositoryBuilder Make(const std::string& name) const {
    RepositoryBuilder repository = testing::MakeRepository(Folder(name));
    AddRandomCommits(repository, {.seed = std::hash<std::string>()(name),
                                  .commits = 2,
                                  .files = 2,
                                  .loose = name.size() % 2 == 0});
    return repository;
  }
  std::string Folder(const std::string& name) const { return folder_.string() + "/" + name; }
  std::string Objects(const std::string& name) const { return Folder(name) + "/.git/objects"; }
  void Borrow(const std::string& name, const std::string& lines) const {
    folder_.Write(name + "/.git/objects/info/alternates", lines);
  }

  std::vector<std::string> FoldersOf(const std::string& name) {
    failures_.clear();
    return ObjectFolders({Objects(name)}, &failures_);
  }

  testing::TempFolder folder_;
  std::vector<ObjectFailure> failures_;
};

TEST_F(AlternatesTest, NoneAtAll) {
  Make("a");
  EXPECT_EQ(FoldersOf("a"), std::vector<std::string>{fs::canonical(Objects("a")).string()});
  EXPECT_TRUE(failures_.empty());
}

TEST_F(AlternatesTest, AbsoluteRelativeNestedQuotedWithComments) {
  const RepositoryBuilder a = Make("a");
  Make("bb");
  Make("c");
  Make("odd \"name\"\twith # and \xC3\xA4");
  Borrow("a", fmt::format("# a comment\n\n{}\n../../../c/.git/objects", Objects("bb")));
  Borrow("bb", "\"../../../odd \\\"name\\\"\\twith # and \\303\\244/.git/objects\"\n");
  EXPECT_EQ(FoldersOf("a").size(), 4U);
  EXPECT_TRUE(failures_.empty());
  testing::ExpectStoreIsAsGit(Objects("a"), a);
}

TEST_F(AlternatesTest, LoopsAndDoublesAreFollowedOnce) {
  const RepositoryBuilder a = Make("a");
  Make("bb");
  fs::create_symlink(Folder("bb"), Folder("link"));
  Borrow("a", Objects("bb") + "\n" + Objects("bb") + "/\n" + Objects("link") + "\n");
  Borrow("bb", Objects("a") + "\n" + Objects("bb") + "\n");
  EXPECT_EQ(FoldersOf("a").size(), 2U);
  EXPECT_TRUE(failures_.empty());
  testing::ExpectStoreIsAsGit(Objects("a"), a);
}

TEST_F(AlternatesTest, MissingOnesAreFailures) {
  Make("a");
  Make("bb");
  const std::string file = folder_.Write("file", "");
  Borrow("a", Folder("gone") + "\n" + Objects("bb") + "\n" + file + "\nrelative/gone\n\"\n");
  EXPECT_EQ(FoldersOf("a").size(), 2U);
  ASSERT_EQ(failures_.size(), 4U);
  EXPECT_EQ(failures_[0].kind, ObjectFailure::Kind::kAlternate);
  EXPECT_EQ(failures_[0].where, Folder("gone"));
  EXPECT_NE(failures_[0].what.find("info/alternates file says that objects are"),
            std::string::npos);
}

// git follows so many steps and no more; what it does not read is named.
TEST_F(AlternatesTest, AsDeepAsGit) {
  Make("r0");
  for (int i = 1; i <= 9; ++i) {
    const RepositoryBuilder repository = testing::MakeRepository(Folder(fmt::format("r{}", i)));
    Borrow(fmt::format("r{}", i), Objects(fmt::format("r{}", i - 1)) + "\n");
    const std::size_t by_git = testing::ObjectsByGit(repository).size();
    std::vector<ObjectFailure> failures;
    const ObjectStore store(Objects(fmt::format("r{}", i)), kSha1Bytes, &failures);
    testing::ObjectCollector collector;
    store.Walk(1, &collector);
    EXPECT_EQ(collector.objects.size(), by_git) << i;
    EXPECT_EQ(failures.empty(), by_git > 0) << i;
  }
}

}  // namespace
}  // namespace blotter
