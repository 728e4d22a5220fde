#include "scanner/config/stray_character.h"

#include <optional>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "scanner/base/utf8.h"
#include "scanner/config/rule_loader.h"

namespace blotter {
namespace {

TEST(StrayCharacter, StringsAndCommentsHoldAnything) {
  for (const std::string_view toml :
       {"", "a = 1\n", "# \xC3\xA4\n", "a = \"\xC3\xA4\" # \xC3\xA4", "a = '\xC3\xA4'",
        "a = \"\\\"\xC3\xA4\"", "a = '\\'\n'b' = '\xC3\xA4'", "a = '''\n\xC3\xA4 ' '' \xC3\xA4'''",
        "a = \"\"\"\xC3\xA4\\\"\"\"\xC3\xA4\"\"\"\n", "a = ''''\xC3\xA4'''''\nb = '\xC3\xA4'",
        ("\xEF\xBB\xBF"
         "a = 1"),
        "a = [ '\xC3\xA4', \"\xC3\xA4\",\n '\xC3\xA4' ]",
        "a = { b = '\xC3\xA4', 'c' = '\xC3\xA4' }", "'\xC3\xA4'.\"\xC3\xA4\" = 1",
        "['\xC3\xA4']\n[[ '\xC3\xA4' ]]\n", "a = ''\nb = '\xC3\xA4'",
        "a = ''''''\nb = '\xC3\xA4'"}) {
    EXPECT_EQ(LineOfStrayCharacter(toml), std::nullopt) << toml;
  }
}

TEST(StrayCharacter, ElsewhereItsLineIsNamed) {
  EXPECT_EQ(LineOfStrayCharacter("\xC3\xA4 = 1"), 1U);
  EXPECT_EQ(LineOfStrayCharacter("a = 1\n\nb =\xC3\xA4 1"), 3U);
  EXPECT_EQ(LineOfStrayCharacter("a = 0\"\xC3\xA4\""), 1U) << "no string begins there";
  EXPECT_EQ(LineOfStrayCharacter("a = 'x\n\xC3\xA4'"), 2U) << "a string that does not close";
  EXPECT_EQ(LineOfStrayCharacter("a = '''x\n\xC3\xA4"), 2U);
  EXPECT_EQ(LineOfStrayCharacter("a = 1 \xEF\xBB\xBF"), 1U);
  EXPECT_EQ(LineOfStrayCharacter("\xFF"), 1U);
  EXPECT_EQ(LineOfStrayCharacter("a = \"\n\"\nb = \"\\\xC3\xA4\""), 3U) << "behind a backslash";
  EXPECT_EQ(LineOfStrayCharacter("a = \"\"\"x\\  \n\xC3\xA4\"\"\""), 2U);
}

// The code points for which toml++ 3.3 has undefined behaviour, wherever white space may stand.
TEST(StrayCharacter, NoneReachesTheTomlLibrary) {
  for (char32_t code_point = 0x80; code_point < 0x520; ++code_point) {
    std::string text;
    AppendUtf8(code_point, &text);
    for (const std::string& toml :
         {"a =" + text + "1", "a" + text + "= 1", text, "a = 0\"" + text, "[" + text + "rules]",
          "a = [1," + text + "2]", "a = 1" + text + "\n"}) {
      const Result<RuleSet> rules = ParseRules(toml, "r.toml");
      ASSERT_FALSE(rules.ok());
      ASSERT_EQ(rules.error().message.rfind("r.toml:1: not valid TOML", 0), 0U)
          << rules.error().message;
    }
  }
}

}  // namespace
}  // namespace blotter
