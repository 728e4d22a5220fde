// ObjectStore against git's own answers, for every shape that git gives to a repository's objects.
#include "scanner/git/object_store.h"

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
using testing::AddRandomCommits;
using testing::ExpectStoreIsAsGit;
using testing::MakeRepository;
using testing::RepositoryBuilder;
using testing::TempFolder;

class ObjectStoreTest : public ::testing::Test {
 protected:
  RepositoryBuilder Make(const std::string& name, const std::string& hash = "sha1") const {
    return MakeRepository(folder_.string() + "/" + name, hash);
  }

  RepositoryBuilder MakeFilled(const std::string& name, bool loose = false) const {
    RepositoryBuilder repository = Make(name);
    AddRandomCommits(repository, {.loose = loose});
    return repository;
  }

  static std::string Objects(const RepositoryBuilder& repository) {
    return repository.folder() + "/.git/objects";
  }

  static std::vector<std::string> PacksOf(const RepositoryBuilder& repository) {
    std::vector<std::string> packs;
    for (const auto& entry : fs::directory_iterator(Objects(repository) + "/pack")) {
      if (entry.path().extension() == ".pack") packs.push_back(entry.path().string());
    }
    return packs;
  }

  static std::vector<ObjectFailure> FailuresOf(const RepositoryBuilder& repository) {
    std::vector<ObjectFailure> failures;
    const ObjectStore store(Objects(repository), kSha1Bytes, &failures);
    return failures;
  }

  static std::string IndexOf(const std::string& pack) {
    return pack.substr(0, pack.size() - 4) + "idx";
  }

  TempFolder folder_;
};

TEST_F(ObjectStoreTest, NothingThere) {
  const RepositoryBuilder repository = Make("empty");
  ExpectStoreIsAsGit(Objects(repository), repository);
  fs::remove_all(Objects(repository) + "/pack");
  ExpectStoreIsAsGit(Objects(repository), repository);
}

TEST_F(ObjectStoreTest, NoFolderOfObjectsIsAFailure) {
  std::vector<ObjectFailure> failures;
  const ObjectStore store(folder_.string() + "/gone", kSha1Bytes, &failures);
  ASSERT_EQ(failures.size(), 1U);
  EXPECT_EQ(failures[0].where, folder_.string() + "/gone");
}

TEST_F(ObjectStoreTest, LooseObjects) {
  const RepositoryBuilder repository = MakeFilled("loose", true);
  ASSERT_TRUE(PacksOf(repository).empty());
  ExpectStoreIsAsGit(Objects(repository), repository);
}

TEST_F(ObjectStoreTest, EveryWayToPack) {
  const RepositoryBuilder repository = MakeFilled("packed");
  const std::vector<std::vector<std::string>> ways = {
      {"repack", "-adfq"},
      {"repack", "-adfq", "--window=0"},
      {"repack", "-adfq", "--depth=4095", "--window=50"},
      {"-c", "repack.useDeltaBaseOffset=false", "repack", "-adfq"},
      {"-c", "pack.indexVersion=1", "repack", "-adfq"},
      {"-c", "core.compression=0", "repack", "-adFq"},
      {"-c", "core.compression=9", "repack", "-adFq", "--write-bitmap-index"},
      {"repack", "-adq", "--max-pack-size=1m"},
      {"repack", "-adq", "--cruft"},
      {"gc", "-q", "--aggressive"},
  };
  for (const auto& way : ways) {
    SCOPED_TRACE(fmt::format("{}", fmt::join(way, " ")));
    repository.Git(way);
    ExpectStoreIsAsGit(Objects(repository), repository);
  }
}

// The longest chain in git's listing of a pack, 0 where there is none.
int LongestChain(const std::string& verified) {
  static constexpr std::string_view kLabel = "chain length = ";
  int longest = 0;
  for (std::size_t at = verified.find(kLabel); at != std::string::npos;
       at = verified.find(kLabel, at + 1))
    longest = std::max(longest, std::stoi(verified.substr(at + kLabel.size())));
  return longest;
}

// Long chains of deltas whose bases are named by place, and by id.
TEST_F(ObjectStoreTest, ChainsAsLongAsGitMakesThem) {
  const RepositoryBuilder repository = Make("chains");
  AddRandomCommits(repository, {.commits = 600, .files = 1, .lines = 10});
  for (const char* by_offset : {"true", "false"}) {
    // With several threads git shares the objects out anew as it goes: chains of a chance length.
    repository.Git({"-c", std::string("repack.useDeltaBaseOffset=") + by_offset, "-c",
                    "pack.threads=1", "repack", "-adfq", "--depth=4095", "--window=4"});
    const int longest =
        LongestChain(repository.Git({"verify-pack", "-v", PacksOf(repository).at(0)}));
    EXPECT_GT(longest, 50) << "git's own limit, where none is given";
    ExpectStoreIsAsGit(Objects(repository), repository);
  }
}

TEST_F(ObjectStoreTest, ManyPacksWithDoublesKeptOnesAndLooseObjects) {
  const RepositoryBuilder repository = MakeFilled("many");
  repository.Git({"repack", "-dq"});
  for (int i = 0; i < 4; ++i) {
    AddRandomCommits(repository, {.seed = 10U + static_cast<unsigned>(i), .loose = i % 2 == 0});
    // Everything once more, beside what there is.
    if (i > 1) repository.Git({"repack", "-aq", "--no-write-bitmap-index"});
  }
  const std::string kept = PacksOf(repository).at(1);
  folder_.Write("many/.git/objects/pack/" + fs::path(kept).stem().string() + ".keep", "");
  repository.Git({"repack", "-q"});
  repository.Add("loose", "lies loose, too\n");
  ASSERT_GE(PacksOf(repository).size(), 4U);
  ExpectStoreIsAsGit(Objects(repository), repository);
  repository.Git({"multi-pack-index", "write"});
  ExpectStoreIsAsGit(Objects(repository), repository);
}

TEST_F(ObjectStoreTest, UnreachableObjectsAndCruftPacks) {
  const RepositoryBuilder repository = MakeFilled("cruft");
  const std::string before = repository.Git({"rev-parse", "main"});
  AddRandomCommits(repository, {.seed = 7, .loose = true});
  repository.Git({"tag", "-d", "t7"});
  repository.Git({"update-ref", "refs/heads/main", before.substr(0, 40)});
  const std::size_t all = testing::ObjectsByGit(repository).size();
  repository.Git({"repack", "--cruft", "-dq"});
  EXPECT_EQ(testing::ObjectsByGit(repository).size(), all);
  ExpectStoreIsAsGit(Objects(repository), repository);
  repository.Git({"repack", "-Adq"});  // unreachable ones become loose again
  ExpectStoreIsAsGit(Objects(repository), repository);
}

TEST_F(ObjectStoreTest, ThinPacksCompletedByGit) {
  const RepositoryBuilder source = MakeFilled("source");
  source.Git({"repack", "-adq"});
  const RepositoryBuilder target = Make("target");
  target.Git({"config", "transfer.unpackLimit", "1"});
  target.Git({"fetch", "-q", source.folder(), "main"});
  const std::string before = source.Git({"rev-parse", "main"}).substr(0, 40);
  AddRandomCommits(source, {.seed = 3, .start = before});
  const std::string thin =
      GitWithInput(source, {"pack-objects", "--thin", "--revs", "--stdout", "-q", "--window=50"},
                   fmt::format("refs/heads/main\n^{}\n", before));
  GitWithInput(target, {"index-pack", "--fix-thin", "--stdin"}, thin);
  EXPECT_GT(PacksOf(target).size(), 1U);
  ExpectStoreIsAsGit(Objects(target), target);
}

TEST_F(ObjectStoreTest, Sha256) {
  const RepositoryBuilder repository = Make("sha256", "sha256");
  AddRandomCommits(repository, {.commits = 40, .hash = "sha256"});
  repository.Git({"-c", "repack.useDeltaBaseOffset=false", "repack", "-adfq"});
  AddRandomCommits(repository, {.seed = 5, .loose = true, .hash = "sha256"});
  ExpectStoreIsAsGit(Objects(repository), repository, kSha256Bytes);
}

// Large objects come as streams; those that deltas are built on do not.
TEST_F(ObjectStoreTest, LargeObjects) {
  const RepositoryBuilder repository = MakeFilled("large");
  std::string content;
  for (int i = 0; i < 3000; ++i) content += fmt::format("{} {}\n", i, i * 2654435761U);
  repository.Add("a", content);
  repository.Commit("a");
  repository.Add("a", content + "more\n");
  repository.Add("b", std::string(200000, 'b'));
  repository.Commit("b");
  PackLimits limits;
  limits.large_object_bytes = 20000;
  ExpectStoreIsAsGit(Objects(repository), repository, kSha1Bytes, limits);
  repository.Git({"repack", "-adfq"});
  ExpectStoreIsAsGit(Objects(repository), repository, kSha1Bytes, limits);
  std::vector<ObjectFailure> failures;
  const ObjectStore store(Objects(repository), kSha1Bytes, &failures, limits);
  testing::ObjectCollector collector;
  store.Walk(2, &collector);
  EXPECT_EQ(collector.streamed, 1U);
}

TEST_F(ObjectStoreTest, OnlyTheTypesThatAreWanted) {
  const RepositoryBuilder repository = MakeFilled("types");
  AddRandomCommits(repository, {.seed = 2, .loose = true});
  const testing::ObjectsById all = testing::ObjectsByGit(repository);
  std::vector<ObjectFailure> failures;
  const ObjectStore store(Objects(repository), kSha1Bytes, &failures);
  for (const ObjectType type :
       {ObjectType::kCommit, ObjectType::kTree, ObjectType::kBlob, ObjectType::kTag}) {
    testing::ObjectCollector collector;
    collector.wanted = {type};
    store.Walk(2, &collector);
    testing::ObjectsById expected;
    for (const auto& [id, object] : all) {
      if (object.type == ObjectTypeName(type)) expected[id] = object;
    }
    EXPECT_FALSE(expected.empty());
    EXPECT_TRUE(collector.objects == expected) << ObjectTypeName(type);
    EXPECT_TRUE(collector.failures.empty());
  }
}

TEST_F(ObjectStoreTest, GraftsAndReplacementsAreLeftAlone) {
  const RepositoryBuilder repository = MakeFilled("replaced");
  repository.Git({"replace", "--graft", "main~3"});
  repository.Git({"replace", "main:d0/f0", "main:d1/f1"});
  repository.Git({"config", "core.useReplaceRefs", "false"});  // for git, which is asked here
  ExpectStoreIsAsGit(Objects(repository), repository);
}

TEST_F(ObjectStoreTest, UnfinishedFilesArePassedOver) {
  const RepositoryBuilder repository = MakeFilled("unfinished");
  for (const char* name : {"pack/tmp_pack_a1b2c3", "pack/tmp_idx_a1b2c3", "pack/.tmp-1-pack-1.pack",
                           "ab/tmp_obj_a1b2c3", "pack/notes.txt"}) {
    folder_.Write(std::string("unfinished/.git/objects/") + name, "PACK");
  }
  ExpectStoreIsAsGit(Objects(repository), repository);
}

TEST_F(ObjectStoreTest, APackWithoutItsIndexSaysHowToMakeOne) {
  const RepositoryBuilder repository = MakeFilled("unindexed pack's");
  const std::size_t all = testing::ObjectsByGit(repository).size();
  const std::string pack = PacksOf(repository).at(0);
  fs::remove(IndexOf(pack));
  const std::vector<ObjectFailure> failures = FailuresOf(repository);
  ASSERT_EQ(failures.size(), 1U);
  EXPECT_EQ(failures[0].where, pack);
  EXPECT_EQ(failures[0].objects, all);
  const std::size_t begin = failures[0].what.find("'git index-pack ");
  ASSERT_NE(begin, std::string::npos) << failures[0].what;
  const std::string command =
      failures[0].what.substr(begin + 1, failures[0].what.rfind("' makes") - begin - 1);
  testing::ProcessRequest request;
  request.arguments = {"sh", "-c", command};
  EXPECT_EQ(testing::RunProcess(request).exit_code, 0);
  ExpectStoreIsAsGit(Objects(repository), repository);
}

TEST_F(ObjectStoreTest, AMultiPackIndexSpeaksForPacksWithoutIndex) {
  const RepositoryBuilder repository = MakeFilled("midx");
  AddRandomCommits(repository, {.seed = 2});
  repository.Git({"repack", "-aq"});  // doubles: the multi-pack-index names one place of each
  repository.Git({"multi-pack-index", "write"});
  const std::vector<std::string> packs = PacksOf(repository);
  ASSERT_EQ(packs.size(), 3U);
  const auto copy = testing::ObjectsByGit(repository);
  for (const std::string& pack : packs) {
    fs::rename(IndexOf(pack), IndexOf(pack) + "-away");
    std::vector<ObjectFailure> failures;
    const ObjectStore store(Objects(repository), kSha1Bytes, &failures);
    EXPECT_TRUE(failures.empty());
    testing::ObjectCollector collector;
    store.Walk(2, &collector);
    EXPECT_TRUE(collector.failures.empty());
    EXPECT_TRUE(collector.objects == copy);
  }
}

TEST_F(ObjectStoreTest, AnIndexWithoutItsPackCountsWhatIsNowhereElse) {
  const RepositoryBuilder repository = MakeFilled("packless");
  const std::size_t first = testing::ObjectsByGit(repository).size();
  const std::string pack = PacksOf(repository).at(0);
  AddRandomCommits(repository, {.seed = 2, .loose = true});
  fs::rename(pack, folder_.string() + "/saved.pack");
  std::vector<ObjectFailure> failures = FailuresOf(repository);
  ASSERT_EQ(failures.size(), 1U);
  EXPECT_EQ(failures[0].where, pack);
  EXPECT_EQ(failures[0].objects, first);
  EXPECT_NE(failures[0].what.find("is not there; restore it"), std::string::npos);
  // Nothing is lost where another pack has all of it.
  fs::rename(folder_.string() + "/saved.pack", fs::path(pack).replace_filename("pack-b.pack"));
  fs::copy_file(IndexOf(pack), fs::path(pack).replace_filename("pack-b.idx"));
  EXPECT_TRUE(FailuresOf(repository).empty());
}

TEST_F(ObjectStoreTest, APackThatOnlyTheMultiPackIndexKnowsIsLost) {
  const RepositoryBuilder repository = MakeFilled("gone");
  const std::size_t first = testing::ObjectsByGit(repository).size();
  const std::string pack = PacksOf(repository).at(0);
  AddRandomCommits(repository, {.seed = 2});
  repository.Git({"multi-pack-index", "write"});
  fs::remove(pack);
  fs::remove(IndexOf(pack));
  const std::vector<ObjectFailure> failures = FailuresOf(repository);
  ASSERT_EQ(failures.size(), 1U);
  EXPECT_EQ(failures[0].where, pack);
  EXPECT_EQ(failures[0].objects, first);
}

}  // namespace
}  // namespace blotter
