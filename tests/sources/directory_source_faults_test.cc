// What cannot be read is named, and the walk goes on.
#include <fcntl.h>
#include <sys/fsuid.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scanner/sources/directory_source.h"
#include "tests/sources/recording_sink.h"
#include "tests/support/repository_builder.h"
#include "tests/support/temp_folder.h"

namespace blotter {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::ElementsAre;
using testing::FailureLines;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::OptionsFor;
using testing::RecordingSink;
using testing::RepositoryBuilder;
using ::testing::StartsWith;
using testing::TempFolder;

// This thread opens files as somebody without rights; the superuser, too.
class WithoutRights {
 public:
  WithoutRights() : before_(::setfsuid(65534)) {}
  ~WithoutRights() { ::setfsuid(static_cast<uid_t>(before_)); }

 private:
  const int before_;
};

TEST(DirectorySourceFaults, NamesFilesAndFoldersThatMayNotBeRead) {
  if (::geteuid() != 0) GTEST_SKIP() << "only the superuser may take another's place";
  const TempFolder folder;
  fs::permissions(folder.path(), fs::perms(0755));
  folder.Write("open", "");
  folder.Write("closed", "");
  folder.Write("shut/inside", "");
  folder.Write("z/last", "");
  fs::permissions(folder.path() / "open", fs::perms(0644));
  fs::permissions(folder.path() / "closed", fs::perms(0600));
  fs::permissions(folder.path() / "shut", fs::perms(0700));
  fs::permissions(folder.path() / "z", fs::perms(0755));
  fs::permissions(folder.path() / "z/last", fs::perms(0644));
  RecordingSink sink;
  const WithoutRights nobody;
  const Ledger ledger = DirectorySource(OptionsFor({folder.string()}, 1)).Run(sink);
  EXPECT_THAT(sink.Paths(), ElementsAre("closed", "open", "z/last"));
  EXPECT_THAT(sink.At("closed").error, HasSubstr("Permission denied"));
  EXPECT_THAT(FailureLines(ledger), ElementsAre("shut: cannot be opened: Permission denied"));
}

TEST(DirectorySourceFaults, NamesARootThatIsNotThereOrNoFile) {
  const TempFolder folder;
  folder.Write("there", "");
  const std::string pipe = (folder.path() / "pipe").string();
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  RecordingSink sink;
  const std::string missing = folder.string() + "/missing";
  const Ledger ledger =
      DirectorySource(OptionsFor({missing, folder.string() + "/there", pipe, ""})).Run(sink);
  EXPECT_EQ(sink.blobs().size(), 1U);
  EXPECT_THAT(FailureLines(ledger),
              ElementsAre(HasSubstr("empty path"),
                          AllOf(StartsWith(missing), HasSubstr("No such file or directory")),
                          AllOf(StartsWith(pipe), HasSubstr("named pipe"))));
}

// The first file that is read takes all others, and a folder, away.
TEST(DirectorySourceFaults, NamesWhatVanishesDuringTheWalk) {
  const TempFolder folder;
  for (const char* name : {"a", "b", "c"}) folder.Write(name, "content");
  folder.Write("sub/d", "");
  std::atomic<bool> done = false;
  RecordingSink sink;
  sink.before_read = [&](const BlobRef& blob) {
    if (done.exchange(true)) return;
    for (const char* name : {"a", "b", "c"}) {
      if (blob.name() != name) fs::remove(folder.path() / name);
    }
    fs::remove_all(folder.path() / "sub");
  };
  const Ledger ledger = DirectorySource(OptionsFor({folder.string()}, 1)).Run(sink);
  int vanished = 0;
  for (const char* name : {"a", "b", "c"}) {
    vanished += sink.At(name).error == "vanished before it could be read" ? 1 : 0;
  }
  EXPECT_EQ(vanished, 2);
  EXPECT_THAT(FailureLines(ledger),
              ElementsAre("sub: cannot be opened: No such file or directory"));
}

// A pipe in a file's place must neither block nor be read, a link must not be followed.
TEST(DirectorySourceFaults, DoesNotReadWhatTookAFilesPlace) {
  const TempFolder folder;
  folder.Write("a", "");
  folder.Write("b", "");
  folder.Write("c", "");
  std::atomic<bool> done = false;
  RecordingSink sink;
  int reader = -1;  // keeps what is in the pipe when its writer has gone
  sink.before_read = [&](const BlobRef& blob) {
    if (done.exchange(true)) return;
    int turn = 0;
    for (const char* name : {"a", "b", "c"}) {
      if (blob.name() == name) continue;
      fs::remove(folder.path() / name);
      if (turn++ == 0) {
        ASSERT_EQ(::mkfifo((folder.path() / name).c_str(), 0600), 0);
        reader = ::open((folder.path() / name).c_str(), O_RDONLY | O_NONBLOCK);
        const int writer = ::open((folder.path() / name).c_str(), O_WRONLY | O_NONBLOCK);
        ASSERT_EQ(::write(writer, "in the pipe", 11), 11);
        ::close(writer);
      } else {
        fs::create_symlink("/etc/passwd", folder.path() / name);
      }
    }
  };
  DirectorySource(OptionsFor({folder.string()}, 1)).Run(sink);
  ::close(reader);
  int refused = 0;
  for (const auto& blob : sink.blobs()) {
    EXPECT_EQ(blob.content, "");
    refused += blob.error == "was a file when listed, and is none any more" ? 1 : 0;
  }
  EXPECT_EQ(refused, 2);
}

TEST(DirectorySourceFaults, SaysThatAFileShrank) {
  const TempFolder folder;
  const std::string path = folder.Write("log", std::string(100, 'x'));
  RecordingSink sink;
  sink.buffer_bytes = 40;
  struct Cutter final : BlobSink {
    explicit Cutter(const std::string& file) : path(file) {}
    void Consume(std::size_t, BlobRef& blob) override {
      std::string buffer(40, '\0');
      EXPECT_EQ(blob.Read(buffer.data(), buffer.size()).value(), 40U);
      ASSERT_EQ(::truncate(path.c_str(), 50), 0);
      Result<std::size_t> rest = blob.Read(buffer.data(), buffer.size());
      ASSERT_FALSE(rest.ok());
      error = rest.error().message;
    }
    void NoteIgnoredEnvFile(std::size_t, const Provenance&) override {}
    std::string path;
    std::string error;
  };
  Cutter cutter(path);
  DirectorySource(OptionsFor({folder.string()})).Run(cutter);
  EXPECT_EQ(cutter.error, "shrank while it was read: 50 of 100 bytes were there");
}

// An unreadable page of a file, without a broken disk: /proc/self/mem is one at offset 0.
TEST(DirectorySourceFaults, SaysThatReadingFailed) {
  RecordingSink sink;
  DirectorySource(OptionsFor({"/proc/self/mem"})).Run(sink);
  ASSERT_EQ(sink.blobs().size(), 1U);
  EXPECT_EQ(sink.blobs().front().error, "cannot be read: Input/output error");
}

TEST(DirectorySourceFaults, ABrokenIndexIsNamedAndItsFilesAreReadAllTheSame) {
  const TempFolder folder;
  const RepositoryBuilder repository(folder.string() + "/repository");
  repository.Add("tracked", "");
  repository.Write(".gitignore", "ignored\n");
  repository.Write("ignored", "");
  repository.Write(".git/index", "DIRC but no index");
  for (const bool as_root : {true, false}) {
    RecordingSink sink;
    const std::string root = as_root ? repository.folder() : folder.string();
    const Ledger ledger = DirectorySource(OptionsFor({root})).Run(sink);
    const std::string prefix = as_root ? "" : "repository/";
    EXPECT_THAT(sink.Paths(),
                ElementsAre(prefix + ".gitignore", prefix + "ignored", prefix + "tracked"));
    ASSERT_EQ(ledger.failures.size(), 1U);
    EXPECT_THAT(ledger.failures[0].reason, HasSubstr("index"));
    EXPECT_EQ(ledger.failures[0].path, as_root ? root : "repository");
    EXPECT_EQ(sink.At(prefix + "tracked").where.git_state, GitState::kOutsideRepository);
  }
}

TEST(DirectorySourceFaults, ARepositoryThatGitRefusesIsNamedAndItsFilesAreReadAllTheSame) {
  if (::geteuid() != 0) GTEST_SKIP() << "only the superuser may give files away";
  const TempFolder folder;
  const RepositoryBuilder repository(folder.string() + "/theirs");
  repository.Add("a", "");
  ASSERT_EQ(::lchown(repository.folder().c_str(), 65534, 65534), 0);
  ASSERT_EQ(::lchown((repository.folder() + "/.git").c_str(), 65534, 65534), 0);
  for (const bool as_root : {true, false}) {
    RecordingSink sink;
    const Ledger ledger =
        DirectorySource(OptionsFor({as_root ? repository.folder() : folder.string()})).Run(sink);
    EXPECT_EQ(sink.blobs().size(), 1U);
    ASSERT_EQ(ledger.failures.size(), 1U);
    EXPECT_THAT(ledger.failures[0].reason, HasSubstr("safe.directory"));
  }
}

TEST(DirectorySourceFaults, AGitFileThatLeadsNowhereIsNamed) {
  const TempFolder folder;
  folder.Write("sub/.git", "gitdir: ../nowhere\n");
  folder.Write("sub/a", "");
  RecordingSink sink;
  const Ledger ledger = DirectorySource(OptionsFor({folder.string()})).Run(sink);
  EXPECT_THAT(sink.Paths(), ElementsAre("sub/a"));
  ASSERT_EQ(ledger.failures.size(), 1U);
  EXPECT_EQ(ledger.failures[0].path, "sub");
}

// Two workers: a budget of 4, one more folder each while it is opened, and a file each.
TEST(DirectorySourceFaults, KeepsToItsBudgetOfDescriptors) {
  const TempFolder folder;
  for (int i = 0; i < 200; ++i) {
    folder.Write("a/b/c/d/e/" + std::to_string(i % 20) + "/" + std::to_string(i) + "/f", "x");
  }
  rlimit before = {};
  ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &before), 0);
  const int next = ::open("/dev/null", O_RDONLY);
  ::close(next);
  rlimit few = before;
  few.rlim_cur = static_cast<rlim_t>(next) + 10;
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &few), 0);
  DirectoryOptions options = OptionsFor({folder.string()}, 2);
  options.descriptor_budget = 4;
  RecordingSink sink;
  const Ledger ledger = DirectorySource(std::move(options)).Run(sink);
  ::setrlimit(RLIMIT_NOFILE, &before);
  EXPECT_THAT(FailureLines(ledger), IsEmpty());
  EXPECT_EQ(sink.blobs().size(), 200U);
  for (const auto& blob : sink.blobs()) EXPECT_EQ(blob.error, "");
}

}  // namespace
}  // namespace blotter
