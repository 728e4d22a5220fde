// What a run says of what is not there, and what lies beside the objects.
#include <filesystem>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scanner/git/pack_limits.h"
#include "tests/pipeline/history_fixture.h"

namespace blotter {
namespace {

namespace fs = std::filesystem;
using ::testing::Contains;
using ::testing::ElementsAre;
using testing::Failures;
using ::testing::HasSubstr;
using testing::HistoryAudit;
using ::testing::IsEmpty;
using testing::Places;
using testing::RepositoryBuilder;
using ::testing::SizeIs;
using testing::Trim;

TEST_F(HistoryAudit, WhatIsMissingIsCountedAndNamed) {
  repository_.Add("a", "one\n");
  repository_.Commit("one");
  repository_.Add("a", "two\n");
  repository_.Git({"update-index", "--add", "--cacheinfo",
                   "160000,1234567890123456789012345678901234567890,sub"});
  repository_.Add("large.bin", "version https://git-lfs.github.com/spec/v1\noid sha256:" +
                                   keys_.Hex(64) + "\nsize 12\n");
  repository_.Commit("two");
  const std::string shallow = folder_.string() + "/shallow";
  repository_.Git({"clone", "-q", "--depth=1", "file://" + repository_.folder(), shallow});
  const HistoryResult result = Run(shallow);
  const auto missing = [&](MissingKind kind) {
    return result.ledger.missing[static_cast<std::size_t>(kind)];
  };
  EXPECT_EQ(missing(MissingKind::kShallowCommits), 1U);
  EXPECT_EQ(missing(MissingKind::kSubmodules), 1U);
  EXPECT_EQ(missing(MissingKind::kLfsObjects), 1U);
  EXPECT_EQ(missing(MissingKind::kCorruptObjects), 0U);
  EXPECT_THAT(Failures(result), Contains(HasSubstr("fetch --unshallow")));
  EXPECT_THAT(Failures(result), SizeIs(3));
}

TEST_F(HistoryAudit, APartialCloneSaysHowManyObjectsItLacks) {
  repository_.Add("a", "one\n");
  repository_.Add("b/c", "two\n");
  repository_.Commit("one");
  repository_.Git({"config", "uploadpack.allowFilter", "true"});
  const std::string partial = folder_.string() + "/partial";
  repository_.Git(
      {"clone", "-q", "--bare", "--filter=blob:none", "file://" + repository_.folder(), partial});
  const HistoryResult result = Run(partial);
  EXPECT_EQ(result.ledger.missing[static_cast<std::size_t>(MissingKind::kPromisedObjects)], 2U);
  EXPECT_EQ(result.ledger.missing[static_cast<std::size_t>(MissingKind::kCorruptObjects)], 0U);
}

TEST_F(HistoryAudit, ALostObjectIsNoPromise) {
  repository_.Add("a", "one\n");
  repository_.Commit("one");
  const std::string tree = Trim(repository_.Git({"rev-parse", "HEAD^{tree}"}));
  fs::remove(fs::path(repository_.folder()) / ".git/objects" / tree.substr(0, 2) / tree.substr(2));
  const HistoryResult result = Run();
  EXPECT_EQ(result.ledger.missing[static_cast<std::size_t>(MissingKind::kCorruptObjects)], 1U);
  EXPECT_THAT(Failures(result), Not(IsEmpty()));
}

TEST_F(HistoryAudit, WhatATagNamesIsMissed) {
  repository_.Add("a", "one\n");
  repository_.Commit("one");
  repository_.Write("b", "two\n");
  const std::string blob = Trim(repository_.Git({"hash-object", "-w", "b"}));
  repository_.Git({"tag", "-a", "-m", "a blob", "t", blob});
  EXPECT_THAT(Failures(Run()), IsEmpty());
  fs::remove(fs::path(repository_.folder()) / ".git/objects" / blob.substr(0, 2) / blob.substr(2));
  EXPECT_THAT(Failures(Run()), ElementsAre(HasSubstr("1 object is damaged or missing")));
}

TEST_F(HistoryAudit, AContentThatLfsKeepsHereIsRead) {
  const std::string hash = keys_.Hex(64);
  repository_.Add("model.cfg",
                  "version https://git-lfs.github.com/spec/v1\noid sha256:" + hash + "\nsize 12\n");
  repository_.Commit("pointer");
  folder_.Write(
      fmt::format("r/.git/lfs/objects/{}/{}/{}", hash.substr(0, 2), hash.substr(2, 2), hash),
      Leak());
  const HistoryResult result = Run();
  EXPECT_THAT(Places(result), ElementsAre("writer-api-key model.cfg:1"));
  EXPECT_THAT(Failures(result), IsEmpty());
}

TEST_F(HistoryAudit, SubmodulesThatAreHereAreRead) {
  const RepositoryBuilder library(folder_.string() + "/library");
  library.Add("lib.py", Leak());
  library.Commit("leak");
  repository_.Git({"-c", "protocol.file.allow=always", "submodule", "--quiet", "add",
                   library.folder(), "third/lib"});
  repository_.Commit("add");
  const HistoryResult result = Run();
  EXPECT_THAT(result.findings, SizeIs(1));
  EXPECT_THAT(result.findings.at(0).path, HasSubstr("modules/third/lib/lib.py"));
  EXPECT_THAT(Failures(result), IsEmpty());
  EXPECT_THAT(result.repositories, SizeIs(2));
}

TEST_F(HistoryAudit, WhatWasReadBeforeIsNotReadAgain) {
  HistoryOptions options;
  options.since_scan = folder_.string() + "/state";
  repository_.Add("a.py", Leak());
  repository_.Commit("first");
  repository_.Git({"gc", "-q"});
  repository_.Add("b.py", Leak());
  repository_.Commit("second");
  EXPECT_THAT(Run(options).findings, SizeIs(2));
  const HistoryResult nothing = Run(options);
  EXPECT_THAT(nothing.findings, IsEmpty());
  EXPECT_EQ(nothing.ledger.blobs, 0U);
  EXPECT_THAT(nothing.ledger.remarks, Contains(HasSubstr("were read by an earlier run")));
  repository_.Add("c.py", Leak());
  repository_.Commit("third");
  const HistoryResult news = Run(options);
  EXPECT_THAT(Places(news), ElementsAre("writer-api-key c.py:1"));
  EXPECT_EQ(news.ledger.blobs, 1U);
  // Packed anew, what was in packs is new; what was read by itself is known by itself.
  repository_.Git({"gc", "-q"});
  EXPECT_THAT(Places(Run(options)), ElementsAre("writer-api-key a.py:1"));
  options.max_file_size_bytes = 100'000;
  const HistoryResult other = Run(options);
  EXPECT_THAT(other.findings, SizeIs(3));
  EXPECT_THAT(other.ledger.remarks, Contains(HasSubstr("other rules or limits")));
}

TEST_F(HistoryAudit, WhereSomethingIsMissingNothingCountsAsRead) {
  HistoryOptions options;
  options.since_scan = folder_.string() + "/state";
  repository_.Git({"update-index", "--add", "--cacheinfo",
                   "160000,1234567890123456789012345678901234567890,sub"});
  repository_.Commit("a submodule");
  EXPECT_THAT(Failures(Run(options)), SizeIs(1));
  EXPECT_THAT(Failures(Run(options)), SizeIs(1)) << "the tree that names it is read again";
}

TEST_F(HistoryAudit, AStateFileThatIsNoneIsAnError) {
  HistoryOptions options;
  options.since_scan = folder_.Write("state", "something else\n");
  repository_.Commit("one");
  EXPECT_THAT(Failures(Run(options)), ElementsAre(HasSubstr("state:1: is no state file")));
  folder_.Write("state", "blotter history state 1\ncond");
  EXPECT_THAT(Failures(Run(options)), ElementsAre(HasSubstr("cut short")));
}

TEST_F(HistoryAudit, VerifyingFindsAContentThatIsNotWhatItsNameSays) {
  const auto path = [&](const std::string& id) {
    return fs::path(repository_.folder()) / ".git/objects" / id.substr(0, 2) / id.substr(2);
  };
  const auto stored = [&](const std::string& content) {
    repository_.Write("b", content);
    return Trim(repository_.Git({"hash-object", "-w", "b"}));
  };
  HistoryOptions options;
  options.verify_objects = true;
  // One that is held in memory, and one that is read as a stream.
  for (const std::uint64_t size : {std::uint64_t{4}, PackLimits().large_object_bytes + 1}) {
    const std::string real = stored(std::string(size, 'a'));
    const std::string other = stored(std::string(size, 'b'));
    EXPECT_THAT(Failures(Run(options)), IsEmpty()) << size;
    fs::remove(path(real));
    fs::copy(path(other), path(real));
    EXPECT_THAT(Failures(Run()), IsEmpty()) << "its own checksum is right";
    EXPECT_THAT(Failures(Run(options)), Contains(HasSubstr("checksum differs"))) << size;
    fs::remove(path(real));
  }
}

TEST_F(HistoryAudit, ABrokenRefKeepsNothingFromBeingReported) {
  repository_.Add("a.py", Leak());
  repository_.Commit("leak");
  folder_.Write("r/.git/refs/heads/broken", std::string(40, '7') + "\n");
  const HistoryResult result = Run();
  EXPECT_THAT(Places(result), ElementsAre("writer-api-key a.py:1"));
  EXPECT_THAT(Failures(result), Not(IsEmpty()));
}

TEST_F(HistoryAudit, WhatIsNoRepositoryIsAFailure) {
  const std::string plain = folder_.MakeFolder("plain");
  EXPECT_THAT(Failures(Run(plain)), ElementsAre(HasSubstr("git repository")));
  EXPECT_THAT(Failures(Run(plain + "/nowhere")), SizeIs(1));
}

}  // namespace
}  // namespace blotter
