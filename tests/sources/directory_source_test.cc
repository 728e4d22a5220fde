// Plain folders: what is offered, under which path, and what is counted instead.
#include "scanner/sources/directory_source.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <filesystem>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/sources/recording_sink.h"
#include "tests/support/temp_folder.h"

namespace blotter {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::OptionsFor;
using testing::RecordingSink;
using ::testing::SizeIs;
using testing::Skipped;
using testing::TempFolder;

// Runs in a folder, and goes back afterwards.
class InFolder {
 public:
  explicit InFolder(const fs::path& folder) : before_(fs::current_path()) {
    fs::current_path(folder);
  }
  ~InFolder() { fs::current_path(before_); }

 private:
  const fs::path before_;
};

TEST(DirectorySource, OffersEveryFileOnce) {
  const TempFolder folder;
  folder.Write("a.txt", "A");
  folder.Write("sub/b.txt", "B");
  folder.Write("sub/deep/er/c", "C");
  folder.Write("empty", "");
  folder.MakeFolder("no files");
  for (const std::size_t workers : {1, 2, 8}) {
    RecordingSink sink;
    const Ledger ledger = DirectorySource(OptionsFor({folder.string()}, workers)).Run(sink);
    EXPECT_THAT(sink.Paths(), ElementsAre("a.txt", "empty", "sub/b.txt", "sub/deep/er/c"));
    EXPECT_EQ(sink.At("sub/deep/er/c").content, "C");
    EXPECT_EQ(sink.At("sub/deep/er/c").name, "c");
    EXPECT_EQ(sink.At("sub/deep/er/c").folder_name, "er");
    EXPECT_EQ(ledger.folders, 5U);
    EXPECT_EQ(ledger.repositories, 0U);
    EXPECT_TRUE(ledger.complete());
    EXPECT_THAT(ledger.remarks, ElementsAre(HasSubstr("env-file rules do not apply")));
  }
}

TEST(DirectorySource, LeavesTheTimeOfTheLastUseOfAFileAlone) {
  const TempFolder folder;
  folder.Write("file", "content");
  // Older than the file's own time: an ordinary read would set it anew.
  const std::array<timespec, 2> times = {timespec{1'000'000'000, 0}, timespec{1'600'000'000, 0}};
  const std::string path = (folder.path() / "file").string();
  ASSERT_EQ(::utimensat(AT_FDCWD, path.c_str(), times.data(), 0), 0);
  RecordingSink sink;
  DirectorySource(OptionsFor({folder.string()}, 1)).Run(sink);
  EXPECT_EQ(sink.At("file").content, "content");
  struct stat status = {};
  ASSERT_EQ(::stat(path.c_str(), &status), 0);
  EXPECT_EQ(status.st_atim.tv_sec, 1'000'000'000);
}

TEST(DirectorySource, CountsWhatIsNoFileAndDoesNotFollowLinks) {
  const TempFolder folder;
  folder.Write("real", "x");
  fs::create_symlink("real", folder.path() / "link");
  fs::create_directory_symlink(".", folder.path() / "loop");
  fs::create_symlink("nowhere", folder.path() / "dangling");
  ASSERT_EQ(::mkfifo((folder.path() / "pipe").c_str(), 0600), 0);
  sockaddr_un address = {};
  address.sun_family = AF_UNIX;
  const InFolder here(folder.path());
  std::copy_n("socket", 7, address.sun_path);
  const int socket_fd = ::socket(AF_UNIX, SOCK_STREAM, 0);
  ASSERT_EQ(::bind(socket_fd, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
  folder.Write(".git/HEAD", "not a repository");

  RecordingSink sink;
  const Ledger ledger = DirectorySource(OptionsFor({"."})).Run(sink);
  ::close(socket_fd);
  EXPECT_THAT(sink.Paths(), ElementsAre("real"));
  EXPECT_EQ(Skipped(ledger, SkipReason::kSymlink), 3U);
  EXPECT_EQ(Skipped(ledger, SkipReason::kFifo), 1U);
  EXPECT_EQ(Skipped(ledger, SkipReason::kSocket), 1U);
  EXPECT_EQ(Skipped(ledger, SkipReason::kGitFolder), 1U);
  EXPECT_THAT(ledger.failures, IsEmpty());
}

TEST(DirectorySource, CountsDevices) {
  if (::access("/dev/null", F_OK) != 0) GTEST_SKIP() << "no /dev";
  RecordingSink sink;
  sink.keeps_content = false;
  const Ledger ledger = DirectorySource(OptionsFor({"/dev"})).Run(sink);
  EXPECT_GT(Skipped(ledger, SkipReason::kDevice), 0U);
}

TEST(DirectorySource, SeveralRootsPrefixTheirPathsAsTyped) {
  const TempFolder folder;
  folder.Write("one/a", "");
  folder.Write("two/b", "");
  folder.Write("three.txt", "");
  folder.MakeFolder("here");
  const InFolder here(folder.path() / "here");
  RecordingSink sink;
  DirectorySource(OptionsFor({"..//one/", "./../two", "../three.txt"})).Run(sink);
  EXPECT_THAT(sink.Paths(), ElementsAre("../one/a", "../three.txt", "../two/b"));
}

TEST(DirectorySource, OneFileKeepsItsPath) {
  const TempFolder folder;
  folder.Write("sub/a.txt", "A");
  folder.Write("sub/other", "");
  const InFolder here(folder.path());
  RecordingSink sink;
  const Ledger ledger = DirectorySource(OptionsFor({"./sub//a.txt"})).Run(sink);
  EXPECT_THAT(sink.Paths(), ElementsAre("sub/a.txt"));
  EXPECT_EQ(sink.At("sub/a.txt").content, "A");
  EXPECT_EQ(ledger.folders, 0U);
}

TEST(DirectorySource, OverlappingRootsOfferNothingTwice) {
  const TempFolder folder;
  folder.Write("a", "");
  folder.Write("sub/b", "");
  folder.Write("sub/deep/c", "");
  folder.Write("other/d", "");
  const InFolder here(folder.path());
  RecordingSink sink;
  const Ledger ledger =
      DirectorySource(OptionsFor({".", "sub/deep", "a", "./sub/deep", "sub/b", "."})).Run(sink);
  EXPECT_THAT(sink.Paths(), ElementsAre("a", "other/d", "sub/b", "sub/deep/c"));
  EXPECT_THAT(ledger.failures, IsEmpty());
}

TEST(DirectorySource, FollowsARootThatIsALink) {
  const TempFolder folder;
  folder.Write("real/a", "A");
  fs::create_directory_symlink("real", folder.path() / "link");
  fs::create_symlink("real/a", folder.path() / "file-link");
  RecordingSink sink;
  DirectorySource(OptionsFor({(folder.path() / "link").string()})).Run(sink);
  EXPECT_THAT(sink.Paths(), ElementsAre("a"));
  RecordingSink file_sink;
  const std::string link = (folder.path() / "file-link").string();
  DirectorySource(OptionsFor({link})).Run(file_sink);
  EXPECT_EQ(file_sink.At(link).content, "A");
}

TEST(DirectorySource, PathRulesDropFilesUnread) {
  const TempFolder folder;
  folder.Write("keep.txt", "");
  folder.Write("vendor/lib.js", "");
  folder.Write("sub/x.min.js", "");
  for (const char* pattern : {R"(^vendor/|\.min\.js$)"}) {
    DirectoryOptions options = OptionsFor({folder.string()});
    options.passed_over_paths.push_back(Regex::Compile(pattern).value());
    RecordingSink sink;
    const Ledger ledger = DirectorySource(std::move(options)).Run(sink);
    EXPECT_THAT(sink.Paths(), ElementsAre("keep.txt"));
    EXPECT_EQ(Skipped(ledger, SkipReason::kPathAllowlist), 2U);
  }
}

TEST(DirectorySource, PassesOverLargeFiles) {
  const TempFolder folder;
  folder.Write("small", std::string(10, 'x'));
  folder.Write("large", std::string(11, 'x'));
  DirectoryOptions options = OptionsFor({folder.string()});
  options.max_file_size_bytes = 10;
  RecordingSink sink;
  const Ledger ledger = DirectorySource(std::move(options)).Run(sink);
  EXPECT_THAT(sink.Paths(), ElementsAre("small"));
  EXPECT_EQ(Skipped(ledger, SkipReason::kTooLarge), 1U);
}

// Lets the first file wait until another worker reads one, which it can only do from the same
// folder.
class UntilASecondWorker {
 public:
  explicit UntilASecondWorker(bool there_is_one) : wanted_(there_is_one) {}
  void operator()() {
    MutexLock lock(mutex_);
    threads_.insert(std::this_thread::get_id());
    if (threads_.size() > 1) changed_.SignalAll();
    while (wanted_ && threads_.size() < 2) {
      wanted_ = changed_.WaitFor(mutex_, std::chrono::milliseconds(20000));
    }
  }

 private:
  Mutex mutex_;
  CondVar changed_;
  bool wanted_ GUARDED_BY(mutex_);
  std::set<std::thread::id> threads_ GUARDED_BY(mutex_);
};

TEST(DirectorySource, AFolderOfManyEntriesIsSharedBetweenWorkers) {
  const TempFolder folder;
  constexpr std::size_t kFiles = 10000;
  for (std::size_t i = 0; i < kFiles; ++i) {
    std::string name = "some-file-" + std::to_string(i);
    const int fd = ::open((folder.path() / name).c_str(), O_CREAT | O_WRONLY, 0600);
    ASSERT_GE(fd, 0);
    ::close(fd);
  }
  for (const std::size_t workers : {1, 2, 8}) {
    RecordingSink sink;
    sink.buffer_bytes = 16;
    UntilASecondWorker wait(workers > 1);
    sink.before_read = [&](const BlobRef&) { wait(); };
    const Ledger ledger = DirectorySource(OptionsFor({folder.string()}, workers)).Run(sink);
    std::vector<std::string> paths = sink.Paths();
    EXPECT_THAT(paths, SizeIs(kFiles));
    EXPECT_EQ(std::unique(paths.begin(), paths.end()), paths.end());
    EXPECT_EQ(ledger.folders, 1U);
    EXPECT_EQ(sink.workers_seen() > 1, workers > 1);
  }
}

TEST(DirectorySource, AFolderOfManyFolders) {
  const TempFolder folder;
  for (int i = 0; i < 2000; ++i) folder.Write("folder-" + std::to_string(i) + "/f", "");
  for (const std::size_t workers : {1, 4}) {
    DirectoryOptions options = OptionsFor({folder.string()}, workers);
    options.descriptor_budget = 8;
    RecordingSink sink;
    const Ledger ledger = DirectorySource(std::move(options)).Run(sink);
    EXPECT_THAT(sink.blobs(), SizeIs(2000));
    EXPECT_EQ(ledger.folders, 2001U);
  }
}

// Folders "dd" inside each other, each with a file and an empty folder beside the next.
void MakeDeepTree(const std::string& top, int depth) {
  int at = ::open(top.c_str(), O_RDONLY | O_DIRECTORY);
  for (int i = 0; i < depth; ++i) {
    const int file = ::openat(at, "f", O_CREAT | O_WRONLY, 0600);
    ASSERT_GE(file, 0);
    ::close(file);
    ASSERT_EQ(::mkdirat(at, "dd", 0700), 0);
    ASSERT_EQ(::mkdirat(at, "ee", 0700), 0);
    const int next = ::openat(at, "dd", O_RDONLY | O_DIRECTORY);
    ASSERT_GE(next, 0);
    ::close(at);
    at = next;
  }
  ::close(at);
}

// The first is deeper than any path may be long, and than there are descriptors.
TEST(DirectorySource, DeepTrees) {
  struct Case {
    int depth;
    std::size_t budget;
  };
  for (const Case& c : {Case{4000, 128}, Case{200, 4}}) {
    const TempFolder folder;
    MakeDeepTree(folder.string(), c.depth);
    for (const std::size_t workers : {1, 3}) {
      DirectoryOptions options = OptionsFor({folder.string()}, workers);
      options.descriptor_budget = c.budget;
      RecordingSink sink;
      const Ledger ledger = DirectorySource(std::move(options)).Run(sink);
      EXPECT_EQ(sink.blobs().size(), static_cast<std::size_t>(c.depth));
      EXPECT_EQ(ledger.folders, 2U * static_cast<std::size_t>(c.depth) + 1);
      EXPECT_THAT(ledger.failures, IsEmpty());
    }
  }
}

}  // namespace
}  // namespace blotter
