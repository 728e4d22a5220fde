#include "scanner/sources/folder.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "tests/support/temp_folder.h"

namespace blotter {
namespace {

namespace fs = std::filesystem;
using testing::TempFolder;

std::size_t OpenDescriptors() {
  std::size_t count = 0;
  for ([[maybe_unused]] const auto& entry : fs::directory_iterator("/proc/self/fd")) ++count;
  return count;
}

// A chain of folders, made on disk too; the last one is handed out.
FolderRef MakeChain(FolderDescriptors* descriptors, const std::string& top, int depth) {
  FolderRef folder(new Folder(descriptors, FolderRef(), top));
  for (int i = 0; i < depth; ++i) folder = FolderRef(new Folder(descriptors, folder, "d"));
  return folder;
}

TEST(Folder, ALongChainIsReleasedWithoutRecursion) {
  FolderDescriptors descriptors(8);
  const FolderRef folder = MakeChain(&descriptors, "/", 3'000'000);
  EXPECT_EQ(folder->name(), "d");
}

TEST(FolderDescriptors, ReopensWhatItClosedAndStaysWithinItsBudget) {
  const TempFolder disk;
  constexpr int kDepth = 40;
  std::string path = disk.string();
  for (int i = 0; i < kDepth; ++i) fs::create_directory(path += "/d");
  const std::size_t before = OpenDescriptors();
  FolderDescriptors descriptors(5);
  const FolderRef folder = MakeChain(&descriptors, disk.string(), kDepth);
  for (Folder* f = folder.get(); f != nullptr; f = f->parent()) {
    const PinnedFolder pinned(&descriptors, *f);
    ASSERT_TRUE(pinned.ok());
    EXPECT_LE(OpenDescriptors(), before + 6);
  }
  struct stat by_path = {};
  struct stat by_fd = {};
  const PinnedFolder pinned(&descriptors, *folder);
  ASSERT_EQ(::stat(path.c_str(), &by_path), 0);
  ASSERT_EQ(::fstat(pinned.fd(), &by_fd), 0);
  EXPECT_EQ(by_path.st_ino, by_fd.st_ino);
}

TEST(FolderDescriptors, DoesNotGoThroughALinkThatTookAFoldersPlace) {
  const TempFolder disk;
  disk.Write("a/b/f", "");
  disk.Write("elsewhere/b/f", "");
  FolderDescriptors descriptors(8);
  const FolderRef top(new Folder(&descriptors, FolderRef(), disk.string()));
  const FolderRef a(new Folder(&descriptors, top, "a"));
  const FolderRef b(new Folder(&descriptors, a, "b"));
  fs::rename(disk.path() / "a", disk.path() / "moved");
  fs::create_directory_symlink("elsewhere", disk.path() / "a");
  const PinnedFolder pinned(&descriptors, *b);
  EXPECT_FALSE(pinned.ok());
  EXPECT_EQ(pinned.error_number(), ENOTDIR);
}

TEST(FolderDescriptors, EverythingIsClosedInTheEnd) {
  const std::size_t before = OpenDescriptors();
  const TempFolder disk;
  disk.MakeFolder("d/d");
  {
    FolderDescriptors descriptors(8);
    const FolderRef folder = MakeChain(&descriptors, disk.string(), 2);
    const PinnedFolder pinned(&descriptors, *folder);
    EXPECT_EQ(OpenDescriptors(), before + 3);
  }
  EXPECT_EQ(OpenDescriptors(), before);
}

}  // namespace
}  // namespace blotter
