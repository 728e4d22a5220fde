#include "scanner/engine/window_reader.h"

#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "tests/engine/engine_fixture.h"

namespace blotter {
namespace {

using testing::MemoryBlob;

std::string Utf16Le(std::string_view ascii) {
  std::string bytes;
  for (const char c : ascii) bytes += {c, '\0'};
  return bytes;
}

TEST(WindowReader, ASmallBlobIsOneWindow) {
  MemoryBlob blob("a", "abc");
  WindowReader reader(64);
  reader.Begin(blob);
  EXPECT_EQ(reader.window(), "abc");
  EXPECT_TRUE(reader.at_end());
  EXPECT_EQ(reader.bytes_read(), 3U);
  EXPECT_EQ(reader.OriginalOffset(2), 2U);
}

TEST(WindowReader, ABlobOfExactlyTheBufferEndsAtTheNextRead) {
  const std::string content(64, 'x');
  MemoryBlob blob("a", content);
  WindowReader reader(64);
  reader.Begin(blob);
  EXPECT_EQ(reader.window(), content);
  EXPECT_FALSE(reader.at_end());
  reader.DropFront(10);
  reader.Fill();
  EXPECT_TRUE(reader.at_end());
  EXPECT_EQ(reader.window().size(), 54U);
  EXPECT_EQ(reader.OriginalOffset(0), 10U);
}

TEST(WindowReader, SlidesOverALargeBlob) {
  std::string content;
  for (int i = 0; i < 1000; ++i) content += static_cast<char>('a' + i % 26);
  MemoryBlob blob("a", content);
  WindowReader reader(64);
  reader.Begin(blob);
  std::uint64_t at = 0;
  while (!reader.at_end()) {
    EXPECT_EQ(reader.window(), content.substr(at, 64));
    EXPECT_EQ(reader.OriginalOffset(5), at + 5);
    reader.DropFront(40);
    at += 40;
    reader.Fill();
  }
  EXPECT_EQ(reader.window(), content.substr(at));
  EXPECT_EQ(reader.bytes_read(), 1000U);
}

TEST(WindowReader, ReadsUtf16AsUtf8AndLeadsBack) {
  const std::string bytes = std::string("\xFF\xFE", 2) + Utf16Le("ab") +
                            std::string("\xAC\x20\x3D\xD8\x00\xDE", 6) + Utf16Le("c");
  MemoryBlob blob("a", bytes);
  WindowReader reader(256);
  reader.Begin(blob);
  ASSERT_TRUE(reader.is_utf16());
  EXPECT_EQ(reader.window(),
            "\xEF\xBB\xBF"
            "ab\xE2\x82\xAC\xF0\x9F\x98\x80"
            "c");
  EXPECT_EQ(reader.OriginalOffset(0), 0U);
  EXPECT_EQ(reader.OriginalOffset(3), 2U);
  EXPECT_EQ(reader.OriginalOffset(5), 6U);
  EXPECT_EQ(reader.OriginalOffset(8), 8U);
  EXPECT_EQ(reader.OriginalOffset(12), 12U);
  EXPECT_EQ(reader.OriginalOffset(13), 14U);
  EXPECT_EQ(reader.OriginalOffset(4), 4U) << "backwards, too";
}

TEST(WindowReader, SlidesOverUtf16) {
  std::string text;
  for (int i = 0; i < 3000; ++i) text += static_cast<char>('a' + i % 26);
  const std::string bytes = "\xFF\xFE" + Utf16Le(text);
  const std::string decoded = "\xEF\xBB\xBF" + text;
  MemoryBlob blob("a", bytes);
  WindowReader reader(256);
  reader.Begin(blob);
  std::size_t at = 0;
  while (!reader.at_end()) {
    EXPECT_EQ(reader.window(), decoded.substr(at, reader.window().size()));
    EXPECT_LE(reader.window().size(), 512U);
    if (at > 3) {
      EXPECT_EQ(reader.OriginalOffset(7), 2 + 2 * (at + 7 - 3));
    }
    reader.DropFront(60);
    at += 60;
    reader.Fill();
  }
  EXPECT_EQ(reader.window(), decoded.substr(at));
  EXPECT_EQ(reader.bytes_read(), bytes.size());
}

// Windows are cut at bytes, so inside characters, too.
TEST(WindowReader, SlidesOverUtf16WithCharactersOfManyBytes) {
  std::string bytes = "\xFF\xFE";
  std::string decoded = "\xEF\xBB\xBF";
  std::vector<std::uint64_t> originals = {0, 0, 0};
  const auto add = [&](std::string_view utf8, std::string_view utf16) {
    originals.insert(originals.end(), utf8.size(), bytes.size());
    decoded += utf8;
    bytes += utf16;
  };
  for (int i = 0; i < 500; ++i) {
    add("a", {"a\0", 2});
    add("\xE2\x82\xAC", "\xAC\x20");
    add("\xF0\x9F\x98\x80", {"\x3D\xD8\x00\xDE", 4});
    add("b", {"b\0", 2});
  }
  MemoryBlob blob("a", bytes);
  WindowReader reader(512);
  reader.Begin(blob);
  ASSERT_TRUE(reader.is_utf16());
  for (std::size_t at = 0; !reader.at_end(); at += 61) {
    for (std::size_t i = 0; i < 61; ++i) {
      if ((static_cast<unsigned char>(decoded[at + i]) & 0xC0) == 0x80) continue;
      ASSERT_EQ(reader.OriginalOffset(i), originals[at + i]) << at + i;
    }
    reader.DropFront(61);
    reader.Fill();
  }
}

TEST(WindowReader, AnErrorEndsTheReading) {
  const std::string content(200, 'x');
  MemoryBlob blob("a", content);
  blob.FailAt(100);
  WindowReader reader(64);
  reader.Begin(blob);
  EXPECT_FALSE(reader.error().has_value());
  reader.DropFront(40);
  reader.Fill();
  ASSERT_TRUE(reader.error().has_value());
  EXPECT_EQ(reader.error()->message, "the disk is gone");
  EXPECT_TRUE(reader.at_end());
  EXPECT_EQ(reader.bytes_read(), 64U);
  EXPECT_EQ(reader.window().size(), 24U);
  MemoryBlob next("b", "fine");
  reader.Begin(next);
  EXPECT_FALSE(reader.error().has_value());
  EXPECT_EQ(reader.window(), "fine");
}

}  // namespace
}  // namespace blotter
