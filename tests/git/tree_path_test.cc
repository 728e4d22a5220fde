#include "scanner/git/tree_path.h"

#include <filesystem>
#include <string>

#include <gtest/gtest.h>

#include "tests/git/random_repository.h"
#include "tests/support/repository_builder.h"
#include "tests/support/temp_folder.h"

namespace blotter {
namespace {

class TreePath : public ::testing::TestWithParam<std::string> {
 protected:
  ObjectId Id(const std::string& name) const {
    return ObjectId::FromHex(repository_.Git({"rev-parse", name}).substr(0, hex_digits_)).value();
  }
  // As "MODE ID"; "none".
  std::string At(std::string_view path) const {
    const Result<std::optional<TreeItem>> item = FindInTree(objects_, Id("HEAD^{tree}"), path);
    if (!item.ok()) return item.error().message;
    return !item->has_value() ? "none" : std::to_string((*item)->mode) + " " + (*item)->id.Hex();
  }

  const std::size_t hex_digits_ = GetParam() == "sha1" ? 40 : 64;
  const testing::TempFolder folder_;
  const testing::RepositoryBuilder repository_ =
      testing::MakeRepository(folder_.string(), GetParam());
  const ObjectReader objects_{{folder_.string() + "/.git/objects"}, hex_digits_ / 2};
};

TEST_P(TreePath, FindsFilesFoldersAndLinks) {
  repository_.Add("a/b/c.txt", "one");
  repository_.Add("a/b.txt", "two");
  repository_.Add("a.b/x", "three");
  std::filesystem::create_symlink("a", folder_.path() / "link");
  repository_.Git({"add", "link"});
  repository_.Commit("x");
  const auto file = [&](const std::string& path) {
    return std::to_string(0100644) + " " + Id("HEAD:" + path).Hex();
  };
  EXPECT_EQ(At("a/b/c.txt"), file("a/b/c.txt"));
  EXPECT_EQ(At("a/b.txt"), file("a/b.txt"));
  EXPECT_EQ(At("a.b/x"), file("a.b/x"));
  EXPECT_EQ(At("a/b"), std::to_string(040000) + " " + Id("HEAD:a/b").Hex());
  EXPECT_EQ(At("link"), std::to_string(0120000) + " " + Id("HEAD:link").Hex());
  for (const char* path : {"b", "a/c", "a/b/c.txt/d", "link/b", "a/", "/a", "a//b", "", "A/b",
                           "a/b/c.txt/", "a/./b"}) {
    EXPECT_EQ(At(path), "none") << path;
  }
}

TEST_P(TreePath, SaysWhatCannotBeRead) {
  repository_.Add("a/b/c.txt", "one");
  repository_.Commit("x");
  const std::string id = Id("HEAD:a/b").Hex();
  std::filesystem::remove(folder_.path() / ".git/objects" / id.substr(0, 2) / id.substr(2));
  EXPECT_NE(At("a/b/c.txt").find(id), std::string::npos);
  EXPECT_EQ(At("a/c"), "none");
}

TEST_P(TreePath, TheTreeOfACommit) {
  repository_.Add("a", "one");
  repository_.Commit("x");
  EXPECT_EQ(TreeOfCommit(objects_, Id("HEAD")).value(), Id("HEAD^{tree}"));
  EXPECT_FALSE(TreeOfCommit(objects_, Id("HEAD^{tree}")).ok());
  EXPECT_FALSE(TreeOfCommit(objects_, Id("HEAD:a")).ok());
}

INSTANTIATE_TEST_SUITE_P(Formats, TreePath, ::testing::Values("sha1", "sha256"));

}  // namespace
}  // namespace blotter
