#include "scanner/engine/live_tokens.h"

#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "scanner/engine/value.h"
#include "scanner/engine/words.h"
#include "tests/detection/rng.h"
#include "tests/support/key_maker.h"

namespace blotter {
namespace {

const std::string& Key() {
  static const std::string key = testing::KeyMaker(1).Alphanumeric();
  return key;
}

bool Any(std::string_view text) {
  DeadRuns dead;
  return LiveTokens(text, &dead).Any();
}

TEST(LiveTokens, SeesALiveTokenWhereverItStands) {
  for (const std::string_view before :
       {"", "x", " ", "a=", "a=b=", "--", "key-", "\"", "\\t", "Bearer%20", "x+", "\xC3\xA9"}) {
    EXPECT_TRUE(Any(std::string(before) + Key())) << before;
    EXPECT_TRUE(Any(std::string(before) + Key() + "==")) << before;
    EXPECT_TRUE(Any(std::string(before) + Key() + "...")) << before;
    EXPECT_TRUE(Any(std::string(before) + Key() + "=more words follow")) << before;
  }
  EXPECT_TRUE(Any("sha1-NAME=" + Key())) << "a mark, and another token behind it";
  EXPECT_TRUE(Any("age1_NAME=" + Key() + "=="));
  for (std::size_t at = 0; at < 200; ++at) {
    EXPECT_TRUE(Any(std::string(at, ' ') + Key())) << at;
    EXPECT_TRUE(Any(std::string(at, ' ') + Key() + std::string(100, ' '))) << at;
  }
}

TEST(LiveTokens, WordsAndNumbersAreNone) {
  for (const std::string_view text :
       {"", "short", "this/is/the/path/of/some/module.py", "isGoToNextSiblingAllowed",
        "your-writer-api-key-here", "37.79322359164316", "-122.39999318828129",
        "self.session_manager.get_session", "xxxxxxxxxxxxxxxxxxxxxxxx",
        "sha512-CvmY8Mea8iDXo6a7RK2wbmJITT5fN3BEkRuFlxVyNx8jOKIIhmC4fSkTcPcf8JyavbBwIe6Op=="}) {
    EXPECT_FALSE(Any(text)) << text;
  }
}

TEST(LiveTokens, OnlyWhatReachesIntoTheRange) {
  const std::string text = std::string(100, ' ') + Key() + std::string(100, ' ');
  const std::size_t end = 100 + Key().size();
  DeadRuns dead;
  LiveTokens live(text, &dead);
  EXPECT_FALSE(live.Any(0, 100));
  EXPECT_TRUE(live.Any(0, 101));
  EXPECT_TRUE(live.Any(end - 1, end));
  EXPECT_FALSE(live.Any(end, text.size()));
  EXPECT_TRUE(live.Any(90, 110)) << "asked backwards";
  EXPECT_FALSE(live.Any(50, 60));
  EXPECT_TRUE(live.Any(0, std::string::npos));
  EXPECT_FALSE(live.Any(text.size() + 5, text.size() + 9));
}

// Whatever was asked before, the answer is that of a fresh look.
TEST(LiveTokens, AnswersDoNotDependOnTheOrderOfQuestions) {
  detection::Rng random(5);
  std::string text;
  for (int i = 0; i < 60; ++i) {
    text += random.Chance(30) ? Key() : std::string("some_ordinary_identifier");
    text += std::string(random.Between(1, 80), ' ');
  }
  DeadRuns dead;
  LiveTokens live(text, &dead);
  for (int i = 0; i < 5000; ++i) {
    const std::size_t begin = random.Below(text.size() + 1);
    const std::size_t end = begin + random.Below(200);
    EXPECT_EQ(live.Any(begin, end), LiveTokens(text, &dead).Any(begin, end)) << begin << " " << end;
  }
}

// A run that is remembered as dead stays so only as itself: after another, or longer, or live.
TEST(LiveTokens, WhatWasJudgedBeforeDoesNotChangeTheAnswer) {
  detection::Rng random(7);
  constexpr std::string_view kAlphabet = "abcXYZ0123456789-_.~+/=the_key-set";
  DeadRuns dead;
  for (int round = 0; round < 20000; ++round) {
    const std::string run = random.From(kAlphabet, random.Between(16, 70));
    DeadRuns none;
    const bool fresh = LiveTokens(run, &none).Any();
    EXPECT_EQ(LiveTokens(run, &dead).Any(), fresh) << run;
    EXPECT_EQ(LiveTokens(run, &dead).Any(), fresh) << "again: " << run;
  }
}

TEST(DeadRuns, HoldWhatWasAdded) {
  DeadRuns dead;
  const std::string run = "an_ordinary_identifier";
  EXPECT_FALSE(dead.Contain(run));
  dead.Add(run);
  EXPECT_TRUE(dead.Contain(run));
  EXPECT_FALSE(dead.Contain(run + "s"));
  EXPECT_FALSE(dead.Contain("an_ordinary_identifieR"));
  const std::string longer(64, 'a');
  dead.Add(longer);
  EXPECT_FALSE(dead.Contain(longer)) << "too long to be kept";
}

// Every byte before and behind a run, against the one definition of a token's characters.
TEST(LiveTokens, TheRunsAreThoseOfTokenCharacters) {
  for (int c = 0; c < 256; ++c) {
    const char byte = static_cast<char>(c);
    const std::string half = Key().substr(0, kMinSecretBytes - 1);
    const std::string text = std::string(60, ' ') + half + byte + std::string(100, ' ');
    EXPECT_EQ(Any(text), IsTokenChar(byte)) << c;
  }
}

// No token that the judge calls live is passed over, at whatever joint a run is cut.
TEST(LiveTokens, AgreesWithTheJudgeOnRandomTokens) {
  detection::Rng random(6);
  constexpr std::string_view kAlphabet = "abcXYZ0123456789-_.~+/=the_key-set";
  std::size_t live = 0;
  for (int round = 0; round < 20000; ++round) {
    const std::string token = random.From(kAlphabet, random.Between(16, 40));
    const ValueKind kind = JudgeValue(token);
    if (kind != ValueKind::kOpaque && kind != ValueKind::kUuid) continue;
    ++live;
    EXPECT_TRUE(Any(token)) << token;
    EXPECT_TRUE(Any("some_name=" + token)) << token;
    EXPECT_TRUE(Any("-" + token + " and-more")) << token;
  }
  EXPECT_GT(live, 1000U);
}

}  // namespace
}  // namespace blotter
