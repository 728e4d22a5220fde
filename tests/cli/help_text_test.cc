#include "scanner/cli/help_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scanner/cli/program.h"

namespace blotter {
namespace {

using ::testing::HasSubstr;

TEST(Wrap, BreaksAtSpacesOnly) {
  EXPECT_EQ(Wrap("one two three", 2, 10), "  one two\n  three\n");
  EXPECT_EQ(Wrap("averyverylongword x", 0, 5), "averyverylongword\nx\n");
  EXPECT_EQ(Wrap("", 0, 5), "\n");
}

TEST(CommandHelp, NamesEveryFlagOnceAndKeepsToTheWidth) {
  const Program program({}, nullptr);
  for (const Command* command : program.verbs()) {
    const std::string help = CommandHelp(*command);
    EXPECT_THAT(help, HasSubstr("Usage: blotter " + command->name));
    for (const Flag& flag : command->flags) {
      EXPECT_THAT(help, HasSubstr("\n  " + FlagHeading(flag) + "\n")) << command->name;
      EXPECT_FALSE(flag.help.ends_with('.')) << flag.name;
    }
    for (std::size_t at = 0; at < help.size();) {
      const std::size_t end = help.find('\n', at);
      EXPECT_LE(end - at, 80U) << help.substr(at, end - at);
      at = end + 1;
    }
  }
}

TEST(ProgramHelp, NamesEveryVerbAndExitCode) {
  const Program program({}, nullptr);
  const std::string help = ProgramHelp(program.command(), program.verbs());
  for (const Command* command : program.verbs()) EXPECT_THAT(help, HasSubstr(command->summary));
  for (const char* code : {"\n  0  ", "\n  1  ", "\n  2  "}) EXPECT_THAT(help, HasSubstr(code));
}

}  // namespace
}  // namespace blotter
