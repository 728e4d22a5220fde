#include "scanner/decode/utf16.h"

#include <string>

#include <gtest/gtest.h>

namespace blotter {
namespace {

std::string Encode(std::u16string_view text, Encoding encoding) {
  std::string bytes;
  for (const char16_t unit : text) {
    const char low = static_cast<char>(unit & 0xFF);
    const char high = static_cast<char>(unit >> 8);
    bytes += encoding == Encoding::kUtf16Le ? low : high;
    bytes += encoding == Encoding::kUtf16Le ? high : low;
  }
  return bytes;
}

TEST(Utf16, IsToldByItsBomOrByWhereItsNulsAre) {
  for (const Encoding encoding : {Encoding::kUtf16Le, Encoding::kUtf16Be}) {
    EXPECT_EQ(DetectEncoding(Encode(u"\uFEFFx", encoding)), encoding);
    EXPECT_EQ(DetectEncoding(Encode(u"NAME=value and more", encoding)), encoding);
  }
  EXPECT_EQ(DetectEncoding("NAME=value and more"), Encoding::kBytes);
  EXPECT_EQ(DetectEncoding(std::string(64, '\0')), Encoding::kBytes);
  EXPECT_EQ(DetectEncoding(""), Encoding::kBytes);
}

TEST(Utf16, BecomesUtf8) {
  for (const Encoding encoding : {Encoding::kUtf16Le, Encoding::kUtf16Be}) {
    const std::string bytes = Encode(u"a\u00E9\u65E5\U0001F600z", encoding);
    std::string text;
    EXPECT_EQ(DecodeUtf16(bytes, encoding, true, &text), bytes.size());
    EXPECT_EQ(text, "a\xC3\xA9\xE6\x97\xA5\xF0\x9F\x98\x80z");
  }
}

TEST(Utf16, PiecesGiveTheSameAsTheWhole) {
  const std::string bytes = Encode(u"a\U0001F600b\u65E5c", Encoding::kUtf16Le);
  std::string whole;
  DecodeUtf16(bytes, Encoding::kUtf16Le, true, &whole);
  for (std::size_t cut = 0; cut <= bytes.size(); ++cut) {
    std::string text;
    const std::size_t used =
        DecodeUtf16(std::string_view(bytes).substr(0, cut), Encoding::kUtf16Le, false, &text);
    DecodeUtf16(std::string_view(bytes).substr(used), Encoding::kUtf16Le, true, &text);
    EXPECT_EQ(text, whole) << cut;
  }
}

TEST(Utf16, LoneHalvesBecomeReplacements) {
  std::string text;
  DecodeUtf16(
      Encode(std::u16string{u'a', char16_t{0xD800}, u'b', char16_t{0xDC00}}, Encoding::kUtf16Le) +
          "x",
      Encoding::kUtf16Le, true, &text);
  EXPECT_EQ(text,
            "a\xEF\xBF\xBD"
            "b\xEF\xBF\xBD\xEF\xBF\xBD");
}

}  // namespace
}  // namespace blotter
