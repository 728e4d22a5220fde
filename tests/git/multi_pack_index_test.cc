// MultiPackIndex against the indexes of the packs it speaks for; and against damaged files, which
// must be an Error or an index whose every answer can be asked for.
#include "scanner/git/multi_pack_index.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "scanner/git/pack_index.h"
#include "tests/support/repository_builder.h"
#include "tests/support/temp_folder.h"

namespace blotter {
namespace {

using testing::RepositoryBuilder;
using testing::TempFolder;

std::string BigEndian(std::uint64_t number, int bytes) {
  std::string text;
  for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
    text += static_cast<char>(number >> shift & 0xFF);
  }
  return text;
}

// The parts of a file of two packs and two objects, 11... and 55..., to be changed one at a time.
struct Parts {
  std::string signature = "MIDX";
  int version = 1;
  int hash = 1;
  int bases = 0;
  std::uint32_t pack_count = 2;
  std::vector<std::pair<std::string, std::string>> chunks = {
      {"PNAM", std::string("a.idx\0b.idx\0", 12)},
      {"OIDF", Fanout(0x11, 0x55)},
      {"OIDL", std::string(20, '\x11') + std::string(20, '\x55')},
      {"OOFF", BigEndian(1, 4) + BigEndian(12, 4) + BigEndian(0, 4) + BigEndian(0xF0000000, 4)}};

  static std::string Fanout(int first, int second) {
    std::string fanout;
    for (int byte = 0; byte < 256; ++byte) {
      fanout += BigEndian((byte >= first ? 1U : 0U) + (byte >= second ? 1U : 0U), 4);
    }
    return fanout;
  }

  std::string& Chunk(const std::string& name) {
    for (auto& chunk : chunks) {
      if (chunk.first == name) return chunk.second;
    }
    return chunks.emplace_back(name, "").second;
  }

  std::string Bytes() const {
    std::string bytes = signature + static_cast<char>(version) + static_cast<char>(hash) +
                        static_cast<char>(chunks.size()) + static_cast<char>(bases) +
                        BigEndian(pack_count, 4);
    std::uint64_t at = bytes.size() + 12 * (chunks.size() + 1);
    std::string content;
    for (const auto& [name, chunk] : chunks) {
      bytes += name + BigEndian(at + content.size(), 8);
      content += chunk;
    }
    bytes += BigEndian(0, 4) + BigEndian(at + content.size(), 8);
    return bytes + content + std::string(20, 's');
  }
};

std::string ErrorOf(const std::string& bytes, std::size_t hash_bytes = kSha1Bytes) {
  const Result<MultiPackIndex> index = MultiPackIndex::Parse(bytes, hash_bytes, "midx");
  return index.ok() ? "" : index.error().message;
}

void ExpectConsistent(const MultiPackIndex& index) {
  for (std::uint32_t n = 0; n < index.count(); ++n) {
    const auto found = index.Find(index.Id(n));
    ASSERT_TRUE(found.has_value());
    EXPECT_EQ(index.Id(*found), index.Id(n));
    EXPECT_LT(index.Pack(n), index.pack_names().size());
    EXPECT_EQ(index.Offset(n) >> 63U, 0U);
  }
}

class MultiPackIndexTest : public ::testing::Test {
 protected:
  // A repository with three packs, some objects in two of them.
  RepositoryBuilder MakeRepository(const std::string& hash, int files) const {
    const std::string folder = folder_.MakeFolder(hash);
    testing::ProcessRequest init;
    init.arguments = {"git", "init", "-q", "--object-format=" + hash, folder};
    testing::RunProcess(init);
    RepositoryBuilder repository(folder);
    for (int pack = 0; pack < 2; ++pack) {
      for (int i = 0; i < files; ++i) {
        repository.Write(fmt::format("d{}/f{}", pack, i), fmt::format("content {} {}\n", i, pack));
      }
      repository.Git({"add", "-A"});
      repository.Commit("one");
      repository.Git({"repack", "-dq"});
    }
    repository.Git({"repack", "-aq"});
    repository.Git({"multi-pack-index", "write"});
    return repository;
  }

  static std::string PackFolder(const RepositoryBuilder& repository) {
    return repository.folder() + "/.git/objects/pack";
  }

  static void ExpectAsPacks(const RepositoryBuilder& repository, std::size_t hash_bytes) {
    const std::string folder = PackFolder(repository);
    Result<MultiPackIndex> opened = MultiPackIndex::Open(folder + "/multi-pack-index", hash_bytes);
    ASSERT_TRUE(opened.ok()) << opened.error().message;
    const MultiPackIndex index = std::move(opened).value();  // what it holds moves with it
    ExpectConsistent(index);
    std::set<std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      if (entry.path().extension() == ".idx") files.insert(entry.path().filename());
    }
    EXPECT_EQ(std::set<std::string>(index.pack_names().begin(), index.pack_names().end()), files);
    std::vector<PackIndex> packs;
    std::set<ObjectId> ids;
    for (const std::string_view name : index.pack_names()) {
      packs.push_back(PackIndex::Open(folder + "/" + std::string(name), hash_bytes).value());
      for (std::uint32_t n = 0; n < packs.back().count(); ++n) ids.insert(packs.back().Id(n));
    }
    EXPECT_EQ(packs.size(), 3U);
    EXPECT_EQ(index.count(), ids.size());
    for (std::uint32_t n = 0; n < index.count(); ++n) {
      const PackIndex& pack = packs[index.Pack(n)];
      const auto in_pack = pack.Find(index.Id(n));
      ASSERT_TRUE(in_pack.has_value());
      EXPECT_EQ(pack.Offset(*in_pack), index.Offset(n));
    }
    for (const ObjectId& id : ids) EXPECT_TRUE(index.Find(id).has_value());
    EXPECT_FALSE(index.Find(ObjectId(std::string(32, '\1').data(), hash_bytes)).has_value());
  }

  TempFolder folder_;
};

TEST_F(MultiPackIndexTest, SaysWhatThePacksSay) {
  ExpectAsPacks(MakeRepository("sha1", 200), kSha1Bytes);
  ExpectAsPacks(MakeRepository("sha256", 50), kSha256Bytes);
}

// A bitmap brings a chunk that this program does not know.
TEST_F(MultiPackIndexTest, UnknownChunksArePassedOver) {
  const RepositoryBuilder repository = MakeRepository("sha1", 10);
  repository.Git({"multi-pack-index", "write", "--bitmap"});
  ExpectAsPacks(repository, kSha1Bytes);
  Parts parts;
  parts.chunks.insert(parts.chunks.begin() + 1, {"ZZZZ", "whatever"});
  EXPECT_EQ(ErrorOf(parts.Bytes()), "");
}

TEST_F(MultiPackIndexTest, NamesPacksThatAreGone) {
  const RepositoryBuilder repository = MakeRepository("sha1", 10);
  const std::string folder = PackFolder(repository);
  std::string gone;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".idx") gone = entry.path().filename();
  }
  std::filesystem::remove(folder + "/" + gone);
  const auto index = MultiPackIndex::Open(folder + "/multi-pack-index", kSha1Bytes);
  ASSERT_TRUE(index.ok());
  const auto& names = index->pack_names();
  EXPECT_EQ(std::count(names.begin(), names.end(), gone), 1);
}

TEST_F(MultiPackIndexTest, Offsets) {
  Parts parts;
  const std::string plain = parts.Bytes();
  const auto without = MultiPackIndex::Parse(plain, kSha1Bytes, "midx");
  ASSERT_TRUE(without.ok()) << without.error().message;
  EXPECT_EQ(without->Offset(0), 12U);
  EXPECT_EQ(without->Pack(0), 1U);
  EXPECT_EQ(without->Offset(1), 0xF0000000U);  // 32 bits, where no 8-byte offsets are

  parts.Chunk("LOFF") = BigEndian(7, 8) + BigEndian(std::uint64_t{1} << 40U, 8);
  parts.Chunk("OOFF").replace(12, 4, BigEndian(0x80000001, 4));
  const std::string with_long = parts.Bytes();
  const auto with = MultiPackIndex::Parse(with_long, kSha1Bytes, "midx");
  ASSERT_TRUE(with.ok()) << with.error().message;
  EXPECT_EQ(with->Offset(0), 12U);
  EXPECT_EQ(with->Offset(1), std::uint64_t{1} << 40U);
}

// Changes the file with `change`, and hands out the error.
template <typename Change>
std::string ErrorWith(Change change) {
  Parts parts;
  EXPECT_EQ(ErrorOf(parts.Bytes()), "");
  change(&parts);
  return ErrorOf(parts.Bytes());
}

TEST_F(MultiPackIndexTest, LiesInTheHeaderAreErrors) {
  const auto expect = [](const std::string& message, const std::string& part) {
    EXPECT_NE(message.find(part), std::string::npos) << message;
    EXPECT_TRUE(message.starts_with("midx: cannot be used as a multi-pack-index: "));
  };
  expect(ErrorWith([](Parts* p) { p->signature = "MIDY"; }), "does not begin as one");
  expect(ErrorWith([](Parts* p) { p->version = 3; }), "version 3 is not 1");
  expect(ErrorWith([](Parts* p) { p->hash = 2; }), "hash is not the repository's");
  expect(ErrorOf(Parts().Bytes(), kSha256Bytes), "hash is not the repository's");
  expect(ErrorWith([](Parts* p) { p->bases = 1; }), "builds on others");
  for (const std::size_t chunk : {0, 1, 2, 3}) {
    expect(
        ErrorWith([=](Parts* p) { p->chunks.erase(p->chunks.begin() + static_cast<long>(chunk)); }),
        "it has no chunk");
    expect(ErrorWith([=](Parts* p) { p->chunks.push_back(p->chunks[chunk]); }), "chunk twice");
  }
  std::string bytes = Parts().Bytes();
  expect(ErrorOf(std::string(bytes).replace(16, 8, BigEndian(71, 8))), "chunk 0 lies outside");
  expect(ErrorOf(std::string(bytes).replace(28, 8, BigEndian(60, 8))), "chunk 0 lies outside");
  expect(ErrorOf(std::string(bytes).replace(64, 8, BigEndian(bytes.size() - 19, 8))),
         "chunk 3 lies outside");
  expect(ErrorOf(std::string(bytes).replace(64, 8, BigEndian(~std::uint64_t{0}, 8))),
         "chunk 3 lies outside");
}

TEST_F(MultiPackIndexTest, LiesInTheChunksAreErrors) {
  const auto expect = [](const std::string& message, const std::string& part) {
    EXPECT_NE(message.find(part), std::string::npos) << message;
  };
  expect(ErrorWith([](Parts* p) { p->pack_count = 3; }), "the name of pack 2 is none");
  expect(ErrorWith([](Parts* p) { p->pack_count = 0xFFFFFFFF; }), "the name of pack 2 is none");
  expect(ErrorWith([](Parts* p) { p->pack_count = 1; }), "lies in a pack it does not name");
  expect(ErrorWith([](Parts* p) { p->Chunk("PNAM")[0] = 'c'; }), "names of packs are not in order");
  expect(ErrorWith([](Parts* p) { p->Chunk("PNAM")[0] = 'b'; }), "names of packs are not in order");
  expect(ErrorWith([](Parts* p) { p->Chunk("PNAM")[1] = '/'; }), "the name of pack 0 is none");
  expect(ErrorWith([](Parts* p) { p->Chunk("OIDF").pop_back(); }), "fanout table has a wrong size");
  expect(ErrorWith([](Parts* p) { p->Chunk("OIDF") = Parts::Fanout(0x11, 0x56); }),
         "object 1 is not in order");
  expect(ErrorWith([](Parts* p) { p->Chunk("OIDF")[3] = 9; }), "fanout table descends");
  expect(ErrorWith([](Parts* p) { p->Chunk("OIDL").pop_back(); }), "2 objects do not fit");
  expect(ErrorWith([](Parts* p) { p->Chunk("OOFF").pop_back(); }), "2 objects do not fit");
  expect(ErrorWith([](Parts* p) { p->Chunk("OOFF")[3] = 2; }), "object 0 lies in a pack it does");
  expect(ErrorWith([](Parts* p) { p->Chunk("LOFF") = "1234567"; }), "8-byte offset is cut short");
  expect(ErrorWith([](Parts* p) { p->Chunk("LOFF") = BigEndian(7, 8); }),
         "object 1 has an impossible offset");
  expect(ErrorWith([](Parts* p) {
           p->Chunk("LOFF") = BigEndian(std::uint64_t{1} << 63U, 8);
           p->Chunk("OOFF").replace(12, 4, BigEndian(0x80000000, 4));
         }),
         "object 1 has an impossible offset");
}

TEST_F(MultiPackIndexTest, EveryTruncationIsAnError) {
  const std::string bytes = Parts().Bytes();
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    EXPECT_NE(ErrorOf(bytes.substr(0, length)), "") << length;
  }
}

TEST_F(MultiPackIndexTest, EveryFlippedBitIsAnErrorOrAnIndex) {
  Parts parts;
  parts.Chunk("LOFF") = BigEndian(7, 8);
  parts.Chunk("OOFF").replace(12, 4, BigEndian(0x80000000, 4));
  const std::string bytes = parts.Bytes();
  ASSERT_EQ(ErrorOf(bytes), "");
  int errors = 0;
  for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
    std::string damaged = bytes;
    damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ (1 << (bit % 8)));
    const auto index = MultiPackIndex::Parse(damaged, kSha1Bytes, "midx");
    errors += index.ok() ? 0 : 1;
    if (!index.ok()) continue;
    EXPECT_EQ(index->count(), 2U);
    ExpectConsistent(index.value());
  }
  EXPECT_GT(errors, 256 * 4 * 8);  // the fanout at least
}

TEST_F(MultiPackIndexTest, CorruptFileSaysWhatToDoAndThatWorks) {
  const RepositoryBuilder repository = MakeRepository("sha1", 10);
  const std::string path = PackFolder(repository) + "/multi-pack-index";
  std::filesystem::permissions(path, std::filesystem::perms::owner_write,
                               std::filesystem::perm_options::add);
  std::filesystem::resize_file(path, 1000);
  const auto broken = MultiPackIndex::Open(path, kSha1Bytes);
  ASSERT_FALSE(broken.ok());
  EXPECT_NE(broken.error().message.find("remove it, and run `git multi-pack-index write`"),
            std::string::npos);
  std::filesystem::remove(path);
  repository.Git({"multi-pack-index", "write"});
  ExpectAsPacks(repository, kSha1Bytes);
  EXPECT_FALSE(MultiPackIndex::Open(path + "x", kSha1Bytes).ok());
}

}  // namespace
}  // namespace blotter
