#include "scanner/engine/excerpt.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "tests/support/key_maker.h"

namespace blotter {
namespace {

using testing::KeyMaker;

Candidate At(std::size_t begin, std::size_t end) {
  Candidate candidate;
  candidate.begin = begin;
  candidate.end = end;
  return candidate;
}

Excerpt Of(std::string_view text, std::string_view secret) {
  const std::size_t at = text.find(secret);
  return MakeExcerpt(text, {At(at, at + secret.size())}, 0);
}

TEST(Excerpt, IsTheLineWithTheSecretMasked) {
  const Excerpt excerpt = Of("one\nkey = \"SECRETSECRET\" # x\nthree", "SECRETSECRET");
  EXPECT_EQ(excerpt.text, "key = \"************\" # x");
  EXPECT_EQ(excerpt.text.substr(excerpt.mark_begin, excerpt.mark_end - excerpt.mark_begin),
            "************");
  EXPECT_FALSE(excerpt.cut_before);
  EXPECT_FALSE(excerpt.cut_after);
}

TEST(Excerpt, LinesEndAtEveryBreak) {
  EXPECT_EQ(Of("a\r\nb SECRET\r\nc", "SECRET").text, "b ******");
  EXPECT_EQ(Of("a\rb SECRET\rc", "SECRET").text, "b ******");
  EXPECT_EQ(Of("SECRET", "SECRET").text, "******");
}

TEST(Excerpt, MasksTheSecretWhereverItStandsOnTheLine) {
  const Excerpt excerpt = Of("SECRET1 and SECRET1 and SECRET1x", "SECRET1");
  EXPECT_EQ(excerpt.text, "******* and ******* and *******x");
  EXPECT_EQ(excerpt.mark_begin, 0U);
}

TEST(Excerpt, MasksTheOtherSecretsOfTheLine) {
  const std::string_view text = "a=FIRSTSECRET b=OTHERSECRET";
  const std::vector<Candidate> both = {At(2, 13), At(16, 27)};
  EXPECT_EQ(MakeExcerpt(text, both, 0).text, "a=*********** b=***********");
  EXPECT_EQ(MakeExcerpt(text, both, 1).mark_begin, 16U);
}

TEST(Excerpt, IsCutToAReadableWidth) {
  const std::string text = std::string(500, 'a') + "SECRET" + std::string(500, 'b');
  const Excerpt excerpt = Of(text, "SECRET");
  EXPECT_LT(excerpt.text.size(), 200U);
  EXPECT_TRUE(excerpt.cut_before);
  EXPECT_TRUE(excerpt.cut_after);
  EXPECT_EQ(excerpt.text.substr(excerpt.mark_begin, 6), "******");
}

TEST(Excerpt, ALongMaskIsCutShort) {
  const std::string text = "k=" + std::string(3000, 'S') + "; end";
  const Excerpt excerpt = MakeExcerpt(text, {At(2, 3002)}, 0);
  EXPECT_EQ(excerpt.text, "k=" + std::string(64, '*') + "; end");
  EXPECT_EQ(excerpt.mark_end - excerpt.mark_begin, 64U);
}

TEST(Excerpt, CutsNoCharacterInTwo) {
  std::string text;
  for (int i = 0; i < 200; ++i) text += "\xE2\x82\xAC";
  for (int shift = 0; shift < 3; ++shift) {
    const std::string shifted =
        std::string(static_cast<std::size_t>(shift), 'x') + text + "SECRET" + text;
    const Excerpt excerpt = Of(shifted, "SECRET");
    const auto continuation = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; };
    EXPECT_FALSE(continuation(excerpt.text.front()));
    EXPECT_EQ(std::count_if(excerpt.text.begin(), excerpt.text.end(), continuation) % 2, 0);
  }
}

// Whatever the layout, no three bytes of any secret are left: also of those that an edge cuts, that
// overlap in the text, or that stand there once more without being a candidate.
TEST(Excerpt, NoByteOfASecretIsLeft) {
  KeyMaker random(1);
  for (int round = 0; round < 3000; ++round) {
    std::vector<std::string> secrets;
    for (std::uint64_t count = 1 + random.Next() % 5; count > 0; --count) {
      secrets.push_back(
          random.Alphanumeric(random.Next() % 8 == 0 ? 300 : 16 + random.Next() % 60));
    }
    std::string text;
    std::vector<Candidate> candidates;
    for (std::uint64_t pieces = 1 + random.Next() % 12; pieces > 0; --pieces) {
      text += std::string(random.Next() % (random.Next() % 4 == 0 ? 200 : 20), '.');
      const std::string& secret = secrets[random.Next() % secrets.size()];
      // The first time it is found as a candidate; later it may only stand there.
      const bool known = std::any_of(candidates.begin(), candidates.end(), [&](const Candidate& c) {
        return text.substr(c.begin, c.end - c.begin) == secret;
      });
      if (!known || random.Next() % 2 == 0) {
        candidates.push_back(At(text.size(), text.size() + secret.size()));
      }
      text += secret;
      if (random.Next() % 6 == 0) text += "\n";
    }
    for (std::size_t i = 0; i < candidates.size(); ++i) {
      const Excerpt excerpt = MakeExcerpt(text, candidates, i);
      ASSERT_LE(excerpt.mark_begin, excerpt.mark_end);
      ASSERT_LE(excerpt.mark_end, excerpt.text.size());
      for (std::size_t at = excerpt.mark_begin; at < excerpt.mark_end; ++at) {
        ASSERT_EQ(excerpt.text[at], '*');
      }
      // Only dots stand around the secrets.
      ASSERT_EQ(excerpt.text.find_first_not_of(".*"), std::string::npos) << excerpt.text;
    }
  }
}

}  // namespace
}  // namespace blotter
