// ObjectStore while git works on the repository: what was there when it was opened is read.
#include <atomic>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "scanner/git/object_store.h"
#include "tests/git/object_collector.h"
#include "tests/git/random_repository.h"
#include "tests/support/temp_folder.h"

namespace blotter {
namespace {

namespace fs = std::filesystem;
using testing::ObjectCollector;
using testing::RepositoryBuilder;

class ChangingStoreTest : public ::testing::Test {
 protected:
  RepositoryBuilder MakeFilled(bool loose) const {
    RepositoryBuilder repository = testing::MakeRepository(folder_.string() + "/repository");
    AddRandomCommits(repository, {.loose = loose});
    return repository;
  }

  void ExpectAll(const ObjectStore& store, const testing::ObjectsById& expected) const {
    for (const auto& [id, object] : expected) {
      const Result<StoredObject> read = store.Read(ObjectId::FromHex(id).value());
      ASSERT_TRUE(read.ok()) << read.error().message;
      EXPECT_EQ(read->content, object.content);
    }
    ObjectCollector collector;
    store.Walk(2, &collector);
    EXPECT_TRUE(collector.failures.empty());
    EXPECT_TRUE(collector.objects == expected);
  }

  std::string Objects() const { return folder_.string() + "/repository/.git/objects"; }

  testing::TempFolder folder_;
  std::vector<ObjectFailure> failures_;
};

TEST_F(ChangingStoreTest, LooseObjectsThatArePackedMeanwhile) {
  const RepositoryBuilder repository = MakeFilled(true);
  const testing::ObjectsById expected = testing::ObjectsByGit(repository);
  const ObjectStore store(Objects(), kSha1Bytes, &failures_);
  repository.Git({"gc", "-q", "--prune=now"});
  ASSERT_EQ(repository.Git({"count-objects"}).substr(0, 2), "0 ");
  ExpectAll(store, expected);
}

TEST_F(ChangingStoreTest, PacksThatArePackedAnewMeanwhile) {
  const RepositoryBuilder repository = MakeFilled(false);
  const testing::ObjectsById expected = testing::ObjectsByGit(repository);
  const ObjectStore store(Objects(), kSha1Bytes, &failures_);
  fs::remove_all(Objects() + "/pack");
  ExpectAll(store, expected);
}

TEST_F(ChangingStoreTest, LooseObjectsThatAreDeletedAreFailures) {
  const RepositoryBuilder repository = MakeFilled(true);
  const testing::ObjectsById expected = testing::ObjectsByGit(repository);
  const ObjectStore store(Objects(), kSha1Bytes, &failures_);
  const ObjectId id = ObjectId::FromHex(expected.begin()->first).value();
  fs::remove(Objects() + "/" + id.Hex().substr(0, 2) + "/" + id.Hex().substr(2));
  ObjectCollector collector;
  store.Walk(2, &collector);
  EXPECT_EQ(collector.objects.size(), expected.size() - 1);
  EXPECT_EQ(collector.lost(), 1U);
  EXPECT_FALSE(store.Read(id).ok());
}

TEST_F(ChangingStoreTest, ADamagedLooseObjectIsReadFromAnAlternate) {
  const RepositoryBuilder repository = MakeFilled(true);
  const testing::ObjectsById expected = testing::ObjectsByGit(repository);
  folder_.MakeFolder("other");
  fs::copy(Objects(), folder_.string() + "/other/objects", fs::copy_options::recursive);
  folder_.Write("repository/.git/objects/info/alternates", folder_.string() + "/other/objects\n");
  for (const char* content : {"", "garbage"}) {
    const std::string id = expected.begin()->first;
    const std::string name = "/" + id.substr(0, 2) + "/" + id.substr(2);
    fs::remove(Objects() + name);
    folder_.Write("repository/.git/objects" + name, content);
    const ObjectStore store(Objects(), kSha1Bytes, &failures_);
    ExpectAll(store, expected);
  }
}

// Opening again and again while another process packs: nothing is missed, nothing fails.
TEST_F(ChangingStoreTest, OpeningWhileGitPacks) {
  const RepositoryBuilder repository = MakeFilled(true);
  AddRandomCommits(repository, {.seed = 2, .loose = true});
  // What no ref holds goes from packs to loose files and back.
  repository.Git({"tag", "-d", "t1"});
  const testing::ObjectsById expected = testing::ObjectsByGit(repository);
  std::atomic<bool> packing = true;
  std::thread git([&] {
    for (int i = 0; i < 10; ++i) {
      repository.Git({"repack", "-q", "-Ad", "-f", "--depth=" + std::to_string(i)});
      repository.Git({"repack", "-q", "-adk"});
    }
    packing = false;
  });
  int opened = 0;
  while (packing) {
    const ObjectStore store(Objects(), kSha1Bytes, &failures_);
    std::size_t missing = 0;
    for (const auto& [id, object] : expected) {
      missing += store.Contains(ObjectId::FromHex(id).value()) ? 0 : 1;
    }
    EXPECT_EQ(missing, 0U);
    ++opened;
  }
  git.join();
  EXPECT_GT(opened, 5);
  for (const ObjectFailure& failure : failures_) ADD_FAILURE() << failure.where << failure.what;
}

}  // namespace
}  // namespace blotter
