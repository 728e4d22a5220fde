// PackIndex against `git show-index`, for both versions and both hashes; and against damaged files,
// which must be an Error or an index whose every answer can be asked for.
#include "scanner/git/pack_index.h"

#include <algorithm>
#include <filesystem>
#include <numeric>
#include <random>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/support/repository_builder.h"
#include "tests/support/temp_folder.h"

namespace blotter {
namespace {

using testing::RepositoryBuilder;
using testing::TempFolder;

struct Place {
  std::string id;
  std::uint64_t offset = 0;
};

std::string BigEndian(std::uint64_t number, int bytes) {
  std::string text;
  for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
    text += static_cast<char>(number >> shift & 0xFF);
  }
  return text;
}

// A version 2 index of ids (in this order) and offsets; those from 2^31 on are written in 8 bytes.
std::string MakeIndex(const std::vector<Place>& places) {
  std::vector<std::uint32_t> first_bytes(256);
  std::string ids;
  std::string offsets;
  std::string long_offsets;
  for (const Place& place : places) {
    const ObjectId id = ObjectId::FromHex(place.id).value();
    for (std::size_t i = id.data()[0]; i < 256; ++i) ++first_bytes[i];
    ids.append(reinterpret_cast<const char*>(id.data()), id.size());
    if (place.offset >> 31U != 0) {
      offsets += BigEndian(0x80000000 | long_offsets.size() / 8, 4);
      long_offsets += BigEndian(place.offset, 8);
    } else {
      offsets += BigEndian(place.offset, 4);
    }
  }
  std::string bytes("\377tOc\0\0\0\2", 8);
  for (const std::uint32_t number : first_bytes) bytes += BigEndian(number, 4);
  bytes += ids + std::string(4 * places.size(), 'c') + offsets + long_offsets;
  return bytes + std::string(20, 'p') + std::string(20, 'i');
}

PackIndex Parsed(const std::string& bytes) {
  Result<PackIndex> index = PackIndex::Parse(bytes, kSha1Bytes, "x.idx");
  EXPECT_TRUE(index.ok()) << (index.ok() ? "" : index.error().message);
  return std::move(index).value();
}

std::string ErrorOf(const std::string& bytes, std::size_t hash_bytes = kSha1Bytes) {
  const Result<PackIndex> index = PackIndex::Parse(bytes, hash_bytes, "x.idx");
  return index.ok() ? "" : index.error().message;
}

std::string HexOf(char digit) { return std::string(40, digit); }

// The ids just below and just above.
std::vector<ObjectId> Neighbours(const ObjectId& id) {
  std::vector<ObjectId> neighbours;
  for (const int step : {-1, 1}) {
    std::string bytes(reinterpret_cast<const char*>(id.data()), id.size());
    for (std::size_t i = bytes.size(); i-- > 0;) {
      bytes[i] = static_cast<char>(bytes[i] + step);
      if (bytes[i] != (step == 1 ? '\0' : '\xFF')) break;
    }
    neighbours.emplace_back(bytes.data(), bytes.size());
  }
  return neighbours;
}

// Every question about every object, against a plain search.
void ExpectConsistent(const PackIndex& index) {
  std::vector<ObjectId> ids;
  for (std::uint32_t n = 0; n < index.count(); ++n) ids.push_back(index.Id(n));
  ASSERT_TRUE(std::is_sorted(ids.begin(), ids.end()));
  const auto expect_found_right = [&](const ObjectId& id) {
    const auto place = std::lower_bound(ids.begin(), ids.end(), id);
    const bool there = place != ids.end() && *place == id;
    const auto found = index.Find(id);
    ASSERT_EQ(found.has_value(), there) << id.Hex();
    if (there) {
      EXPECT_EQ(*found, static_cast<std::uint32_t>(place - ids.begin()));
    }
  };
  for (const ObjectId& id : ids) {
    expect_found_right(id);
    for (const ObjectId& neighbour : Neighbours(id)) expect_found_right(neighbour);
  }
  expect_found_right(ObjectId(std::string(32, '\0').data(), index.hash_bytes()));
  expect_found_right(ObjectId(std::string(32, '\xFF').data(), index.hash_bytes()));

  std::vector<std::uint32_t> expected(index.count());
  std::iota(expected.begin(), expected.end(), 0U);
  std::stable_sort(expected.begin(), expected.end(), [&](std::uint32_t a, std::uint32_t b) {
    return index.Offset(a) < index.Offset(b);
  });
  const PackOrder order = index.InPackOrder();
  EXPECT_EQ(order.numbers, expected);
  ASSERT_EQ(order.offsets.size(), expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    EXPECT_EQ(order.offsets[i], index.Offset(expected[i]));
  }
}

class PackIndexTest : public ::testing::Test {
 protected:
  // A packed repository of some hundred objects.
  RepositoryBuilder MakeRepository(const std::string& hash = "sha1") const {
    const std::string folder = folder_.MakeFolder("r");
    testing::ProcessRequest init;
    init.arguments = {"git", "init", "-q", "--object-format=" + hash, folder};
    init.environment = testing::HermeticGitEnvironment();
    EXPECT_EQ(testing::RunProcess(init).exit_code, 0);
    RepositoryBuilder repository(folder);
    for (int i = 0; i < 300; ++i) {
      repository.Write(fmt::format("d{}/f{}", i % 7, i), fmt::format("content {}\n", i));
    }
    repository.Git({"add", "-A"});
    repository.Commit("all");
    repository.Git({"repack", "-adq"});
    return repository;
  }

  static std::string PackOf(const RepositoryBuilder& repository) {
    const std::string folder = repository.folder() + "/.git/objects/pack";
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      if (entry.path().extension() == ".pack") return entry.path();
    }
    return "";
  }

  static void ExpectAsGit(const RepositoryBuilder& repository, const std::string& index_path,
                          const std::string& pack_path, std::size_t hash_bytes) {
    Result<PackIndex> opened = PackIndex::Open(index_path, hash_bytes);
    ASSERT_TRUE(opened.ok()) << opened.error().message;
    const PackIndex index = std::move(opened).value();  // what it holds moves with it
    testing::ProcessRequest request;
    request.arguments = {"git", "show-index"};
    request.folder = repository.folder();
    request.standard_input = testing::ReadText(index_path);
    std::istringstream lines(testing::RunProcess(request).standard_output);
    std::string line;
    std::uint32_t n = 0;
    for (; std::getline(lines, line); ++n) {
      ASSERT_LT(n, index.count());
      std::istringstream words(line);
      Place place;
      words >> place.offset >> place.id;
      EXPECT_EQ(index.Id(n).Hex(), place.id);
      EXPECT_EQ(index.Offset(n), place.offset);
    }
    EXPECT_GT(n, 300U);
    EXPECT_EQ(n, index.count());
    ExpectConsistent(index);
    const std::string pack = testing::ReadText(pack_path);
    EXPECT_EQ(index.PackChecksum(), ObjectId(pack.data() + pack.size() - hash_bytes, hash_bytes));
  }

  void ExpectEveryVersionAsGit(const std::string& hash, std::size_t hash_bytes) const {
    const RepositoryBuilder repository = MakeRepository(hash);
    const std::string pack = PackOf(repository);
    for (const std::string version : {"1", "2", "2,0x40"}) {
      const std::string path = folder_.string() + "/" + version + ".idx";
      repository.Git({"index-pack", "--index-version=" + version, "-o", path, pack});
      ExpectAsGit(repository, path, pack, hash_bytes);
    }
  }

  TempFolder folder_;
};

TEST_F(PackIndexTest, EveryVersionReadsAsGitReadsIt) { ExpectEveryVersionAsGit("sha1", 20); }

TEST_F(PackIndexTest, Sha256) { ExpectEveryVersionAsGit("sha256", 32); }

TEST_F(PackIndexTest, NothingInAPack) {
  const std::string empty = MakeIndex({});
  const PackIndex index = Parsed(empty);
  EXPECT_EQ(index.count(), 0U);
  EXPECT_TRUE(index.InPackOrder().numbers.empty());
  EXPECT_TRUE(index.InPackOrder().offsets.empty());
  EXPECT_FALSE(index.Find(ObjectId::FromHex(HexOf('0')).value()));
  const std::string empty_version_1(1024 + 40, '\0');
  EXPECT_EQ(Parsed(empty_version_1).count(), 0U);
}

TEST_F(PackIndexTest, AnIdOfAnotherHashIsNotFound) {
  const std::string bytes = MakeIndex({{HexOf('a'), 12}});
  const PackIndex index = Parsed(bytes);
  EXPECT_TRUE(index.Find(ObjectId::FromHex(HexOf('a')).value()));
  EXPECT_FALSE(index.Find(ObjectId::FromHex(HexOf('a') + std::string(24, '0')).value()));
  EXPECT_FALSE(index.Find(ObjectId()));
}

// Ids that are not spread as hashes are, and such that differ late.
TEST_F(PackIndexTest, FindsUnevenIds) {
  std::mt19937_64 random(1);
  for (int round = 0; round < 60; ++round) {
    std::vector<std::string> ids;
    const std::string digits = round % 2 == 0 ? "01" : "0123456789abcdef";
    const std::string prefix(random() % 37, round % 3 == 0 ? 'f' : '0');
    for (std::uint64_t count = random() % 500; count > 0; --count) {
      std::string id = prefix;
      while (id.size() < 40) id += digits[random() % digits.size()];
      ids.push_back(id);
    }
    std::sort(ids.begin(), ids.end());
    std::vector<Place> places;
    for (const std::string& id : ids) places.push_back({id, random() >> (random() % 63 + 1)});
    const std::string bytes = MakeIndex(places);
    const PackIndex index = Parsed(bytes);
    ExpectConsistent(index);
    for (std::uint32_t n = 0; n < index.count(); ++n) {
      EXPECT_EQ(index.Offset(n), places[n].offset);
    }
  }
}

TEST_F(PackIndexTest, AnObjectMayBeThereTwice) {
  const std::string bytes = MakeIndex({{HexOf('1'), 12}, {HexOf('5'), 99}, {HexOf('5'), 50}});
  const PackIndex index = Parsed(bytes);
  EXPECT_EQ(index.Find(ObjectId::FromHex(HexOf('5')).value()), 1U);
  EXPECT_EQ(index.InPackOrder().numbers, (std::vector<std::uint32_t>{0, 2, 1}));
}

TEST_F(PackIndexTest, IdsOutOfOrderAreAnError) {
  EXPECT_NE(ErrorOf(MakeIndex({{HexOf('5'), 12}, {HexOf('1'), 99}})).find("object 0 is not in"),
            std::string::npos);
  // In the last byte only.
  const std::string head(38, '7');
  EXPECT_EQ(ErrorOf(MakeIndex({{head + "01", 12}, {head + "02", 99}})), "");
  EXPECT_NE(ErrorOf(MakeIndex({{head + "02", 12}, {head + "01", 99}})).find("object 1 is not in"),
            std::string::npos);
}

TEST_F(PackIndexTest, LiesInTheTablesAreErrors) {
  const std::string bytes = MakeIndex({{HexOf('1'), 12}, {HexOf('5'), std::uint64_t{1} << 40U}});
  ASSERT_EQ(ErrorOf(bytes), "");
  const auto with = [&](std::size_t at, const std::string& replacement) {
    return ErrorOf(std::string(bytes).replace(at, replacement.size(), replacement));
  };
  EXPECT_NE(with(4, BigEndian(3, 4)).find("version 3 is neither"), std::string::npos);
  EXPECT_NE(with(8 + 4 * 0x11, BigEndian(3, 4)).find("fanout table descends"), std::string::npos);
  EXPECT_NE(with(8 + 4 * 0x54, BigEndian(0, 4)).find("fanout table descends"), std::string::npos);
  EXPECT_NE(with(8 + 4 * 255, BigEndian(3, 4)).find("3 objects do not fit"), std::string::npos);
  EXPECT_NE(with(8 + 4 * 255, BigEndian(0xFFFFFFFF, 4)).find("objects do not fit"),
            std::string::npos);
  const std::size_t offsets = 8 + 1024 + 2 * 24;
  EXPECT_NE(with(offsets, BigEndian(0x80000001, 4)).find("impossible offset"), std::string::npos);
  EXPECT_NE(with(offsets + 8, BigEndian(std::uint64_t{1} << 63U, 8)).find("impossible offset"),
            std::string::npos);
  EXPECT_NE(ErrorOf(bytes, kSha256Bytes).find("do not fit"), std::string::npos);
}

class DamagedPackIndexTest : public PackIndexTest,
                             public ::testing::WithParamInterface<const char*> {
 protected:
  std::string MakeSmallIndex() const {
    const RepositoryBuilder repository(folder_.string());
    for (const char* name : {"a", "b", "c"}) repository.Add(name, name);
    repository.Commit("one");
    repository.Git({"repack", "-adq"});
    const std::string path = folder_.string() + "/small.idx";
    repository.Git({"index-pack", std::string("--index-version=") + GetParam(), "-o", path,
                    PackOf(repository)});
    return testing::ReadText(path);
  }
};

TEST_P(DamagedPackIndexTest, EveryTruncationIsAnError) {
  const std::string bytes = MakeSmallIndex();
  ASSERT_EQ(ErrorOf(bytes), "");
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    const std::string cut = bytes.substr(0, length);
    const std::string message = ErrorOf(cut);
    EXPECT_TRUE(message.starts_with("x.idx: corrupt pack index: ")) << length << message;
  }
  EXPECT_NE(ErrorOf(bytes + 'x'), "");
}

TEST_P(DamagedPackIndexTest, EveryFlippedBitIsAnErrorOrAnIndex) {
  const std::string bytes = MakeSmallIndex();
  int errors = 0;
  for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
    std::string damaged = bytes;
    damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ (1 << (bit % 8)));
    const Result<PackIndex> index = PackIndex::Parse(damaged, kSha1Bytes, "x.idx");
    errors += index.ok() ? 0 : 1;
    if (!index.ok()) continue;
    EXPECT_EQ(index->count(), 5U) << bit;
    ExpectConsistent(index.value());
  }
  // Signature, version and fanout at least: nearly no bit of them can change.
  EXPECT_GT(errors, 256 * 4 * 8);
}

INSTANTIATE_TEST_SUITE_P(Versions, DamagedPackIndexTest, ::testing::Values("1", "2", "2,0x40"));

TEST_F(PackIndexTest, CorruptFileSaysWhatToDoAndThatWorks) {
  const RepositoryBuilder repository = MakeRepository();
  const std::string pack = PackOf(repository);
  const std::string path = pack.substr(0, pack.size() - 4) + "idx";
  std::filesystem::permissions(path, std::filesystem::perms::owner_write,
                               std::filesystem::perm_options::add);
  std::filesystem::resize_file(path, 2000);
  const Result<PackIndex> broken = PackIndex::Open(path, kSha1Bytes);
  ASSERT_FALSE(broken.ok());
  EXPECT_TRUE(broken.error().message.starts_with(path + ": corrupt pack index: "));
  EXPECT_NE(broken.error().message.find("remove it and run `git index-pack`"), std::string::npos);
  std::filesystem::remove(path);
  repository.Git({"index-pack", pack});
  ExpectAsGit(repository, path, pack, kSha1Bytes);
  repository.Git({"fsck"});
}

TEST_F(PackIndexTest, WhatCannotBeOpenedIsAnErrorWithThePath) {
  const std::string missing = folder_.string() + "/missing.idx";
  EXPECT_TRUE(PackIndex::Open(missing, kSha1Bytes).error().message.starts_with(missing));
  EXPECT_FALSE(PackIndex::Open(folder_.string(), kSha1Bytes).ok());
  EXPECT_FALSE(PackIndex::Open(folder_.Write("empty.idx", ""), kSha1Bytes).ok());
}

}  // namespace
}  // namespace blotter
