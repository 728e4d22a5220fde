#include "scanner/engine/words.h"

#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/key_maker.h"

namespace blotter {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> Parts(std::string_view text) {
  std::vector<std::string> parts;
  for (const WordPart& part : SplitWords(text)) parts.emplace_back(part.text);
  return parts;
}

TEST(SplitWords, CutsAtJointsHumpsAndDigits) {
  EXPECT_THAT(Parts("WRITER_API_KEY"), ElementsAre("WRITER", "_", "API", "_", "KEY"));
  EXPECT_THAT(Parts("writerApiKey"), ElementsAre("writer", "Api", "Key"));
  EXPECT_THAT(Parts("WriterAPIKey"), ElementsAre("Writer", "API", "Key"));
  EXPECT_THAT(Parts("writer-api.key2"), ElementsAre("writer", "-", "api", ".", "key", "2"));
  EXPECT_THAT(Parts("HTTPServer"), ElementsAre("HTTP", "Server"));
  EXPECT_THAT(Parts("aB"), ElementsAre("a", "B"));
  EXPECT_THAT(Parts("K"), ElementsAre("K"));
  EXPECT_THAT(Parts("config[\"a\"]"), ElementsAre("config", "[\"", "a", "\"]"));
  EXPECT_THAT(Parts("a1b22C"), ElementsAre("a", "1", "b", "22", "C"));
  EXPECT_THAT(Parts("\xC3\xA4 x"), ElementsAre("\xC3\xA4 ", "x"));
  EXPECT_THAT(Parts(""), IsEmpty());
}

TEST(SplitWords, PartsAreOfOneKindAndMakeUpTheText) {
  testing::KeyMaker random(1);
  for (int round = 0; round < 2000; ++round) {
    std::string text;
    for (std::uint64_t size = random.Next() % 40; size > 0; --size) {
      text += static_cast<char>(random.Next() % 256);
    }
    std::string joined;
    for (const WordPart& part : SplitWords(text)) {
      ASSERT_FALSE(part.text.empty());
      for (const char c : part.text) {
        ASSERT_EQ(IsLetter(c), part.kind == WordPart::Kind::kLetters);
        ASSERT_EQ(IsDigit(c), part.kind == WordPart::Kind::kDigits);
      }
      joined += part.text;
    }
    ASSERT_EQ(joined, text);
  }
}

TEST(Characters, AreThoseOfAscii) {
  const std::string_view token =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~+/=";
  for (int byte = 0; byte < 256; ++byte) {
    const char c = static_cast<char>(byte);
    EXPECT_EQ(IsTokenChar(c), byte != 0 && token.find(c) != std::string_view::npos) << byte;
    EXPECT_EQ(IsAlnum(c), IsLetter(c) || IsDigit(c)) << byte;
  }
  EXPECT_FALSE(IsLetter('\xE4'));
  EXPECT_EQ(LowerAscii("WRITER_Key\xC3\x84[@"), "writer_key\xC3\x84[@");
}

TEST(Words, ContainsItsWordsOnly) {
  using List = Words<"key token api secret">;
  for (const std::string_view word : {"key", "token", "api", "secret"}) {
    EXPECT_TRUE(List::Contain(word)) << word;
  }
  for (const std::string_view word : {"", "ke", "keys", "Key", " ", "key token"}) {
    EXPECT_FALSE(List::Contain(word)) << word;
  }
}

}  // namespace
}  // namespace blotter
