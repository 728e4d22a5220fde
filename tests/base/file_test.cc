// Whole reads, and writes that are whole or not at all, with the faults injected.
#include "scanner/base/file.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/temp_folder.h"

namespace blotter {
namespace {

using ::testing::HasSubstr;
using testing::ReadText;
using testing::TempFolder;

// As a full disk: while it lives, no file of this process may grow beyond `bytes`.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(rlim_t bytes) : old_handler_(std::signal(SIGXFSZ, SIG_IGN)) {
    ::getrlimit(RLIMIT_FSIZE, &old_limit_);
    const rlimit limit = {bytes, old_limit_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FileSizeLimit() {
    ::setrlimit(RLIMIT_FSIZE, &old_limit_);
    std::signal(SIGXFSZ, old_handler_);
  }
  FileSizeLimit(const FileSizeLimit&) = delete;
  FileSizeLimit& operator=(const FileSizeLimit&) = delete;

 private:
  rlimit old_limit_{};
  void (*old_handler_)(int);
};

std::size_t FilesIn(const TempFolder& folder) {
  std::size_t count = 0;
  for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(folder.path())) {
    ++count;
  }
  return count;
}

TEST(File, ReadsWhatWasWritten) {
  const TempFolder folder;
  for (const std::size_t size : {0UL, 1UL, 65535UL, 65536UL, 65537UL, 1000000UL}) {
    const std::string content(size, 'x');
    const std::string path = folder.Write("file", content);
    const Result<std::string> read = ReadFile(path);
    ASSERT_TRUE(read.ok()) << read.error().message;
    EXPECT_EQ(read.value(), content);
  }
}

TEST(File, RefusesMoreThanItMayRead) {
  const TempFolder folder;
  const std::string path = folder.Write("file", std::string(100000, 'x'));
  EXPECT_TRUE(ReadFile(path, 100000).ok());
  const Result<std::string> read = ReadFile(path, 99999);
  ASSERT_FALSE(read.ok());
  EXPECT_THAT(read.error().message, HasSubstr(path));
}

TEST(File, ErrorsNameThePathAndTheReason) {
  const TempFolder folder;
  const std::string missing = folder.string() + "/missing";
  EXPECT_THAT(ReadFile(missing).error().message, HasSubstr(missing));
  EXPECT_THAT(ReadFile(missing).error().message, HasSubstr("No such file or directory"));
  EXPECT_THAT(ReadFile(folder.string()).error().message, HasSubstr("Is a directory"));
}

TEST(File, ReadFullGathersShortReads) {
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  const UniqueFd reader(ends[0]);
  UniqueFd writer(ends[1]);
  ASSERT_TRUE(WriteFull(writer.get(), "abc"));
  ASSERT_TRUE(WriteFull(writer.get(), "def"));
  writer.Reset();
  char buffer[16];
  EXPECT_EQ(ReadFull(reader.get(), buffer, 4), 4);
  EXPECT_EQ(ReadFull(reader.get(), buffer, sizeof buffer), 2);
  EXPECT_EQ(ReadFull(reader.get(), buffer, sizeof buffer), 0);
  EXPECT_EQ(ReadFull(-1, buffer, sizeof buffer), -1);
}

TEST(File, AtomicWriteReplacesTheWholeFile) {
  const TempFolder folder;
  const std::string path = folder.Write("report", "a long old report");
  ASSERT_TRUE(WriteFileAtomically(path, "new").ok());
  EXPECT_EQ(ReadText(path), "new");
  EXPECT_EQ(FilesIn(folder), 1U);
}

TEST(File, AtomicWriteGivesTheUsualPermissions) {
  const TempFolder folder;
  const std::string path = folder.string() + "/report";
  const mode_t old_mask = ::umask(027);
  const Status written = WriteFileAtomically(path, "new");
  ::umask(old_mask);
  ASSERT_TRUE(written.ok());
  struct stat status {};
  ASSERT_EQ(::stat(path.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0640U);
}

TEST(File, AFullDiskLeavesTheOldFileAndNothingElse) {
  const TempFolder folder;
  const std::string path = folder.Write("report", "old");
  Status written;
  {
    const FileSizeLimit limit(1000);
    written = WriteFileAtomically(path, std::string(5000, 'n'));
  }
  ASSERT_FALSE(written.ok());
  EXPECT_THAT(written.error().message, HasSubstr(path));
  EXPECT_THAT(written.error().message, HasSubstr("File too large"));
  EXPECT_EQ(ReadText(path), "old");
  EXPECT_EQ(FilesIn(folder), 1U);
}

TEST(File, AFullDeviceIsAnError) {
  const UniqueFd full(::open("/dev/full", O_WRONLY | O_CLOEXEC));
  if (!full.valid()) GTEST_SKIP() << "no /dev/full here";
  EXPECT_FALSE(WriteFull(full.get(), "x"));
}

TEST(File, AMissingFolderIsAnErrorThatNamesTheFile) {
  const TempFolder folder;
  const std::string path = folder.string() + "/missing/report";
  const Status written = WriteFileAtomically(path, "new");
  ASSERT_FALSE(written.ok());
  EXPECT_THAT(written.error().message, HasSubstr(path));
}

TEST(File, AFolderInTheWayIsAnErrorAndLeavesNothingBehind) {
  const TempFolder folder;
  const std::string path = folder.MakeFolder("report");
  EXPECT_FALSE(WriteFileAtomically(path, "new").ok());
  EXPECT_EQ(FilesIn(folder), 1U);
}

}  // namespace
}  // namespace blotter
