// Our lines in somebody's script: put in, found, replaced, taken out, for every script that a shell
// runs; and what is no such script refused.
#include "scanner/hooks/hook_block.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/run_process.h"
#include "tests/support/temp_folder.h"

namespace blotter {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

const std::vector<std::string> kScripts = {
    "",
    "\n",
    "echo no shebang",
    "#!/bin/sh",
    "#!/bin/sh\n",
    "#!/bin/sh\n\n# comment\necho one\nexit 0\n",
    "#!/usr/bin/env -S bash -eu\nexec other \"$@\"",
    "#! /bin/dash -e\necho caf\xe9\n",
};

std::string Install(Hook hook, const std::string& script) {
  return WithBlock(hook, "/usr/bin/blotter", script, /*existed=*/true).value();
}

TEST(HookBlock, TakenOutLeavesEveryByteAsItWas) {
  for (const Hook hook : kAllHooks) {
    for (const std::string& script : kScripts) {
      const std::string installed = Install(hook, script);
      EXPECT_NE(installed, script);
      EXPECT_EQ(WithoutBlock(hook, installed).value(), script);
    }
  }
}

TEST(HookBlock, FileThatWasMadeIsGoneAfterwards) {
  const std::string made = WithBlock(Hook::kPreCommit, "blotter", "", /*existed=*/false).value();
  EXPECT_THAT(made, StartsWith("#!/bin/sh\n# >>> blotter hook >>>"));
  EXPECT_EQ(WithoutBlock(Hook::kPreCommit, made).value(), std::nullopt);
  // What somebody added meanwhile stays.
  EXPECT_EQ(WithoutBlock(Hook::kPreCommit, made + "echo\n").value(), "#!/bin/sh\necho\n");
}

TEST(HookBlock, TwiceIsOnce) {
  for (const std::string& script : kScripts) {
    const std::string installed = Install(Hook::kPrePush, script);
    EXPECT_EQ(Install(Hook::kPrePush, installed), installed);
  }
}

TEST(HookBlock, ReplacesAnotherOnesWhereItStands) {
  const std::string script = "#!/bin/sh\n# theirs\n";
  const std::string old = script + HookBlock(Hook::kPreCommit, "/old/blotter") + "echo behind\n";
  const std::string updated = Install(Hook::kPreCommit, old);
  EXPECT_EQ(updated, script + HookBlock(Hook::kPreCommit, "/usr/bin/blotter") + "echo behind\n");
  EXPECT_EQ(WithoutBlock(Hook::kPreCommit, updated).value(), script + "echo behind\n");
}

TEST(HookBlock, SaysWhichProgramItRuns) {
  for (const std::string program :
       {"blotter", "/usr/bin/blotter", "/with space/it's/blotter", "/$HOME/`x`/\\/blotter"}) {
    for (const Hook hook : kAllHooks) {
      const std::string script = WithBlock(hook, program, "", /*existed=*/false).value();
      const FoundBlock block = FindBlock(hook, script).value().value();
      EXPECT_EQ(block.program, program);
      EXPECT_TRUE(block.first);
    }
  }
}

TEST(HookBlock, NamesNoProgramWhereALetterIsAnother) {
  std::string script = Install(Hook::kPreCommit, "");
  // A block of one hook is none of another.
  EXPECT_EQ(FindBlock(Hook::kPrePush, script).value().value().program, "");
  script.replace(script.find("exit \"$blotter_status\""), 4, "true");
  EXPECT_EQ(FindBlock(Hook::kPreCommit, script).value().value().program, "");
}

TEST(HookBlock, SaysWhetherCommandsStandBeforeIt) {
  const std::string block = HookBlock(Hook::kPreCommit, "blotter");
  EXPECT_TRUE(FindBlock(Hook::kPreCommit, "#!/bin/sh\n# c\n\n" + block).value().value().first);
  EXPECT_FALSE(FindBlock(Hook::kPreCommit, "#!/bin/sh\nexit 0\n" + block).value().value().first);
}

TEST(HookBlock, RefusesWhatNoPosixShellRuns) {
  for (const std::string script :
       {"#!/usr/bin/env python3\n", "#!/usr/bin/fish\n", "#!/usr/bin/perl -w\n", "#!/bin/sh\r\n",
        "#!\n", "#!/usr/bin/env\n", "#!/usr/bin/env -S node\n"}) {
    const Result<std::string> refused = WithBlock(Hook::kPreCommit, "blotter", script, true);
    ASSERT_FALSE(refused.ok()) << script;
    EXPECT_THAT(refused.error().message, HasSubstr("not one of a POSIX shell"));
  }
  const Result<std::string> program = WithBlock(Hook::kPreCommit, "blotter",
                                                std::string("\x7f"
                                                            "ELF\0",
                                                            5),
                                                true);
  ASSERT_FALSE(program.ok());
  EXPECT_THAT(program.error().message, HasSubstr("a program, not a script"));
}

TEST(HookBlock, DamagedOrDoubleIsRefused) {
  const std::string block = HookBlock(Hook::kPreCommit, "blotter");
  const std::string begin = block.substr(0, block.find('\n') + 1);
  for (const std::string& script : {block + block, begin, block.substr(begin.size()), begin + block,
                                    block.substr(begin.size()) + begin}) {
    EXPECT_FALSE(FindBlock(Hook::kPreCommit, script).ok()) << script;
    EXPECT_FALSE(WithBlock(Hook::kPreCommit, "blotter", script, true).ok());
    EXPECT_FALSE(WithoutBlock(Hook::kPreCommit, script).ok());
  }
}

TEST(HookBlock, MarkersInsideALineAreNotMarkers) {
  const std::string script = "#!/bin/sh\necho '# >>> blotter hook >>>'\n";
  EXPECT_FALSE(FindBlock(Hook::kPreCommit, script).value().has_value());
}

// Every shell of this machine that a hook may be written for.
class HookBlockShell : public ::testing::TestWithParam<const char*> {
 protected:
  testing::ProcessResult Run(const std::string& script, const std::string& input) const {
    const std::string path = folder_.Write("hook", script);
    return testing::RunProcess({.arguments = {GetParam(), "-eu", path, "origin", "url"},
                                .folder = folder_.string(),
                                .standard_input = input});
  }
  // Stands for blotter: keeps its arguments and its input, and ends as it is told.
  std::string Stub(int exit_code) const {
    const std::string path =
        folder_.Write("stub", "#!/bin/sh\nprintf '%s,' \"$@\" >args\ncat >input\nexit " +
                                  std::to_string(exit_code) + "\n");
    std::filesystem::permissions(path, std::filesystem::perms::owner_all);
    return path;
  }
  bool HasShell() const {
    return testing::RunProcess({.arguments = {"sh", "-c", std::string("command -v ") + GetParam()}})
               .exit_code == 0;
  }
  const testing::TempFolder folder_;
};

TEST_P(HookBlockShell, GivesTheInputToBlotterAndToTheRest) {
  if (!HasShell()) GTEST_SKIP() << GetParam() << " is not installed here";
  std::string input;
  for (int line = 0; line < 20000; ++line) input += "refs/heads/a%s\\n$x 1 refs/heads/a 2\n";
  const std::string script =
      WithBlock(Hook::kPrePush, Stub(0), "#!/bin/sh\ncat >rest\necho \"$1\"\n", true).value();
  for (const std::string& given : {input, std::string("a b c d\n"), std::string()}) {
    const testing::ProcessResult result = Run(script, given);
    EXPECT_EQ(result.exit_code, 0) << result.standard_error;
    EXPECT_EQ(result.standard_output, "origin\n");
    EXPECT_EQ(testing::ReadText(folder_.path() / "rest"), given);
    EXPECT_EQ(testing::ReadText(folder_.path() / "input"), given.substr(0, given.rfind('\n')));
    EXPECT_EQ(testing::ReadText(folder_.path() / "args"), "diff,--quiet,--pre-push,origin,");
  }
}

TEST_P(HookBlockShell, BlocksUnlessBlotterEndsWithZero) {
  if (!HasShell()) GTEST_SKIP() << GetParam() << " is not installed here";
  for (const Hook hook : kAllHooks) {
    for (const int exit_code : {1, 2, 126, 127, 139}) {
      const std::string script = WithBlock(hook, Stub(exit_code), "echo behind\n", true).value();
      const testing::ProcessResult result = Run(script, "a b c\n");
      EXPECT_EQ(result.exit_code, exit_code);
      EXPECT_EQ(result.standard_output, "");
      EXPECT_THAT(result.standard_error, StartsWith("blotter: the "));
      EXPECT_THAT(result.standard_error, HasSubstr(std::string(WayAround(hook))));
    }
    const std::string missing = WithBlock(hook, "/nowhere/blotter", "echo behind\n", true).value();
    const testing::ProcessResult result = Run(missing, "a b c\n");
    EXPECT_EQ(result.exit_code, 127);
    EXPECT_EQ(result.standard_output, "");
    EXPECT_THAT(result.standard_error, HasSubstr("could not be started"));
  }
}

INSTANTIATE_TEST_SUITE_P(Shells, HookBlockShell,
                         ::testing::Values("sh", "bash", "dash", "zsh", "ksh", "mksh"));

}  // namespace
}  // namespace blotter
