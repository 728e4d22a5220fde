#include "scanner/engine/inline_allow.h"

#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "tests/engine/engine_fixture.h"
#include "tests/support/key_maker.h"

namespace blotter {
namespace {

RuleSet TwoRules() {
  RuleSet rules;
  rules.rules.resize(3);
  rules.rules[0].id = "writer-api-key";
  rules.rules[1].id = "bearer-header";
  rules.rules[2].id = "writer";
  return rules;
}

// What allows the first "SECRET" of `text`, as a secret of writer-api-key; "" where nothing does.
std::string By(std::string_view text) {
  Candidate candidate;
  candidate.begin = text.find("SECRET");
  candidate.end = text.find("TERCES");
  candidate.end = candidate.end == std::string_view::npos ? candidate.begin + 6 : candidate.end + 6;
  const std::optional<Allowance> allowance = AllowedByComment(text, candidate, TwoRules());
  if (!allowance) return "";
  EXPECT_EQ(allowance->by, AllowedBy::kComment);
  return allowance->detail;
}

TEST(InlineAllow, InAnyCommentOnTheLine) {
  for (const char* text : {
           "k = 'SECRET'  # blotter:allow",
           "k = 'SECRET'  #blotter:allow",
           "k = \"SECRET\"; // blotter:allow",
           "k = \"SECRET\"; //blotter:allow, it is fake",
           "k = \"SECRET\"; /* blotter:allow */",
           "k = \"SECRET\"; /*blotter:allow*/",
           "/* blotter:allow */ k = \"SECRET\";",
           "<k>SECRET</k><!-- blotter:allow -->",
           "<k>SECRET</k><!--blotter:allow-->",
           "k = SECRET ; blotter:allow.",
           "-- blotter:allow: k = SECRET",
           "k = SECRET --blotter:allow",
           "K=SECRET # blotter:allow",
           "K=SECRET#blotter:allow",
           "{\"k\": \"SECRET\", \"//\": \"blotter:allow\"}",
           "first\nk = 'SECRET' # blotter:allow\nthird",
           "first\rk = 'SECRET' # blotter:allow\rthird",
           "# don't use 'SECRET' blotter:allow",
           "k = 'a', l = SECRET # blotter:allow 'x'",
           "k = 'SECRET\nTERCES' # blotter:allow",
           "# blotter:allow\tk = 'SECRET\nTERCES'",
       }) {
    EXPECT_EQ(By(text), "blotter:allow") << text;
  }
  EXPECT_EQ(By("k = 'SECRET'  # gitleaks:allow"), "gitleaks:allow");
}

TEST(InlineAllow, NotOnAnotherLine) {
  EXPECT_EQ(By("# blotter:allow\nk = 'SECRET'"), "");
  EXPECT_EQ(By("k = 'SECRET'\n# blotter:allow"), "");
  EXPECT_EQ(By("k = 'SECRET'\r# blotter:allow"), "");
  EXPECT_EQ(By("k = 'SECRET\nTERCES'\n# blotter:allow"), "");
}

TEST(InlineAllow, OtherWordsAreNotIt) {
  EXPECT_EQ(By("k = 'SECRET' # blotter:allow-list"), "");
  EXPECT_EQ(By("k = 'SECRET' # blotter:allowed"), "");
  EXPECT_EQ(By("k = 'SECRET' # blotter:allow_x"), "");
  EXPECT_EQ(By("k = 'SECRET' # myblotter:allow"), "");
  EXPECT_EQ(By("k = 'SECRET' # not-blotter:allow"), "");
  EXPECT_EQ(By("k = 'SECRET' # blotter: allow"), "");
  EXPECT_EQ(By("k = 'SECRET' # :allow"), "");
  EXPECT_EQ(By("k = 'SECRET' # Blotter:Allow"), "");
  EXPECT_EQ(By("k = 'SECRET' # blotter:allowed blotter:allow"), "blotter:allow");
}

TEST(InlineAllow, NotInTheSecretsOwnLiteral) {
  EXPECT_EQ(By("k = 'SECRET blotter:allow'"), "");
  EXPECT_EQ(By("k = \"blotter:allow SECRET\""), "");
  EXPECT_EQ(By(R"(k = "SECRET \" blotter:allow")"), "");
  EXPECT_EQ(By("url = https://h/?k=SECRET&x=blotter:allow"), "");
  EXPECT_EQ(By("url = https://h/?x=blotter:allow&k=SECRET"), "");
  EXPECT_EQ(By("k = 'SECRET\n blotter:allow TERCES'"), "");
  // The other literals of the line are not the secret's.
  EXPECT_EQ(By("k = ['SECRET', 'blotter:allow']"), "blotter:allow");
}

TEST(InlineAllow, RuleIdsNarrowIt) {
  EXPECT_EQ(By("k = 'SECRET' # blotter:allow writer-api-key"), "blotter:allow");
  EXPECT_EQ(By("k = 'SECRET' # blotter:allow writer-api-key: revoked"), "blotter:allow");
  EXPECT_EQ(By("k = 'SECRET' # blotter:allow bearer-header"), "");
  EXPECT_EQ(By("k = 'SECRET' # blotter:allow bearer-header, writer-api-key"), "blotter:allow");
  EXPECT_EQ(By("k = 'SECRET' # blotter:allow bearer-header, not writer-api-key"), "");
  EXPECT_EQ(By("k = 'SECRET' <!-- blotter:allow bearer-header-->"), "");
  EXPECT_EQ(By("k = 'SECRET' # blotter:allow bearer-header blotter:allow"), "blotter:allow");
  // An id that only begins a word, or one that is longer, is not it.
  EXPECT_EQ(By("k = 'SECRET' # blotter:allow bearer-headers are fake"), "blotter:allow");
  EXPECT_EQ(By("k = 'SECRET' # blotter:allow writer"), "");
  // gitleaks knows no ids here.
  EXPECT_EQ(By("k = 'SECRET' # gitleaks:allow bearer-header"), "gitleaks:allow");
}

TEST(InlineAllow, AsFarAsALineIsRead) {
  const std::string near(3000, ' ');
  const std::string far(5000, ' ');
  EXPECT_EQ(By("k = 'SECRET'" + near + "# blotter:allow"), "blotter:allow");
  EXPECT_EQ(By("k = 'SECRET'" + far + "# blotter:allow"), "");
}

TEST(InlineAllow, OfEachSecretByItself) {
  testing::KeyMaker keys(7);
  const auto rules = testing::ShippedRules();
  const std::string key = keys.Alphanumeric();
  const std::string text = "WRITER_API_KEY = '" + key + "'\n" + "WRITER_API_KEY = '" + key +
                           "'  # blotter:allow\nWRITER_API_KEY = '" + keys.Alphanumeric() +
                           "'  # blotter:allow bearer-header\n";
  const std::vector<Finding> findings = testing::Scan(*rules, "app.py", text);
  ASSERT_EQ(findings.size(), 3U);
  EXPECT_FALSE(findings[0].allowance);
  EXPECT_TRUE(findings[1].allowance);
  EXPECT_FALSE(findings[2].allowance);
}

TEST(InlineAllow, InUtf16) {
  testing::KeyMaker keys(8);
  const auto rules = testing::ShippedRules();
  std::string text = "\xFF\xFE";
  for (const char c : "WRITER_API_KEY = '" + keys.Alphanumeric() + "' # blotter:allow\n") {
    text += {c, '\0'};
  }
  const std::vector<Finding> findings = testing::Scan(*rules, "app.py", text);
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_TRUE(findings[0].allowance);
}

}  // namespace
}  // namespace blotter
