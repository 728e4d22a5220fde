// Memory: what PackWalker keeps, what it refuses to make, and what it reads piece by piece.
#include "scanner/git/pack_limits.h"

#include <zlib.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <sstream>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "scanner/git/object_hash.h"
#include "scanner/git/object_store.h"
#include "tests/git/object_collector.h"
#include "tests/git/pack_builder.h"
#include "tests/support/sanitizers.h"
#include "tests/support/temp_folder.h"

namespace blotter {
namespace {

using testing::AppendingDelta;
using testing::DeltaCopy;
using testing::DeltaHeader;
using testing::PackBuilder;

// By how many MiB the process grew at most while `run` ran.
long GrowthMiB(const std::function<void()>& run) {
  const auto status = [](const std::string& name) {
    std::ifstream file("/proc/self/status");
    std::string line;
    while (std::getline(file, line)) {
      if (line.starts_with(name)) return std::stol(line.substr(name.size())) / 1024;
    }
    return 0L;
  };
  std::ofstream("/proc/self/clear_refs") << "5";  // the peak is now
  const long before = status("VmRSS:");
  run();
  return status("VmHWM:") - before;
}

class PackLimitsTest : public ::testing::Test {
 protected:
  void Walk(PackLimits limits, testing::ObjectCollector* collector, std::size_t workers = 1) const {
    std::vector<ObjectFailure> failures;
    const ObjectStore store(folder_.string(), kSha1Bytes, &failures, limits);
    EXPECT_TRUE(failures.empty());
    store.Walk(workers, collector);
  }

  testing::TempFolder folder_;
  PackBuilder builder_;
};

// The whole tree of deltas, each appending its own name, `width` to an entry.
void AddTree(PackBuilder* builder, std::size_t base, const std::string& content, int depth,
             int width, testing::ObjectsById* expected) {
  (*expected)[builder->Id(content).Hex()] = {"blob", content};
  if (depth == 0) return;
  for (int i = 0; i < width; ++i) {
    const std::string name = fmt::format("{}.{}", depth, i);
    const std::size_t child =
        builder->OffsetDelta(base, AppendingDelta(content, name), content + name);
    AddTree(builder, child, content + name, depth - 1, width, expected);
  }
}

TEST_F(PackLimitsTest, ContentsThatWereDroppedAreMadeAgain) {
  const std::string content = std::string(5000, 'x') + "base";
  testing::ObjectsById expected;
  AddTree(&builder_, builder_.Whole(ObjectType::kBlob, content), content, 5, 3, &expected);
  builder_.Write(folder_.string());
  for (const std::uint64_t kept : {0UL, 1UL, 10000UL, 20000UL, 1UL << 30U}) {
    for (const std::size_t workers : {1, 3}) {
      testing::ObjectCollector collector;
      PackLimits limits;
      limits.kept_object_bytes = kept;
      limits.large_object_bytes = kept % 3 == 0 ? 100 : limits.large_object_bytes;
      Walk(limits, &collector, workers);
      EXPECT_TRUE(collector.objects == expected) << kept;
      EXPECT_TRUE(collector.failures.empty());
    }
  }
}

// Long chains with a side branch at every step: all along the chain, contents wait for the end of a
// side branch only, however the entries lie.
TEST_F(PackLimitsTest, LongChainsOfLargeObjectsStayWithinBounds) {
  std::string content = std::string(std::size_t{1} << 20U, 'x');
  std::size_t base = builder_.Whole(ObjectType::kBlob, content);
  for (int i = 0; i < 400; ++i) {
    const std::size_t next =
        builder_.OffsetDelta(base, AppendingDelta(content, "n"), content + "n");
    const std::string side = fmt::format("side {}", i);
    builder_.OffsetDelta(base, AppendingDelta(content, side), content + side);
    base = next;
    content += "n";
  }
  builder_.Write(folder_.string());
  struct Counter final : ObjectVisitor {
    bool Wants(ObjectType) const override { return true; }
    ObjectNote Visit(std::size_t, const VisitedObject& object) override {
      wrong += HashObject(object.type, object.content, kSha1Bytes) == object.id ? 0 : 1;
      ++visited;
      return 0;
    }
    void VisitStream(std::size_t, ObjectType, const ObjectId&, ObjectStream&) override {}
    void Fail(std::size_t, ObjectFailure) override { ++failed; }
    void Advance(std::size_t, std::uint64_t) override {}
    int visited = 0;
    int wrong = 0;
    int failed = 0;
  } counter;
  const long growth = GrowthMiB([&] {
    std::vector<ObjectFailure> failures;
    const ObjectStore store(folder_.string(), kSha1Bytes, &failures);
    store.Walk(1, &counter);
  });
  EXPECT_EQ(counter.visited, 801);
  EXPECT_EQ(counter.failed + counter.wrong, 0);
  if (!testing::kSanitized) {
    EXPECT_LT(growth, 40);
  }
}

// As deep as git goes, with bases before their deltas, and behind them.
TEST_F(PackLimitsTest, ChainsOf4095) {
  for (const bool backwards : {false, true}) {
    PackBuilder builder;
    std::vector<std::string> contents = {"base"};
    for (int i = 1; i <= 4095; ++i) contents.push_back(fmt::format("{:0100}", i));
    for (std::size_t n = 0; n < contents.size(); ++n) {
      const std::size_t i = backwards ? contents.size() - 1 - n : n;
      const std::string& content = contents[i];
      if (i == 0) {
        builder.Whole(ObjectType::kBlob, content);
        continue;
      }
      const std::string& base = contents[i - 1];
      const std::string delta =
          DeltaHeader(base.size(), content.size()) + testing::DeltaLiteral(content);
      if (backwards || i % 2 == 0) {
        builder.IdDelta(builder.Id(base), delta, content);
      } else {
        builder.OffsetDelta(i - 1, delta, content);
      }
    }
    builder.Write(folder_.string());
    std::vector<ObjectFailure> failures;
    const ObjectStore store(folder_.string(), kSha1Bytes, &failures);
    testing::ObjectCollector collector;
    store.Walk(2, &collector);
    EXPECT_EQ(collector.objects.size(), 4096U);
    EXPECT_TRUE(collector.failures.empty());
    for (const std::size_t i : {0, 1, 4094, 4095}) {
      EXPECT_EQ(store.Read(builder.Id(contents[i]))->content, contents[i]);
      EXPECT_EQ(collector.objects[builder.Id(contents[i]).Hex()].content, contents[i]);
    }
  }
}

TEST_F(PackLimitsTest, BombsAreRefusedWithoutMemory) {
  builder_.Whole(ObjectType::kBlob, "good");
  const std::string content(std::size_t{1} << 20U, 'x');
  const std::size_t base = builder_.Whole(ObjectType::kBlob, content);
  // 100 GiB out of a megabyte; truly, and as a claim.
  std::string copies;
  for (int i = 0; i < 102400; ++i) copies += DeltaCopy(0, 1U << 20U);
  builder_.OffsetDelta(base, DeltaHeader(content.size(), 102400ULL << 20U) + copies, "bomb");
  builder_.OffsetDelta(base, DeltaHeader(content.size(), 102400ULL << 20U) + DeltaCopy(0, 5),
                       "claim");
  builder_.Add({.kind = 3,
                .id = builder_.Id("size"),
                .content = "small",
                .claimed_size = std::uint64_t{100} << 30U});
  // Each of a chain makes a thousand times as much as the one before.
  std::size_t last = base;
  std::uint64_t size = content.size();
  for (int i = 0; i < 4; ++i) {
    std::string more;
    for (int copy = 0; copy < 1000; ++copy) {
      more += DeltaCopy(0, static_cast<std::uint32_t>(std::min<std::uint64_t>(size, 0xFFFFFF)));
    }
    const std::uint64_t made = 1000 * std::min<std::uint64_t>(size, 0xFFFFFF);
    last = builder_.OffsetDelta(last, DeltaHeader(size, made) + more, fmt::format("chain {}", i));
    size = made;
  }
  builder_.Write(folder_.string());
  testing::ObjectCollector collector;
  PackLimits limits;
  limits.most_object_bytes = std::uint64_t{16} << 20U;
  const long growth = GrowthMiB([&] {
    Walk(limits, &collector);
    std::vector<ObjectFailure> failures;
    const ObjectStore store(folder_.string(), kSha1Bytes, &failures, limits);
    for (const char* name : {"bomb", "claim", "chain 0", "chain 3"}) {
      EXPECT_FALSE(store.Read(builder_.Id(name)).ok());
    }
  });
  EXPECT_EQ(collector.objects.size(), 2U);
  // One that nothing is built on is streamed, whatever it claims, and fails there.
  EXPECT_EQ(collector.lost(), 7U);
  if (!testing::kSanitized) {
    EXPECT_LT(growth, 60);
  }
  std::string all;
  for (const ObjectFailure& failure : collector.failures) all += failure.what + '\n';
  EXPECT_NE(all.find("too large"), std::string::npos) << all;
}

// `mebibytes` of zeros as a zlib stream. Each ends in a block of its own that refers to none
// before, so one of them is made, and repeated.
std::string DeflatedZeros(int mebibytes) {
  const std::string zeros(std::size_t{1} << 20U, '\0');
  std::string block(zeros.size(), '\0');
  z_stream stream = {};
  EXPECT_EQ(::deflateInit2(&stream, 9, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY), Z_OK);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(zeros.data()));
  stream.avail_in = static_cast<uInt>(zeros.size());
  stream.next_out = reinterpret_cast<Bytef*>(block.data());
  stream.avail_out = static_cast<uInt>(block.size());
  EXPECT_EQ(::deflate(&stream, Z_FULL_FLUSH), Z_OK);
  block.resize(block.size() - stream.avail_out);
  ::deflateEnd(&stream);
  std::string out = "\x78\x9C";
  for (int i = 0; i < mebibytes; ++i) out += block;
  out += std::string("\x03\0", 2);  // a last block that is empty
  // Of zeros, Adler-32 is 1 in its lower half and their number modulo 65521 in its upper one.
  const auto upper = static_cast<unsigned>((static_cast<std::uint64_t>(mebibytes) << 20U) % 65521U);
  out += static_cast<char>(upper >> 8U);
  out += static_cast<char>(upper);
  return out + std::string("\0\1", 2);
}

// Large objects are read to their end, in bounded memory. Beyond 4 GiB takes zlib nine seconds, and
// is for those who ask for it.
TEST_F(PackLimitsTest, LargeObjectsAreStreamed) {
  const int mebibytes = std::getenv("BLOTTER_SLOW_TESTS") != nullptr ? 4099 : 256;
  const std::uint64_t size = static_cast<std::uint64_t>(mebibytes) << 20U;
  builder_.Add({.kind = 3,
                .id = builder_.Id("zeros"),
                .claimed_size = size,
                .compressed = DeflatedZeros(mebibytes)});
  builder_.Write(folder_.string());
  struct Reader final : ObjectVisitor {
    bool Wants(ObjectType) const override { return true; }
    ObjectNote Visit(std::size_t, const VisitedObject&) override { return 0; }
    void VisitStream(std::size_t, ObjectType, const ObjectId&, ObjectStream& stream) override {
      std::string piece(std::size_t{1} << 20U, 'x');
      for (;;) {
        const Result<std::size_t> got = stream.Read(piece.data(), piece.size());
        ASSERT_TRUE(got.ok());
        read += *got;
        if (*got < piece.size()) return;
      }
    }
    void Fail(std::size_t, ObjectFailure) override { ADD_FAILURE(); }
    void Advance(std::size_t, std::uint64_t) override {}
    std::uint64_t read = 0;
  } reader;
  const long growth = GrowthMiB([&] {
    std::vector<ObjectFailure> failures;
    const ObjectStore store(folder_.string(), kSha1Bytes, &failures);
    store.Walk(2, &reader);
  });
  EXPECT_EQ(reader.read, size);
  if (!testing::kSanitized) {
    EXPECT_LT(growth, 30);
  }
}

}  // namespace
}  // namespace blotter
