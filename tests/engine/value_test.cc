#include "scanner/engine/value.h"

#include <cmath>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "scanner/engine/letter_model.h"
#include "tests/support/key_maker.h"

namespace blotter {
namespace {

using testing::KeyMaker;

std::string From(std::string_view alphabet, std::size_t length, KeyMaker& random) {
  std::string token;
  while (token.size() < length) token += alphabet[random.Next() % alphabet.size()];
  return token;
}

TEST(JudgeValue, PlaceholdersAreNoSecrets) {
  for (const std::string_view token : {"your-writer-api-key-here",
                                       "YOUR_WRITER_API_KEY",
                                       "my-api-key-goes-here",
                                       "example-api-key-0001",
                                       "sample_token_value_1",
                                       "dummy-dummy-dummy-key",
                                       "fake_key_for_testing",
                                       "changeme-changeme-please",
                                       "replace-with-your-key",
                                       "REPLACE_ME_WITH_A_REAL_KEY",
                                       "insert_your_key_here",
                                       "todo-add-the-real-key",
                                       "xxxxxxxxxxxxxxxxxxxxxxxx",
                                       "XXXXXXXXXXXXXXXXXXXXXXXX",
                                       "wr-xxxxxxxxxxxxxxxxxxxxxx",
                                       "0000000000000000",
                                       "aaaaaaaaaaaaaaaaaaaaaaaa",
                                       "1111222233334444",
                                       "1234567890123456",
                                       "abcdefghijklmnopqrstuvwxyz",
                                       "abcdefghijklmnop",
                                       "zyxwvutsrqponmlk",
                                       "0123456789abcdef",
                                       "qwertyuiopasdfgh",
                                       "qwertyuiopasdfghjklzxcvbnm123456",
                                       "a1b2c3d4e5f6g7h8",
                                       "abcabcabcabcabcabcabc",
                                       "ababababababababab",
                                       "................",
                                       "----------------",
                                       "________________",
                                       "================",
                                       "redacted-redacted-",
                                       "deadbeef........",
                                       "AbCdEfGhIjKlMnOpQrStUvWxYz123456",
                                       "00000000-0000-0000-0000-000000000000",
                                       "wr-1234567890abcdefghijkl",
                                       "sk-placeholder-placeholder",
                                       "placeholder_value_123"}) {
    EXPECT_NE(JudgeValue(token), ValueKind::kOpaque) << token;
    EXPECT_NE(JudgeValue(token), ValueKind::kUuid) << token;
  }
}

TEST(JudgeValue, NamesPathsAndPhrasesAreWords) {
  for (const std::string_view token :
       {"writer_api_key_from_environment", "getWriterApiKeyFromVault", "settings.writer.api_key",
        "com.writer.sdk.ApiKeyProvider", "config/secrets/production", "/run/secrets/writer_api_key",
        "palmyra-x5-creative-writing", "the-quick-brown-fox-jumps", "WriterApiKeySecretName",
        "authorization-header-value", "secretmanager-projects-path",
        "accessTokenProvider.currentToken", "this-long-hyphenated-phrase",
        "organization_settings_page", "1.2.3-beta.4+build.5", "2024-01-31T10:20:30"}) {
    EXPECT_NE(JudgeValue(token), ValueKind::kOpaque) << token;
  }
}

TEST(JudgeValue, SumsAndCiphertextAreNotSecrets) {
  KeyMaker keys(4);
  for (const std::string_view prefix :
       {"sha256-", "sha384-", "sha512-", "sha1-", "gAAAAA", "AQICAH", "vault:", "age1"}) {
    EXPECT_EQ(JudgeValue(std::string(prefix) + keys.Alphanumeric(40)), ValueKind::kNotSecret)
        << prefix;
  }
}

TEST(JudgeValue, UuidsAreAKindOfTheirOwn) {
  KeyMaker keys(5);
  const std::string uuid = keys.Uuid();
  EXPECT_EQ(JudgeValue(uuid), ValueKind::kUuid);
  EXPECT_NE(JudgeValue(uuid.substr(1)), ValueKind::kUuid);
  std::string wrong = uuid;
  wrong[8] = 'a';
  EXPECT_NE(JudgeValue(wrong), ValueKind::kUuid);
}

struct Alphabet {
  const char* name;
  std::string_view characters;
  double floor;
};

// Nearly all tokens drawn at random are opaque, whatever their alphabet and length: what the judge
// takes for words or filler is what it loses.
TEST(JudgeValue, RandomTokensAreOpaque) {
  constexpr std::string_view kUpper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  constexpr std::string_view kLower = "abcdefghijklmnopqrstuvwxyz";
  const std::string digits = "0123456789";
  const std::string mixed = std::string(kUpper) + std::string(kLower);
  const std::string base62 = mixed + digits;
  const std::string lower36 = std::string(kLower) + digits;
  const std::string upper36 = std::string(kUpper) + digits;
  const std::string base32 = std::string(kUpper) + "234567";
  const std::string base64 = base62 + "+/";
  const std::string base64url = base62 + "-_";
  const std::string all = base62 + "-_.~+/=";
  const std::vector<Alphabet> alphabets = {
      {"base62", base62, 0.995},          {"letters", mixed, 0.995},
      {"lower36", lower36, 0.995},        {"upper36", upper36, 0.995},
      {"hex", "0123456789abcdef", 0.995}, {"HEX", "0123456789ABCDEF", 0.995},
      {"base32", base32, 0.995},          {"base64", base64, 0.995},
      {"base64url", base64url, 0.995},    {"all", all, 0.995}};
  for (const Alphabet& alphabet : alphabets) {
    KeyMaker random(alphabet.name);
    std::size_t opaque = 0;
    std::string lost;
    constexpr std::size_t kRounds = 6000;
    for (std::size_t round = 0; round < kRounds; ++round) {
      const std::size_t length =
          kMinSecretBytes + random.Next() % (kMaxSecretBytes + 1 - kMinSecretBytes);
      const std::string token = From(alphabet.characters, length, random);
      if (JudgeValue(token) == ValueKind::kOpaque) {
        ++opaque;
      } else if (lost.size() < 600) {
        lost += token + "\n";
      }
    }
    EXPECT_GE(static_cast<double>(opaque), alphabet.floor * kRounds) << alphabet.name << "\n"
                                                                     << lost;
  }
}

// The shortest are the hardest to tell from names.
TEST(JudgeValue, ShortRandomTokensAreMostlyOpaque) {
  constexpr std::string_view kBase62 =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  for (const std::size_t length : {16U, 20U, 22U, 24U, 25U, 32U, 40U, 64U}) {
    KeyMaker random(length);
    int opaque = 0;
    for (int round = 0; round < 5000; ++round) {
      if (JudgeValue(From(kBase62, length, random)) == ValueKind::kOpaque) ++opaque;
    }
    EXPECT_GE(opaque, 4975) << length;
  }
  KeyMaker random(9);
  int opaque = 0;
  for (int round = 0; round < 5000; ++round) {
    if (JudgeValue(random.Wr()) == ValueKind::kOpaque) ++opaque;
  }
  EXPECT_GE(opaque, 4975);
}

// Any bytes may stand where a token is asked about, and any length.
TEST(JudgeValue, TakesAnything) {
  KeyMaker random(10);
  for (int round = 0; round < 3000; ++round) {
    std::string token;
    for (std::uint64_t size = random.Next() % 300; size > 0; --size) {
      token += static_cast<char>(random.Next() % 256);
    }
    (void)JudgeValue(token);
    (void)LooksRandom(token);
    (void)WriterShape(token);
  }
}

TEST(LooksRandom, TellsTokensFromIdentifiers) {
  KeyMaker keys(11);
  int random = 0;
  for (int round = 0; round < 1000; ++round) random += LooksRandom(keys.Alphanumeric()) ? 1 : 0;
  EXPECT_GE(random, 990);
  for (const std::string_view name :
       {"configuration2", "utf8StringConverter", "1234567890123456", "sha256ForReleaseBuild",
        "writer_api_key_v2", "organization-settings"}) {
    EXPECT_FALSE(LooksRandom(name)) << name;
  }
}

TEST(WriterShape, KnowsTheTwoSeen) {
  KeyMaker keys(12);
  EXPECT_EQ(WriterShape(keys.Wr()), "shape wr-");
  EXPECT_EQ(WriterShape(keys.Alphanumeric()), "shape 32 letters and digits");
  EXPECT_EQ(WriterShape(keys.Hex(32)), "") << "one case only";
  EXPECT_EQ(WriterShape(keys.Alphanumeric(31)), "");
  EXPECT_EQ(WriterShape(keys.Alphanumeric(33)), "");
  EXPECT_EQ(WriterShape(keys.Wr() + "x"), "");
  EXPECT_EQ(WriterShape(""), "");
}

TEST(Entropy, IsShannons) {
  EXPECT_DOUBLE_EQ(Entropy("aaaa"), 0);
  EXPECT_DOUBLE_EQ(Entropy("ab"), 1);
  EXPECT_DOUBLE_EQ(Entropy("abcdefgh"), 3);
  EXPECT_DOUBLE_EQ(Entropy(std::string_view("\0\xFF\0\xFF", 4)), 1);
  EXPECT_NEAR(Entropy("aab"), 0.9182958, 1e-6);
  EXPECT_DOUBLE_EQ(Entropy(""), 0);
}

TEST(LetterModel, TellsWordsFromNoise) {
  for (const std::string_view word : {"writer", "environment", "PASSWORD", "Authorization",
                                      "secret", "production", "settings", "header"}) {
    EXPECT_TRUE(LooksLikeWord(word)) << word;
    EXPECT_GT(WordOdds(word), 0) << word;
  }
  for (const std::string_view noise : {"xkqzv", "qjxzwv", "zxqjkvbw", "hjkqwzx", "ab", ""}) {
    EXPECT_FALSE(LooksLikeWord(noise)) << noise;
  }
  EXPECT_DOUBLE_EQ(WordOdds("WrItEr"), WordOdds("writer"));
}

TEST(LetterModel, RandomLettersSeldomLookLikeAWord) {
  constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz";
  for (const std::size_t length : {3U, 4U, 5U, 6U, 8U, 10U, 14U}) {
    KeyMaker random(length);
    int words = 0;
    for (int round = 0; round < 10000; ++round) {
      if (LooksLikeWord(From(kLetters, length, random))) ++words;
    }
    EXPECT_LE(words, 250) << length;
  }
}

}  // namespace
}  // namespace blotter
