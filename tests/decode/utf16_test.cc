#include "scanner/decode/utf16.h"

#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "scanner/base/utf8.h"
#include "tests/support/key_maker.h"

namespace blotter {
namespace {

std::string Encode(std::u16string_view units, Encoding encoding) {
  std::string bytes;
  for (const char16_t unit : units) {
    const char low = static_cast<char>(unit & 0xFF);
    const char high = static_cast<char>(unit >> 8);
    bytes += encoding == Encoding::kUtf16Le ? low : high;
    bytes += encoding == Encoding::kUtf16Le ? high : low;
  }
  return bytes;
}

std::string Decode(std::string_view bytes, Encoding encoding) {
  std::string text;
  EXPECT_EQ(DecodeUtf16(bytes, encoding, true, &text), bytes.size());
  return text;
}

constexpr std::u16string_view kText = u"WRITER_API_KEY=abc\r\nDEBUG=1\r\n";

TEST(DetectEncoding, KnowsByteOrderMarks) {
  EXPECT_EQ(DetectEncoding("\xFF\xFE"), Encoding::kUtf16Le);
  EXPECT_EQ(DetectEncoding("\xFE\xFF\xC3\xA4"), Encoding::kUtf16Be);
  EXPECT_EQ(DetectEncoding("\xEF\xBB\xBFtext"), Encoding::kBytes);
  EXPECT_EQ(DetectEncoding("\xFF"), Encoding::kBytes);
  EXPECT_EQ(DetectEncoding(""), Encoding::kBytes);
}

TEST(DetectEncoding, KnowsAsciiInUtf16WithoutAMark) {
  EXPECT_EQ(DetectEncoding(Encode(kText, Encoding::kUtf16Le)), Encoding::kUtf16Le);
  EXPECT_EQ(DetectEncoding(Encode(kText, Encoding::kUtf16Be)), Encoding::kUtf16Be);
  // A comment in another script does not hide it.
  EXPECT_EQ(DetectEncoding(Encode(u"; \u4E2D\u6587\n[writer]\napi_key = x", Encoding::kUtf16Le)),
            Encoding::kUtf16Le);
}

TEST(DetectEncoding, BinaryAndPlainFilesAreBytes) {
  EXPECT_EQ(DetectEncoding("WRITER_API_KEY=abcdefghijklmnop"), Encoding::kBytes);
  EXPECT_EQ(DetectEncoding(std::string(600, '\0')), Encoding::kBytes);
  EXPECT_EQ(DetectEncoding(std::string_view("\x7F"
                                            "ELF\2\1\1\0\0\0\0\0\0\0\0\0\3\0>\0",
                                            20)),
            Encoding::kBytes);
  testing::KeyMaker random(1);
  std::string noise;
  for (int i = 0; i < 1000; ++i) noise += static_cast<char>(random.Next() % 256);
  EXPECT_EQ(DetectEncoding(noise), Encoding::kBytes);
  EXPECT_EQ(DetectEncoding(std::string(600, 'a') + '\0'), Encoding::kBytes) << "a NUL far behind";
}

TEST(DecodeUtf16, ReadsEveryPlane) {
  for (const Encoding encoding : {Encoding::kUtf16Le, Encoding::kUtf16Be}) {
    EXPECT_EQ(Decode(Encode(std::u16string_view(u"a\u00E4\u20AC\U0001F600\uFFFF\0b", 8), encoding),
                     encoding),
              std::string("a\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80\xEF\xBF\xBF\0b", 15));
    EXPECT_EQ(Decode(Encode(u"\uFEFFx", encoding), encoding), "\xEF\xBB\xBFx") << "a mark is kept";
    EXPECT_EQ(Decode("", encoding), "");
  }
}

TEST(DecodeUtf16, LoneSurrogatesAreReplaced) {
  const std::u16string lone_high = {u'a', char16_t{0xD83D}, u'b'};
  const std::u16string lone_low = {u'a', char16_t{0xDE00}, u'b'};
  const std::u16string swapped = {char16_t{0xDE00}, char16_t{0xD83D}};
  const std::u16string two_high = {char16_t{0xD83D}, char16_t{0xD83D}, char16_t{0xDE00}};
  const Encoding le = Encoding::kUtf16Le;
  EXPECT_EQ(Decode(Encode(lone_high, le), le),
            "a\xEF\xBF\xBD"
            "b");
  EXPECT_EQ(Decode(Encode(lone_low, le), le),
            "a\xEF\xBF\xBD"
            "b");
  EXPECT_EQ(Decode(Encode(swapped, le), le), "\xEF\xBF\xBD\xEF\xBF\xBD");
  EXPECT_EQ(Decode(Encode(two_high, le), le), "\xEF\xBF\xBD\xF0\x9F\x98\x80");
}

TEST(DecodeUtf16, LeavesWhatIsCutForTheNextCall) {
  const Encoding le = Encoding::kUtf16Le;
  const std::string emoji = Encode(u"\U0001F600", le);
  std::string text;
  EXPECT_EQ(DecodeUtf16("a", le, false, &text), 0U);
  EXPECT_EQ(DecodeUtf16(emoji.substr(0, 2), le, false, &text), 0U);
  EXPECT_EQ(DecodeUtf16(emoji.substr(0, 3), le, false, &text), 0U);
  EXPECT_EQ(text, "");
  EXPECT_EQ(DecodeUtf16(emoji.substr(0, 3), le, true, &text), 3U);
  EXPECT_EQ(text, "\xEF\xBF\xBD\xEF\xBF\xBD") << "at the end of the file nothing is left";
}

// Any bytes decode to valid UTF-8, the same however they are cut, and as many units as there were.
TEST(DecodeUtf16, PiecesGiveWhatTheWholeGives) {
  testing::KeyMaker random(2);
  for (int round = 0; round < 3000; ++round) {
    const Encoding encoding = round % 2 == 0 ? Encoding::kUtf16Le : Encoding::kUtf16Be;
    std::string bytes;
    for (std::uint64_t size = random.Next() % 40; size > 0; --size) {
      // Surrogates more often than chance has them.
      bytes += static_cast<char>(random.Next() % 3 == 0 ? 0xD8 + random.Next() % 8
                                                        : random.Next() % 256);
    }
    const std::string whole = Decode(bytes, encoding);
    std::string pieces;
    std::string pending;
    for (std::size_t at = 0; at < bytes.size();) {
      const std::size_t size = 1 + random.Next() % 5;
      pending += bytes.substr(at, size);
      at += size;
      pending.erase(0, DecodeUtf16(pending, encoding, at >= bytes.size(), &pieces));
    }
    ASSERT_EQ(pending, "");
    ASSERT_EQ(pieces, whole);
    ASSERT_EQ(Utf16Length(whole), (bytes.size() + 1) / 2);
    for (std::string_view rest = whole; !rest.empty();) {
      const DecodedChar decoded = DecodeUtf8(rest);
      ASSERT_TRUE(decoded.valid);
      rest.remove_prefix(decoded.length);
    }
  }
}

}  // namespace
}  // namespace blotter
