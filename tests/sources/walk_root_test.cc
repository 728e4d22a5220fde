#include "scanner/sources/walk_root.h"

#include <gtest/gtest.h>

namespace blotter {
namespace {

TEST(WalkRoot, NormalizesPathsAsTyped) {
  EXPECT_EQ(NormalizePath("."), "");
  EXPECT_EQ(NormalizePath("./"), "");
  EXPECT_EQ(NormalizePath("./a//b/./c/"), "a/b/c");
  EXPECT_EQ(NormalizePath("../a/.."), "../a/..");
  EXPECT_EQ(NormalizePath("/"), "/");
  EXPECT_EQ(NormalizePath("//x/./y/"), "/x/y");
  EXPECT_EQ(NormalizePath(".env"), ".env");
}

// Paths are put together from the chain of folders, up to a root or a repository's top.
TEST(WalkRoot, DisplaysPathsBelowTheRoot) {
  FolderDescriptors descriptors(8);
  WalkRoot root;
  root.typed = "x";
  root.display_prefix = "x/";
  FolderRef top(new Folder(&descriptors, FolderRef(), "/somewhere/x"));
  top->root = &root;
  top->is_root = true;
  const FolderRef a(new Folder(&descriptors, top, "a"));
  const FolderRef b(new Folder(&descriptors, a, "b"));
  EXPECT_EQ(DisplayPath(*b, "f"), "x/a/b/f");
  EXPECT_EQ(DisplayPath(*top, "f"), "x/f");
  EXPECT_EQ(DisplayFolder(*b), "x/a/b");
  EXPECT_EQ(DisplayFolder(*top), "x");
  EXPECT_EQ(top->last_name(), "x");
  a->is_repository_top = true;
  std::string path = "before:";
  b->AppendPathInRepository(&path);
  EXPECT_EQ(path, "before:b/");
}

}  // namespace
}  // namespace blotter
