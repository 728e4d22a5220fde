#include "scanner/git/object_reader.h"

#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/git/object_collector.h"
#include "tests/git/random_repository.h"
#include "tests/support/temp_folder.h"

namespace blotter {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

class ObjectReaderTest : public ::testing::Test {
 protected:
  std::string Folder() const { return folder_.string() + "/.git/objects"; }
  ObjectReader Reader() const { return {{Folder()}, kSha1Bytes}; }
  ObjectId Id(const std::string& name) const {
    return ObjectId::FromHex(repository_.Git({"rev-parse", name}).substr(0, 40)).value();
  }
  std::string LoosePath(const ObjectId& id) const {
    return Folder() + "/" + id.Hex().substr(0, 2) + "/" + id.Hex().substr(2);
  }
  static ObjectId IdOf(const std::string& hex) { return ObjectId::FromHex(hex).value(); }
  static ObjectType TypeOf(const testing::CollectedObject& object) {
    return ParseObjectType(object.type).value();
  }
  static std::string Message(const ObjectReader& reader, const ObjectId& id) {
    const Result<std::string> text = reader.Read(id, ObjectType::kBlob);
    return text.ok() ? "" : text.error().message;
  }

  const testing::TempFolder folder_;
  const testing::RepositoryBuilder repository_ = testing::MakeRepository(folder_.string());
};

TEST_F(ObjectReaderTest, ReadsEverythingLooseAndPacked) {
  AddRandomCommits(repository_, {.seed = 5, .loose = true});
  for (const bool packed : {false, true}) {
    if (packed) repository_.Git({"repack", "-q", "-a", "-d"});
    const ObjectReader reader = Reader();
    for (const auto& [id, object] : testing::ObjectsByGit(repository_)) {
      EXPECT_EQ(reader.Read(IdOf(id), TypeOf(object)).value(), object.content);
    }
  }
}

TEST_F(ObjectReaderTest, SaysWhatIsNotThere) {
  const ObjectId id = ObjectId::FromHex(std::string(40, '1')).value();
  EXPECT_THAT(Message(Reader(), id), HasSubstr(id.Hex()));
  const ObjectReader nowhere({folder_.string() + "/gone"}, kSha1Bytes);
  EXPECT_THAT(Message(nowhere, id), HasSubstr(id.Hex()));
}

TEST_F(ObjectReaderTest, SaysThatItIsAnother) {
  repository_.Add("a", "text");
  repository_.Commit("x");
  EXPECT_THAT(Message(Reader(), Id("HEAD")), HasSubstr("is a commit, not a blob"));
  repository_.Git({"repack", "-q", "-a", "-d"});
  EXPECT_THAT(Message(Reader(), Id("HEAD")), HasSubstr("is a commit, not a blob"));
}

TEST_F(ObjectReaderTest, ADamagedCopyBesideAGoodOne) {
  repository_.Add("a", "text");
  repository_.Commit("x");
  const ObjectId id = Id("HEAD:a");
  repository_.Git({"repack", "-q", "-a"});
  fs::permissions(LoosePath(id), fs::perms::owner_all);
  std::ofstream(LoosePath(id)) << "damage";
  EXPECT_EQ(Reader().Read(id, ObjectType::kBlob).value(), "text");
  for (const auto& entry : fs::directory_iterator(Folder() + "/pack")) fs::remove(entry.path());
  EXPECT_THAT(Message(Reader(), id), HasSubstr(id.Hex()));
}

TEST_F(ObjectReaderTest, SeveralFolders) {
  repository_.Add("a", "text");
  const ObjectId id = Id(":a");
  const std::string other = folder_.MakeFolder("other");
  const ObjectReader reader({other, Folder()}, kSha1Bytes);
  EXPECT_EQ(reader.Read(id, ObjectType::kBlob).value(), "text");
  repository_.Commit("x");
  repository_.Git({"repack", "-q", "-a", "-d"});
  EXPECT_EQ(ObjectReader({other, Folder()}, kSha1Bytes).Read(id, ObjectType::kBlob).value(),
            "text");
}

// What is packed while we read is found again.
TEST_F(ObjectReaderTest, APackThatCameBetween) {
  repository_.Add("a", "one");
  repository_.Commit("x");
  const ObjectId id = Id("HEAD:a");
  const ObjectReader reader = Reader();
  EXPECT_TRUE(reader.Read(id, ObjectType::kBlob).ok());
  repository_.Git({"repack", "-q", "-a", "-d"});
  EXPECT_EQ(reader.Read(id, ObjectType::kBlob).value(), "one");
}

TEST_F(ObjectReaderTest, ManyThreads) {
  AddRandomCommits(repository_, {.seed = 9});
  const auto objects = testing::ObjectsByGit(repository_);
  const ObjectReader reader = Reader();
  std::vector<std::thread> threads;
  std::vector<int> wrong(4);
  for (int& count : wrong) {
    threads.emplace_back([&] {
      DeltaCache cache;
      for (const auto& [id, object] : objects) {
        const Result<std::string> text = reader.Read(IdOf(id), TypeOf(object), &cache);
        count += text.ok() && *text == object.content ? 0 : 1;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, std::vector<int>(4));
}

}  // namespace
}  // namespace blotter
