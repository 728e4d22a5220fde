// Deltas made by hand: every kind of copy, every way to be cut short, and every lie.
#include "scanner/git/delta.h"

#include <sys/mman.h>

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

namespace blotter {
namespace {

constexpr std::uint64_t kMost = std::numeric_limits<std::uint64_t>::max();

// A size as a delta writes it.
std::string Size(std::uint64_t size) {
  std::string bytes;
  for (; size >= 0x80; size >>= 7U) bytes += static_cast<char>(0x80U | (size & 0x7FU));
  return bytes + static_cast<char>(size);
}

// A copy with those bytes of offset and size written that `mask` says, be they zero or not.
std::string Copy(std::uint32_t offset, std::uint32_t size, unsigned mask) {
  std::string bytes(1, static_cast<char>(0x80U | mask));
  for (unsigned i = 0; i < 4; ++i) {
    if ((mask >> i & 1U) != 0) bytes += static_cast<char>(offset >> (8 * i));
  }
  for (unsigned i = 0; i < 3; ++i) {
    if ((mask >> (4 + i) & 1U) != 0) bytes += static_cast<char>(size >> (8 * i));
  }
  return bytes;
}

std::string Literal(std::string_view text) {
  return static_cast<char>(text.size()) + std::string(text);
}

std::string Base(std::size_t size) {
  std::string base(size, '\0');
  for (std::size_t i = 0; i < size; ++i) base[i] = static_cast<char>(i * 2654435761U >> 24U);
  return base;
}

// What the instructions make of `base`, said to be of `size` bytes; nothing where they are refused.
// The result's memory has no byte to spare, and the instructions' neither, so that a sanitizer sees
// every step outside.
std::optional<std::string> Applied(std::string_view instructions, std::string_view base,
                                   std::size_t size) {
  const std::string exact(instructions);
  std::vector<char> result(size);
  if (!ApplyDelta(exact, base, result, nullptr)) return std::nullopt;
  return std::string(result.begin(), result.end());
}

// No byte more, and none fewer.
void ExpectMakes(const std::string& wanted, std::string_view instructions, std::string_view base) {
  EXPECT_EQ(Applied(instructions, base, wanted.size()), wanted);
  EXPECT_FALSE(Applied(instructions, base, wanted.size() + 1));
  if (!wanted.empty()) {
    EXPECT_FALSE(Applied(instructions, base, wanted.size() - 1));
  }
}

// Where what the instructions make of `base`, so many bytes, differs from it.
std::vector<ByteRange> Changes(std::string_view instructions, std::string_view base,
                               std::size_t size) {
  std::string result(size, '\0');
  std::vector<ByteRange> changes = {{7, 7}};  // of an earlier delta
  EXPECT_TRUE(ApplyDelta(instructions, base, result, &changes));
  return changes;
}

TEST(DeltaTest, HeadersHoldTwoSizes) {
  for (const std::uint64_t base : {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{127},
                                   std::uint64_t{128}, std::uint64_t{1} << 32U, kMost}) {
    for (const std::uint64_t result : {std::uint64_t{0}, std::uint64_t{16384}, kMost}) {
      const std::string delta = Size(base) + Size(result) + "rest";
      const std::optional<DeltaSizes> sizes = ReadDeltaSizes(delta);
      ASSERT_TRUE(sizes.has_value());
      EXPECT_EQ(sizes->base, base);
      EXPECT_EQ(sizes->result, result);
      EXPECT_EQ(sizes->header_bytes, delta.size() - 4);
      for (std::size_t length = 0; length + 4 < delta.size(); ++length) {
        EXPECT_FALSE(ReadDeltaSizes(delta.substr(0, length))) << length;
      }
    }
  }
}

TEST(DeltaTest, SizesOfMoreThan64BitsAreRefused) {
  const std::string nine(9, '\xFF');
  EXPECT_EQ(ReadDeltaSizes(nine + "\x01" + "\x01")->base, kMost);
  EXPECT_FALSE(ReadDeltaSizes(nine + "\x02" + "\x01"));
  EXPECT_FALSE(ReadDeltaSizes(nine + "\x7F" + "\x01"));
  EXPECT_FALSE(ReadDeltaSizes("\x01" + nine + "\x02"));
  // Even where what is beyond is zero: git writes no such size, and shifts have limits.
  EXPECT_FALSE(ReadDeltaSizes(std::string(10, '\x80') + std::string(2, '\0')));
  EXPECT_FALSE(ReadDeltaSizes(std::string(1000, '\xFF')));
}

TEST(DeltaTest, EveryCopyMask) {
  const std::string base = Base(std::size_t{1} << 25U);
  for (unsigned mask = 0; mask < 0x80; ++mask) {
    const std::uint32_t offset = 0x01020304;
    const std::uint32_t size = 0x00010203;
    std::uint32_t wanted_offset = 0;
    std::uint32_t wanted_size = 0;
    for (unsigned i = 0; i < 4; ++i) {
      if ((mask >> i & 1U) != 0) wanted_offset |= offset & (0xFFU << (8 * i));
    }
    for (unsigned i = 0; i < 3; ++i) {
      if ((mask >> (4 + i) & 1U) != 0) wanted_size |= size & (0xFFU << (8 * i));
    }
    if (wanted_size == 0) wanted_size = 0x10000;
    const std::string copy = Copy(offset, size, mask);
    SCOPED_TRACE(mask);
    ExpectMakes(base.substr(wanted_offset, wanted_size), copy, base);
    for (std::size_t length = 1; length < copy.size(); ++length) {
      EXPECT_FALSE(Applied(copy.substr(0, length), base, wanted_size)) << length;
    }
  }
}

TEST(DeltaTest, SizeZeroMeans65536) {
  const std::string base = Base(0x10000 + 5);
  ExpectMakes(base.substr(5), Copy(5, 0, 0x01), base);
  ExpectMakes(base.substr(5), Copy(5, 0, 0x71), base);
  EXPECT_FALSE(Applied(Copy(6, 0, 0x01), base, 0x10000));
}

TEST(DeltaTest, CopiesEndWithTheBase) {
  const std::string base = Base(1000);
  ExpectMakes(base, Copy(0, 1000, 0x3F), base);
  ExpectMakes(base.substr(999), Copy(999, 1, 0x3F), base);
  EXPECT_FALSE(Applied(Copy(0, 1001, 0x3F), base, 1001));
  EXPECT_FALSE(Applied(Copy(999, 2, 0x3F), base, 2));
  EXPECT_FALSE(Applied(Copy(1000, 1, 0x3F), base, 1));
  EXPECT_FALSE(Applied(Copy(0xFFFFFFFF, 0xFFFFFF, 0x7F), base, 0xFFFFFF));
  EXPECT_FALSE(Applied(Copy(0, 1, 0x3F), "", 1));
}

// Offsets and sizes whose sum has more than 32 bits. No page of the base is ever written.
TEST(DeltaTest, BasesOfMoreThan4GiB) {
  constexpr std::size_t kOffset = 0xFFFFFFFF;
  constexpr std::size_t kSize = 0xFFFFFF;
  void* const memory =
      mmap(nullptr, kOffset + kSize, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  ASSERT_NE(memory, MAP_FAILED);
  const std::string_view base(static_cast<const char*>(memory), kOffset + kSize);
  const std::string copy = Copy(kOffset, kSize, 0x7F);
  EXPECT_TRUE(Applied(copy, base, kSize) == std::string(kSize, '\0'));
  EXPECT_FALSE(Applied(copy, base.substr(1), kSize));
  munmap(memory, kOffset + kSize);
}

TEST(DeltaTest, LiteralsAreTakenAsTheyAre) {
  const std::string longest(127, 'x');
  ExpectMakes("a" + longest, Literal("a") + Literal(longest), "");
  const std::string delta = Literal(longest);
  for (std::size_t length = 1; length < delta.size(); ++length) {
    EXPECT_FALSE(Applied(delta.substr(0, length), "", 127)) << length;
    EXPECT_FALSE(Applied(delta.substr(0, length), "", length - 1)) << length;
  }
}

// Short ones are copied faster where there is room behind them, on both sides.
TEST(DeltaTest, EveryLengthWithAndWithoutRoomBehind) {
  const std::string base = Base(200);
  for (std::uint32_t length = 1; length <= 127; ++length) {
    SCOPED_TRACE(length);
    const std::string copied = base.substr(0, length);
    const std::string copy = Copy(0, length, 0x11);
    const std::string literal = Literal(copied);
    ExpectMakes(copied, copy, base);
    ExpectMakes(copied, copy, copied);
    ExpectMakes(copied, literal, "");
    ExpectMakes(copied + base, copy + Copy(0, 200, 0x11), base);
    ExpectMakes(base + copied, Copy(0, 200, 0x11) + copy, base);
    ExpectMakes(copied + base, literal + Copy(0, 200, 0x11), base);
    ExpectMakes(base + copied, Copy(0, 200, 0x11) + literal, base);
    ExpectMakes(base.substr(200 - length) + copied, Copy(200 - length, length, 0x11) + copy, base);
  }
}

TEST(DeltaTest, ChangesAreWhatNoCopyMadeAndWhereCopiesMeet) {
  const auto copy = [](std::uint32_t offset, std::uint32_t size) {
    return Copy(offset, size, 0x3F);
  };
  const std::string base = Base(1000);
  using Ranges = std::vector<ByteRange>;
  EXPECT_EQ(Changes(copy(0, 1000), base, 1000), Ranges());
  EXPECT_EQ(Changes(copy(0, 400) + copy(400, 600), base, 1000), Ranges())
      << "neighbours in the base";
  EXPECT_EQ(Changes(copy(0, 400) + copy(401, 599), base, 999), Ranges({{400, 400}}));
  EXPECT_EQ(Changes(copy(0, 400) + copy(399, 601), base, 1001), Ranges({{400, 400}}));
  EXPECT_EQ(Changes(copy(1, 999), base, 999), Ranges({{0, 0}})) << "begins later than the base";
  EXPECT_EQ(Changes(copy(0, 999), base, 999), Ranges({{999, 999}})) << "ends earlier";
  EXPECT_EQ(Changes(copy(0, 400) + Literal("abc") + copy(400, 600), base, 1003),
            Ranges({{400, 403}}));
  EXPECT_EQ(Changes(Literal("ab") + Literal("c") + copy(0, 1000), base, 1003), Ranges({{0, 3}}));
  EXPECT_EQ(Changes(copy(0, 1000) + Literal("abc"), base, 1003), Ranges({{1000, 1003}}));
  EXPECT_EQ(Changes(copy(500, 500) + copy(0, 500), base, 1000),
            Ranges({{0, 0}, {500, 500}, {1000, 1000}}));
  EXPECT_EQ(Changes(Literal("abc"), base, 3), Ranges({{0, 3}}));
  EXPECT_EQ(Changes(Literal("abc"), "", 3), Ranges({{0, 3}}));
  EXPECT_EQ(Changes("", base, 0), Ranges({{0, 0}})) << "all is gone";
  EXPECT_EQ(Changes("", "", 0), Ranges());
}

TEST(DeltaTest, OpcodeZeroIsRefused) {
  EXPECT_FALSE(Applied(std::string(1, '\0'), Base(10), 0));
  EXPECT_FALSE(Applied(Literal("a") + std::string(1, '\0') + Literal("b"), Base(10), 2));
}

TEST(DeltaTest, NothingMakesNothing) { ExpectMakes("", "", Base(10)); }

TEST(DeltaTest, InstructionsInTurns) {
  const std::string base = Base(5000);
  const std::string delta = Literal("head") + Copy(4000, 1000, 0x3F) + Literal("-") +
                            Copy(0, 300, 0x30) + Copy(0, 300, 0x30) + Literal("tail");
  ExpectMakes("head" + base.substr(4000) + "-" + base.substr(0, 300) + base.substr(0, 300) + "tail",
              delta, base);
}

// Of a megabyte that would make 16 TiB only as much is made as there is room for.
TEST(DeltaTest, BombsEndWithTheirRoom) {
  const std::string base = Base(0xFFFFFF);
  std::string bomb;
  for (int i = 0; i < 1 << 18; ++i) bomb += Copy(0, 0xFFFFFF, 0x70);
  EXPECT_FALSE(Applied(bomb, base, 0xFFFFFF * std::size_t{2} + 1));
}

}  // namespace
}  // namespace blotter
