// The SIMD search against the obvious one, with each set of instructions that this processor has.
#include "scanner/engine/keyword_search.h"

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scanner/engine/words.h"

namespace blotter {
namespace {

using Words = std::vector<std::string>;

bool ContainsAny(std::string_view text, const Words& words) {
  const std::string lower = LowerAscii(text);
  return std::any_of(words.begin(), words.end(), [&](const std::string& word) {
    return lower.find(LowerAscii(word)) != std::string::npos;
  });
}

class KeywordSearchOn : public ::testing::TestWithParam<KeywordSearch::Instructions> {
 protected:
  static KeywordSearch Make(const Words& words) { return *KeywordSearch::Make(words, GetParam()); }
};

// At every place of texts of every length around the blocks' own, in memory of just that size
// (where a sanitizer sees a look beyond it).
TEST_P(KeywordSearchOn, FindsAWordWhereverItStands) {
  const Words words = {"writer", "palmyra", "bearer"};
  const KeywordSearch search = Make(words);
  for (const std::string word : {"writer", "PALMYRA", "bEaReR"}) {
    for (std::size_t size = word.size(); size < 220; ++size) {
      for (std::size_t at = 0; at + word.size() <= size; ++at) {
        std::string text(size, 'e');
        text.replace(at, word.size(), word);
        text.shrink_to_fit();
        ASSERT_EQ(search.Find(text, 0), at) << word << " at " << at << " of " << size;
        text[at + word.size() / 2] = '_';
        ASSERT_FALSE(search.Contains(text)) << word << " at " << at << " of " << size;
      }
    }
  }
}

TEST_P(KeywordSearchOn, FindsNothingInWhatIsShorterThanAWord) {
  const KeywordSearch search = Make({"writer"});
  EXPECT_FALSE(search.Contains(""));
  EXPECT_FALSE(search.Contains("write"));
  EXPECT_FALSE(search.Contains("a text that stops at writ"));
}

TEST_P(KeywordSearchOn, TakesOnlyLettersOfTheSameNameForEachOther) {
  // '@' and '`', '[' and '{' and bytes beyond ASCII differ by one bit from what could match.
  const KeywordSearch search = Make({"a@[k", "b-c"});
  EXPECT_TRUE(search.Contains(std::string(70, ' ') + "A@[K"));
  EXPECT_FALSE(search.Contains(std::string(70, ' ') + "a`{k"));
  EXPECT_FALSE(search.Contains(std::string(70, ' ') + "\xe1@[k"));
  EXPECT_TRUE(search.Contains("B-C"));
  EXPECT_FALSE(search.Contains("b\rc"));
}

TEST_P(KeywordSearchOn, FindsOneWordAfterTheOther) {
  const KeywordSearch search = Make({"writer", "bearer"});
  const std::string text = "writer" + std::string(60, ' ') + "bearerwriter" + std::string(200, '-');
  EXPECT_EQ(search.Find(text, 0), 0U);
  EXPECT_EQ(search.Find(text, 1), 66U);
  EXPECT_EQ(search.Find(text, 67), 72U);
  EXPECT_EQ(search.Find(text, 73), std::string::npos);
  EXPECT_EQ(search.Find(text, text.size()), std::string::npos);
}

TEST_P(KeywordSearchOn, AgreesWithTheObviousSearch) {
  std::mt19937 random(20261123);
  const auto below = [&](std::size_t n) { return std::size_t{random()} % n; };
  // Few letters, so that words come up by chance and candidates much more often.
  const auto text_of = [&](std::size_t size, const std::string& letters) {
    std::string text;
    while (text.size() < size) text += letters[below(letters.size())];
    return text;
  };
  int found = 0;
  constexpr int kRounds = 4000;
  for (int round = 0; round < kRounds; ++round) {
    Words words;
    const std::size_t count = 1 + below(KeywordSearch::kMostWords);
    while (words.size() < count) words.push_back(text_of(3 + below(22), "abC"));
    const KeywordSearch search = Make(words);
    const std::string text = text_of(below(300), "aAbBcC\xe1\n");
    const bool expected = ContainsAny(text, words);
    ASSERT_EQ(search.Contains(text), expected) << ::testing::PrintToString(words) << " in " << text;
    found += expected ? 1 : 0;
  }
  EXPECT_GT(found, kRounds / 10);
  EXPECT_LT(found, kRounds * 9 / 10);
}

INSTANTIATE_TEST_SUITE_P(
    Instructions, KeywordSearchOn, ::testing::ValuesIn(KeywordSearch::Supported()),
    [](const ::testing::TestParamInfo<KeywordSearch::Instructions>& instructions) {
      return instructions.param == KeywordSearch::Instructions::kAvx2 ? "Avx2" : "Avx512Vbmi";
    });
// A processor without any of them leaves the search to Hyperscan.
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(KeywordSearchOn);

TEST(KeywordSearch, IsNotMadeForWordsThatItCannotTake) {
  for (const KeywordSearch::Instructions instructions : KeywordSearch::Supported()) {
    EXPECT_FALSE(KeywordSearch::Make({}, instructions));
    EXPECT_FALSE(KeywordSearch::Make({"writer", "ai"}, instructions));
    EXPECT_FALSE(KeywordSearch::Make({"schl\xc3\xbcssel"}, instructions));
    EXPECT_FALSE(KeywordSearch::Make(Words(9, "writer"), instructions));
    EXPECT_TRUE(KeywordSearch::Make(Words(8, "writer"), instructions));
  }
}

}  // namespace
}  // namespace blotter
