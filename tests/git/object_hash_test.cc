// HashObject and ObjectHasher against `git hash-object`, for both hashes and all types.
#include "scanner/git/object_hash.h"

#include <string>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/git/object_collector.h"
#include "tests/git/random_repository.h"
#include "tests/support/temp_folder.h"

namespace blotter {
namespace {

TEST(ObjectHashTest, AsGit) {
  for (const std::string hash : {"sha1", "sha256"}) {
    const std::size_t hash_bytes = hash == "sha1" ? kSha1Bytes : kSha256Bytes;
    const testing::TempFolder folder;
    const testing::RepositoryBuilder repository = testing::MakeRepository(folder.string(), hash);
    testing::AddRandomCommits(repository, {});
    for (const std::size_t size : {0, 1, 55, 56, 63, 64, 65, 119, 120, 100000}) {
      std::string content(size, '\0');
      for (std::size_t i = 0; i < size; ++i) content[i] = static_cast<char>(i * i % 251);
      const std::string expected =
          GitWithInput(repository, {"hash-object", "--stdin"}, content).substr(0, 2 * hash_bytes);
      EXPECT_EQ(HashObject(ObjectType::kBlob, content, hash_bytes).Hex(), expected);
      for (const std::size_t piece : {1, 63, 64, 99999}) {
        ObjectHasher hasher(ObjectType::kBlob, size, hash_bytes);
        for (std::size_t at = 0; at < size; at += piece) hasher.Add(content.substr(at, piece));
        EXPECT_EQ(hasher.Finish().Hex(), expected);
      }
    }
    std::size_t tags = 0;
    for (const auto& [id, object] : testing::ObjectsByGit(repository)) {
      const ObjectType type = ParseObjectType(object.type).value();
      EXPECT_EQ(HashObject(type, object.content, hash_bytes).Hex(), id);
      if (type == ObjectType::kTag) ++tags;
    }
    EXPECT_GT(tags, 0U);
  }
}

}  // namespace
}  // namespace blotter
