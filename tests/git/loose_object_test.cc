// Loose objects against `git cat-file`, for every type, hash and compression; and damaged ones,
// which must be an Error, whatever piece sizes they are read in.
#include "scanner/git/loose_object.h"

#include <sys/stat.h>
#include <zlib.h>

#include <algorithm>
#include <filesystem>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/support/repository_builder.h"
#include "tests/support/temp_folder.h"

namespace blotter {
namespace {

using testing::RepositoryBuilder;
using testing::TempFolder;

std::string Deflated(const std::string& content, int level = 6) {
  uLongf size = ::compressBound(content.size());
  std::string compressed(size, '\0');
  EXPECT_EQ(::compress2(reinterpret_cast<Bytef*>(compressed.data()), &size,
                        reinterpret_cast<const Bytef*>(content.data()), content.size(), level),
            Z_OK);
  compressed.resize(size);
  return compressed;
}

// Bytes that do not compress.
std::string Noise(std::size_t size) {
  std::mt19937_64 random(size);
  std::string noise;
  for (std::size_t i = 0; i < size; ++i) noise += static_cast<char>(random());
  return noise;
}

// All that is left, in pieces of `capacity`; or the error.
Result<std::string> ReadAll(LooseObjectReader* reader, std::size_t capacity) {
  std::string content;
  std::vector<char> piece(capacity);
  while (true) {
    const Result<std::size_t> got = reader->Read(piece.data(), capacity);
    if (!got.ok()) {
      EXPECT_FALSE(reader->Read(piece.data(), capacity).ok()) << "an Error that went away";
      return got.error();
    }
    content.append(piece.data(), got.value());
    if (got.value() < capacity) return content;
  }
}

class LooseObjectTest : public ::testing::Test {
 protected:
  // The content of the file, or the error's words.
  Result<std::string> Content(const std::string& file, std::size_t capacity = 1000) {
    if (Status status = reader_.Open(file); !status.ok()) return status.error();
    return ReadAll(&reader_, capacity);
  }

  std::string ErrorOf(const std::string& bytes, std::size_t capacity = 1000) {
    const Result<std::string> content = Content(folder_.Write("object", bytes), capacity);
    return content.ok() ? "" : content.error().message;
  }

  // The error for an object of these bytes, before they are compressed.
  std::string ErrorOfObject(const std::string& header, const std::string& content) {
    return ErrorOf(Deflated(header + '\0' + content));
  }

  void ExpectAllAsGit(const RepositoryBuilder& repository, std::size_t hash_bytes) {
    const std::string folder = repository.folder() + "/.git/objects";
    const Result<LooseListing> listing = ListLooseObjects(folder, hash_bytes);
    ASSERT_TRUE(listing.ok());
    EXPECT_EQ(listing->ignored, 0U);
    EXPECT_TRUE(listing->failures.empty());
    std::string ours;
    for (const ObjectId& id : listing->ids) {
      ASSERT_TRUE(reader_.Open(LooseObjectPath(folder, id)).ok());
      const std::string type(ObjectTypeName(reader_.type()));
      ours += fmt::format("{} {} {}\n", id.Hex(), type, reader_.size());
      const std::string content = repository.Git({"cat-file", type, id.Hex()});
      for (const std::size_t capacity :
           {std::size_t{1} << 20U, content.size() + 1, std::max<std::size_t>(content.size(), 1),
            content.size() / 3 + 1, std::size_t{4096}}) {
        const Result<std::string> read = ReadAll(&reader_, capacity);
        ASSERT_TRUE(read.ok()) << read.error().message;
        EXPECT_EQ(read.value(), content) << id.Hex();
        ASSERT_TRUE(reader_.Restart().ok());
      }
    }
    EXPECT_EQ(ours, repository.Git({"cat-file", "--batch-all-objects", "--batch-check"}));
  }

  static void AddEveryKind(const RepositoryBuilder& repository) {
    repository.Add("empty", "");
    repository.Add("small", "small\n");
    repository.Add("text", std::string(300'000, 'x') + "\n");
    repository.Add("noise", Noise(200'000));
    for (const std::size_t size : {20, 24, 25, 26, 32, 65'500, 65'536}) {
      repository.Add(fmt::format("d/{}", size), Noise(size));
    }
    repository.Commit("one");
    repository.Git({"tag", "-m", "tagged", "v1"});
  }

  TempFolder folder_;
  LooseObjectReader reader_;
};

TEST_F(LooseObjectTest, EveryCompressionReadsAsGitReadsIt) {
  for (const char* level : {"0", "1", "9"}) {
    const RepositoryBuilder repository(folder_.string() + "/" + level);
    repository.Git({"config", "core.looseCompression", level});
    AddEveryKind(repository);
    ExpectAllAsGit(repository, kSha1Bytes);
  }
}

TEST_F(LooseObjectTest, Sha256) {
  const std::string folder = folder_.MakeFolder("r");
  testing::ProcessRequest init;
  init.arguments = {"git", "init", "-q", "--object-format=sha256", folder};
  testing::RunProcess(init);
  const RepositoryBuilder repository(folder);
  AddEveryKind(repository);
  ExpectAllAsGit(repository, kSha256Bytes);
}

TEST_F(LooseObjectTest, OtherNamesAreIgnoredAndCounted) {
  const RepositoryBuilder repository(folder_.string() + "/r");
  repository.Add("f", "f");
  const std::string objects = "r/.git/objects/";
  const std::string digits(38, 'a');
  for (const char* const name : {"aa/tmp_obj_Xy12", "aa/.hidden", "aa/short",
                                 "tmp_objdir-incoming-1/aa/x", "README", "abc/d"}) {
    folder_.Write(objects + name, "x");
  }
  folder_.Write(objects + "aa/" + std::string(38, 'A'), "x");
  folder_.Write(objects + "aa/" + digits.substr(1) + "g", "x");
  folder_.Write(objects + "aa/" + digits + "aa", "x");
  folder_.Write(objects + "AB/" + digits, "x");
  folder_.Write(objects + "aa/" + std::string(62, 'a'), "x");
  folder_.Write(objects + "ab/" + digits, "x");
  const auto listing = ListLooseObjects(folder_.string() + "/r/.git/objects", kSha1Bytes);
  ASSERT_TRUE(listing.ok());
  std::vector<std::string> ids;
  for (const ObjectId& id : listing->ids) ids.push_back(id.Hex());
  const std::string blob = repository.Git({"hash-object", "f"}).substr(0, 40);
  EXPECT_EQ(ids, (std::vector<std::string>{blob, "ab" + digits}));
  EXPECT_EQ(listing->ignored, 3U + 3U + 5U);
  EXPECT_TRUE(listing->failures.empty());
}

TEST_F(LooseObjectTest, FoldersThatCannotBeReadAreNamed) {
  const std::string missing = folder_.string() + "/missing";
  const auto nothing = ListLooseObjects(missing, kSha1Bytes);
  ASSERT_FALSE(nothing.ok());
  EXPECT_EQ(nothing.error().message, missing + ": No such file or directory");
  folder_.Write("objects/aa", "a file where a folder should be");
  folder_.Write("objects/ab/" + std::string(38, '1'), "x");
  const auto listing = ListLooseObjects(folder_.string() + "/objects", kSha1Bytes);
  ASSERT_TRUE(listing.ok());
  EXPECT_EQ(listing->ids.size(), 1U);
  ASSERT_EQ(listing->failures.size(), 1U);
  EXPECT_EQ(listing->failures[0].message, folder_.string() + "/objects/aa: Not a directory");
}

TEST_F(LooseObjectTest, HeadersThatLie) {
  EXPECT_EQ(ErrorOfObject("blob 3", "abc"), "");
  EXPECT_EQ(ErrorOfObject("blob 0", ""), "");
  for (const char* header : {"thing 3", " 3", "", "blob", "blobs 3", "Blob 3", "ofs-delta 3"}) {
    EXPECT_NE(ErrorOfObject(header, "abc").find("names no type"), std::string::npos) << header;
  }
  for (const char* header : {"blob ", "blob 03", "blob 00", "blob +3", "blob -3", "blob 3 ",
                             "blob  3", "blob 0x3", "blob 18446744073709551616"}) {
    EXPECT_NE(ErrorOfObject(header, "abc").find("names no size"), std::string::npos) << header;
  }
  EXPECT_NE(ErrorOfObject("blob " + std::string(30, '1'), "abc").find("has no end"),
            std::string::npos);
  EXPECT_NE(ErrorOf(Deflated("blob 3")).find("has no end"), std::string::npos);
  EXPECT_NE(ErrorOf(Deflated("")).find("has no end"), std::string::npos);
}

TEST_F(LooseObjectTest, SizesThatLie) {
  const std::string noise = Noise(200'000);
  for (const auto& [size, content] : {std::pair<std::uint64_t, std::string>{4, "abc"},
                                      {100, "abc"},
                                      {200'001, noise},
                                      {std::uint64_t{1} << 40U, noise},
                                      {~std::uint64_t{0}, noise}}) {
    EXPECT_NE(ErrorOfObject(fmt::format("blob {}", size), content).find("is shorter than"),
              std::string::npos)
        << size;
  }
  for (const auto& [size, content] : {std::pair<std::uint64_t, std::string>{2, "abc"},
                                      {0, "abc"},
                                      {199'999, noise},
                                      {5, noise}}) {
    EXPECT_NE(ErrorOfObject(fmt::format("blob {}", size), content).find("is longer than"),
              std::string::npos)
        << size;
  }
}

TEST_F(LooseObjectTest, NothingMayStandBehindAnObject) {
  for (const std::string& object :
       {Deflated("blob 3" + std::string(1, '\0') + "abc"),
        Deflated("blob 200000" + std::string(1, '\0') + Noise(200'000))}) {
    EXPECT_EQ(ErrorOf(object), "");
    EXPECT_NE(ErrorOf(object + 'x').find("goes on behind"), std::string::npos);
    EXPECT_NE(ErrorOf(object + std::string(100'000, '\0')).find("goes on behind"),
              std::string::npos);
    EXPECT_NE(ErrorOf(object + object).find("goes on behind"), std::string::npos);
  }
  // The end is looked at by the call that hands out the last byte, before anybody trusts it.
  const std::string path =
      folder_.Write("object", Deflated("blob 3" + std::string(1, '\0') + "abc") + "x");
  ASSERT_TRUE(reader_.Open(path).ok());
  std::vector<char> exact(3);
  EXPECT_FALSE(reader_.Read(exact.data(), exact.size()).ok());
  // Garbage that begins exactly where a filled buffer of compressed bytes ends.
  std::string stored = Deflated("blob 65519" + std::string(1, '\0') + Noise(65'519), 0);
  for (std::size_t size = 65'519; stored.size() != 65'536; --size) {
    ASSERT_GT(size, 65'000U);
    stored = Deflated(fmt::format("blob {}", size) + '\0' + Noise(size), 0);
  }
  EXPECT_EQ(ErrorOf(stored), "");
  EXPECT_NE(ErrorOf(stored + "x").find("goes on behind"), std::string::npos);
}

TEST_F(LooseObjectTest, WhatIsNoZlibStream) {
  EXPECT_NE(ErrorOf("").find("is empty"), std::string::npos);
  const std::string deflated = Deflated("abc");
  for (const std::string& bytes :
       {std::string("x"), std::string("blob 3\0abc", 10), std::string(100, '\0'),
        "\xB3\x01" + deflated /* a blob in the experimental format */}) {
    EXPECT_NE(ErrorOf(bytes).find("experimental format"), std::string::npos);
  }
  // A stream that needs a dictionary nobody has.
  EXPECT_NE(ErrorOf("\x78\xBB" + std::string(20, 'x')).find("are damaged"), std::string::npos);
}

TEST_F(LooseObjectTest, WhatIsNoFile) {
  EXPECT_EQ(reader_.Open(folder_.string() + "/none").error().message, "No such file or directory");
  EXPECT_EQ(reader_.Open(folder_.string()).error().message, "it is no file");
  const std::string pipe = folder_.string() + "/pipe";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  EXPECT_EQ(reader_.Open(pipe).error().message, "it is no file");
  LooseObjectReader unopened;
  EXPECT_FALSE(unopened.Restart().ok());
  // The reader is good for the next object all the same.
  EXPECT_EQ(ErrorOfObject("blob 3", "abc"), "");
}

TEST_F(LooseObjectTest, EveryTruncationIsAnError) {
  std::string content;
  for (int i = 0; i < 100; ++i) content += fmt::format("line {}\n", i * i);
  for (const int level : {0, 9}) {
    const std::string object =
        Deflated(fmt::format("blob {}", content.size()) + '\0' + content, level);
    EXPECT_EQ(ErrorOf(object), "");
    for (std::size_t length = 0; length < object.size(); ++length) {
      for (const std::size_t capacity : {std::size_t{7}, content.size(), content.size() + 1}) {
        EXPECT_NE(ErrorOf(object.substr(0, length), capacity), "") << length;
      }
    }
  }
}

TEST_F(LooseObjectTest, EveryFlippedBitIsAnErrorOrTheContent) {
  std::string content;
  for (int i = 0; i < 30; ++i) content += fmt::format("line {}\n", i * i);
  const std::string object = Deflated(fmt::format("blob {}", content.size()) + '\0' + content);
  int right = 0;
  for (std::size_t bit = 0; bit < object.size() * 8; ++bit) {
    std::string damaged = object;
    damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ (1 << (bit % 8)));
    const Result<std::string> read = Content(folder_.Write("object", damaged));
    if (!read.ok()) continue;
    EXPECT_EQ(read.value(), content);
    ++right;
  }
  EXPECT_LT(right, 8);  // those that fill up the last byte before zlib's checksum
}

}  // namespace
}  // namespace blotter
