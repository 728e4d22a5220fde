// Inflater and InflateStream against zlib's own streams: right ones in pieces of every size, and
// damaged ones.
#include "scanner/git/inflate.h"

#include <zlib.h>

#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "scanner/git/inflate_stream.h"

namespace blotter {
namespace {

std::string Deflated(std::string_view content, int level = 6) {
  uLongf size = ::compressBound(content.size());
  std::string compressed(size, '\0');
  EXPECT_EQ(::compress2(reinterpret_cast<Bytef*>(compressed.data()), &size,
                        reinterpret_cast<const Bytef*>(content.data()), content.size(), level),
            Z_OK);
  compressed.resize(size);
  return compressed;
}

// Words and noise, so that there are matches and literals.
std::string Content(std::size_t size) {
  std::mt19937 random(static_cast<unsigned>(size));
  std::string content;
  while (content.size() < size) {
    content += random() % 3 == 0 ? std::string(1, static_cast<char>(random())) : "some words ";
  }
  content.resize(size);
  return content;
}

std::optional<std::size_t> Inflated(const std::string& compressed, std::size_t size,
                                    std::string* out) {
  out->assign(size, '\0');
  return Inflater().Inflate(compressed, out->data(), size);
}

// All of the stream in pieces of `piece`; nothing where a read fails. The read that hands out the
// last byte must be the one that fails, if any: whoever has all bytes does not ask again.
std::optional<std::string> Streamed(InflateStream* stream, std::uint64_t size, std::size_t piece) {
  std::string content;
  while (content.size() < size) {
    std::string buffer(piece, '\0');
    const Result<std::size_t> got = stream->Read(buffer.data(), piece);
    if (!got.ok()) {
      EXPECT_FALSE(stream->Read(buffer.data(), piece).ok()) << "an error is for good";
      return std::nullopt;
    }
    content.append(buffer, 0, *got);
    if (*got < piece) break;
  }
  return content;
}

std::optional<std::string> Streamed(const std::string& compressed, std::uint64_t size,
                                    std::size_t piece = 100) {
  InflateStream stream(compressed, size);
  return Streamed(&stream, size, piece);
}

TEST(InflateTest, SizesMustBeRight) {
  for (const std::size_t size : {0, 1, 1000, 100000}) {
    const std::string content = Content(size);
    const std::string compressed = Deflated(content);
    std::string out;
    EXPECT_EQ(Inflated(compressed, size, &out), compressed.size());
    EXPECT_EQ(out, content);
    EXPECT_FALSE(Inflated(compressed, size + 1, &out));
    if (size > 0) {
      EXPECT_FALSE(Inflated(compressed, size - 1, &out));
    }
    EXPECT_EQ(Streamed(compressed, size), content);
    EXPECT_FALSE(Streamed(compressed, size + 1));
    if (size > 1) {
      EXPECT_FALSE(Streamed(compressed, size - 1));
    }
  }
}

// The content in two blocks, each with the codes that its strategy makes zlib use: Z_FIXED
// deflate's fixed ones, Z_DEFAULT_STRATEGY the stream's own.
std::string InTwoBlocks(const std::string& content, int first, int second) {
  z_stream stream{};
  EXPECT_EQ(::deflateInit2(&stream, 6, Z_DEFLATED, 15, 8, first), Z_OK);
  std::string compressed(2 * ::compressBound(content.size()), '\0');
  stream.next_out = reinterpret_cast<Bytef*>(compressed.data());
  stream.avail_out = static_cast<uInt>(compressed.size());
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(content.data()));
  stream.avail_in = static_cast<uInt>(content.size() / 2);
  EXPECT_EQ(::deflate(&stream, Z_FULL_FLUSH), Z_OK);
  EXPECT_EQ(::deflateParams(&stream, 6, second), Z_OK);
  stream.avail_in = static_cast<uInt>(content.size() - content.size() / 2);
  EXPECT_EQ(::deflate(&stream, Z_FINISH), Z_STREAM_END);
  compressed.resize(stream.total_out);
  ::deflateEnd(&stream);
  return compressed;
}

// Whatever the codes of the streams before it left behind.
TEST(InflateTest, FixedCodesAndOwnCodesInAnyOrder) {
  std::mt19937 random(7);
  std::string content;  // few letters: codes of its own are worth their description
  while (content.size() < 4000) content += static_cast<char>('a' + random() % 8);
  Inflater inflater;
  for (int n = 0; n < 200; ++n) {
    const int first = random() % 2 == 0 ? Z_FIXED : Z_DEFAULT_STRATEGY;
    const int second = random() % 2 == 0 ? Z_FIXED : Z_DEFAULT_STRATEGY;
    const std::string compressed = InTwoBlocks(content, first, second);
    ASSERT_EQ((compressed[2] >> 1) & 3, first == Z_FIXED ? 1 : 2) << "what zlib made of it";
    std::string out(content.size(), '\0');
    ASSERT_EQ(inflater.Inflate(compressed, out.data(), out.size()), compressed.size());
    ASSERT_EQ(out, content) << first << ' ' << second;
  }
}

TEST(InflateTest, WhatFollowsIsLeftAlone) {
  const std::string content = Content(5000);
  const std::string compressed = Deflated(content);
  std::string out;
  EXPECT_EQ(Inflated(compressed + "and more", 5000, &out), compressed.size());
  EXPECT_EQ(out, content);
  EXPECT_EQ(Streamed(compressed + "and more", 5000), content);
}

TEST(InflateTest, EveryTruncationFails) {
  const std::string content = Content(300);
  const std::string compressed = Deflated(content);
  std::string out;
  for (std::size_t length = 0; length < compressed.size(); ++length) {
    EXPECT_FALSE(Inflated(compressed.substr(0, length), 300, &out)) << length;
    for (const std::size_t piece : {1, 299, 300, 301}) {
      EXPECT_FALSE(Streamed(compressed.substr(0, length), 300, piece)) << length;
    }
  }
}

TEST(InflateTest, EveryFlippedBitFails) {
  const std::string content = Content(300);
  const std::string compressed = Deflated(content);
  std::string out;
  for (std::size_t bit = 0; bit < compressed.size() * 8; ++bit) {
    std::string damaged = compressed;
    damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ (1 << (bit % 8)));
    // Some bits say how large a window is wanted: they may change nothing.
    if (Inflated(damaged, 300, &out)) {
      EXPECT_EQ(out, content) << bit;
    }
    for (const std::size_t piece : {1, 150, 300, 1000}) {
      const std::optional<std::string> streamed = Streamed(damaged, 300, piece);
      if (streamed) {
        EXPECT_EQ(*streamed, content) << bit;
      }
    }
    if (bit / 8 >= compressed.size() - 4) {
      EXPECT_FALSE(Inflated(damaged, 300, &out)) << "the checksum";
      EXPECT_FALSE(Streamed(damaged, 300, 300)) << "the checksum";
    }
  }
}

TEST(InflateTest, CanHoldKnowsTheLimit) {
  EXPECT_TRUE(Inflater::CanHold(0, 1000));
  EXPECT_FALSE(Inflater::CanHold(10, std::uint64_t{1} << 62U));
  const std::string zeros(std::size_t{1} << 20U, '\0');
  EXPECT_TRUE(Inflater::CanHold(Deflated(zeros, 9).size(), zeros.size()));
}

TEST(InflateStreamTest, PiecesOfEverySize) {
  for (const std::size_t size : {0, 1, 7, 1000, 70000}) {
    const std::string content = Content(size);
    const std::string compressed = Deflated(content);
    for (const std::size_t piece : {1UL, 2UL, 7UL, 999UL, 1000UL, 1001UL, 35000UL, 1UL << 20U}) {
      if (size / piece > 5000) continue;
      InflateStream stream(compressed, size);
      EXPECT_EQ(Streamed(&stream, size, piece), content) << size << ' ' << piece;
      char more = 0;
      const Result<std::size_t> end = stream.Read(&more, 1);
      EXPECT_TRUE(end.ok() && *end == 0U);
    }
  }
}

TEST(InflateStreamTest, RestartsAnywhereAndAfterFailures) {
  const std::string content = Content(50000);
  const std::string compressed = Deflated(content);
  InflateStream stream(compressed, content.size());
  std::string buffer(60000, '\0');
  for (const std::size_t before : {0, 1, 49999, 50000, 60000}) {
    EXPECT_TRUE(stream.Read(buffer.data(), before).ok());
    stream.Restart();
    EXPECT_EQ(Streamed(&stream, content.size(), 777), content) << before;
    stream.Restart();
  }
  InflateStream cut(std::string_view(compressed).substr(0, 1000), content.size());
  EXPECT_FALSE(Streamed(&cut, content.size(), 777));
  cut.Restart();
  const Result<std::size_t> got = cut.Read(buffer.data(), 100);
  EXPECT_TRUE(got.ok() && buffer.starts_with(content.substr(0, 100)));
}

}  // namespace
}  // namespace blotter
