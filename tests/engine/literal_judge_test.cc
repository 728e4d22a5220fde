#include "scanner/engine/literal_judge.h"

#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "tests/support/key_maker.h"

namespace blotter {
namespace {

class LiteralJudge : public ::testing::Test {
 protected:
  // Judges the K of `layout`, a key, as it stands there.
  bool IsLive(std::string_view layout, bool code_file = false, bool direct = true) {
    return IsLiveToken(layout, key_, code_file, direct);
  }
  static bool IsLiveToken(std::string_view layout, const std::string& token, bool code_file = false,
                          bool direct = true) {
    std::string text(layout);
    const std::size_t at = text.find('K');
    text.replace(at, 1, token);
    Literal literal;
    literal.begin = at;
    literal.end = at + token.size();
    const char before = at > 0 ? text[at - 1] : ' ';
    literal.quote = before == '"' || before == '\'' || before == '`' ? before : '\0';
    literal.direct = direct;
    return IsLiveLiteral(text, literal, {code_file});
  }

  testing::KeyMaker keys_{1};
  std::string key_ = keys_.Alphanumeric();
};

TEST_F(LiteralJudge, AQuotedOrBareTokenIsLive) {
  EXPECT_TRUE(IsLive("x = \"K\""));
  EXPECT_TRUE(IsLive("x = 'K'", true));
  EXPECT_TRUE(IsLive("x=K"));
  EXPECT_TRUE(IsLive("x: K\n"));
}

TEST_F(LiteralJudge, CallsIndexesUrlsAndReferencesAreNot) {
  for (const std::string_view layout : {"x = K(1)", "x = K[0]", "x = K://y", "x = K::y", "x = $K",
                                        "x = @K", "x = <K>", "x = aK", "x = K\xE2\x80\xA6"}) {
    EXPECT_FALSE(IsLive(layout)) << layout;
  }
  EXPECT_FALSE(IsLive("x = \"K...\""));
}

TEST_F(LiteralJudge, LengthsAreBounded) {
  EXPECT_FALSE(IsLiveToken("x=K", keys_.Alphanumeric(15)));
  EXPECT_TRUE(IsLiveToken("x=K", "q" + keys_.Alphanumeric(14) + "7"));
  EXPECT_TRUE(IsLiveToken("x=K", keys_.Alphanumeric(256)));
  EXPECT_FALSE(IsLiveToken("x=K", keys_.Alphanumeric(257)));
}

TEST_F(LiteralJudge, ABareWordInCodeIsAnIdentifierUnlessNoOneNamesThingsSo) {
  EXPECT_FALSE(IsLiveToken("x = K", "xkqzvwrtplmnbdfg", true));
  EXPECT_TRUE(IsLiveToken("x = K", "xkqzvwrtplmnbdfg", false));
  EXPECT_TRUE(IsLive("x = K", true));
}

TEST_F(LiteralJudge, AUuidIsOnlyLiveRightAtItsName) {
  const std::string uuid = keys_.Uuid();
  EXPECT_TRUE(IsLiveToken("x=K", uuid));
  EXPECT_TRUE(IsLiveToken("x='K'", uuid));
  EXPECT_FALSE(IsLiveToken("x foo K", uuid, false, false));
}

TEST_F(LiteralJudge, PlaceholdersAreNot) {
  for (const std::string& token : {std::string("your-writer-api-key-here"), std::string(32, 'x'),
                                   std::string("writer_api_key_from_env")}) {
    EXPECT_FALSE(IsLiveToken("x = \"K\"", token)) << token;
  }
}

TEST(IsCodeFile, GoesByTheExtension) {
  for (const std::string_view name : {"a.py", "A.JS", "x.test.ts", "main.cc", "b.kt", "c.vue"}) {
    EXPECT_TRUE(IsCodeFile(name)) << name;
  }
  for (const std::string_view name :
       {"", "py", ".env", "a.yaml", "a.json", "a.md", "a.", "a.sh", "Makefile", "a.py.txt"}) {
    EXPECT_FALSE(IsCodeFile(name)) << name;
  }
}

}  // namespace
}  // namespace blotter
