#include "scanner/report/path_text.h"

#include <map>
#include <random>
#include <string>

#include <gtest/gtest.h>

namespace blotter {
namespace {

TEST(PathForJson, Utf8IsItself) {
  for (const std::string path :
       {"a/b.py", "caf\u00e9 \U0001f511", "back\\slash", "new\nline", "\"a", "a\""}) {
    EXPECT_EQ(PathForJson(path), path);
  }
}

TEST(PathForJson, OtherBytesAreQuotedAsGitDoes) {
  EXPECT_EQ(PathForJson("a\xFF"
                        "b"),
            R"("a\377b")");
  EXPECT_EQ(PathForJson("a\\\"\xE9"), R"("a\\\"\351")");
  EXPECT_EQ(PathForJson("caf\u00e9\xE2\x82"), "\"caf\u00e9\\342\\202\"");
  EXPECT_EQ(PathForJson("\"a\""), R"("\"a\"")");  // or it could pass for a quoted one
}

TEST(PathForUri, EverythingUnusualIsEncoded) {
  EXPECT_EQ(PathForUri("src/a-b_c.d~e/F9.py"), "src/a-b_c.d~e/F9.py");
  EXPECT_EQ(PathForUri("a b#c%d:e,f\\g\nh"), "a%20b%23c%25d%3Ae%2Cf%5Cg%0Ah");
  EXPECT_EQ(PathForUri("C:f.py"), "C%3Af.py");
  EXPECT_EQ(PathForUri("\u00e9\xFF"), "%C3%A9%FF");
  EXPECT_EQ(PathForUri("//server/a"), "server/a");
}

TEST(PathText, DifferentPathsNeverBecomeTheSame) {
  std::mt19937 random(17);
  const std::string alphabet("a\"\\%27\xC3\xA9\xFF", 9);
  std::map<std::string, std::string> by_json;
  std::map<std::string, std::string> by_uri;
  for (int round = 0; round < 50000; ++round) {
    std::string path;
    for (std::size_t i = random() % 7; i > 0; --i) path += alphabet[random() % alphabet.size()];
    ASSERT_EQ(by_json.emplace(PathForJson(path), path).first->second, path);
    ASSERT_EQ(by_uri.emplace(PathForUri(path), path).first->second, path);
  }
}

}  // namespace
}  // namespace blotter
