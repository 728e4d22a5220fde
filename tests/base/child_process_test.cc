// Programs are started where and with what is asked for, and their ends are told apart.
#include "scanner/base/child_process.h"

#include <csignal>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scanner/base/version.h"
#include "tests/support/temp_folder.h"

namespace blotter {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;

ChildOutput RunChild(ChildRequest request) {
  return ChildProcess::Start(std::move(request)).value().Finish().value();
}

TEST(ChildProcess, RunsInItsFolderWithItsInputAndEnvironment) {
  const testing::TempFolder folder;
  const std::string input("a\0b\n", 4);
  const ChildOutput output = RunChild(
      {.arguments = {"/bin/sh", "-c", "pwd -P; echo \"$X-$HOME-$1\" >&2; cat", "sh", "it's"},
       .environment = {"X=y z", "PATH=/usr/bin:/bin"},
       .input = input,
       .folder = folder.string()});
  EXPECT_EQ(output.out, std::filesystem::canonical(folder.path()).string() + "\n" + input);
  EXPECT_EQ(output.err, "y z--it's\n");
  EXPECT_EQ(output.exit_code, 0);
}

TEST(ChildProcess, ExitCodeTellsSignals) {
  const auto ends_with = [](const std::string& script) {
    return RunChild({.arguments = {"/bin/sh", "-c", script}, .environment = {}}).exit_code;
  };
  EXPECT_EQ(ends_with("exit 3"), 3);
  EXPECT_EQ(ends_with("kill -9 $$"), 128 + SIGKILL);
}

TEST(ChildProcess, WhatIsNotThereIsSaid) {
  const Result<ChildProcess> by_name =
      ChildProcess::Start({.arguments = {"no-such-program"}, .environment = {}});
  ASSERT_FALSE(by_name.ok());
  EXPECT_THAT(by_name.error().message, HasSubstr("no `no-such-program` on PATH"));
  const Result<ChildProcess> by_path =
      ChildProcess::Start({.arguments = {"/nowhere/program"}, .environment = {}});
  ASSERT_FALSE(by_path.ok());
  EXPECT_THAT(by_path.error().message, HasSubstr("/nowhere/program"));
  const Result<ChildProcess> nowhere =
      ChildProcess::Start({.arguments = {"/bin/sh"}, .environment = {}, .folder = "/nowhere"});
  EXPECT_FALSE(nowhere.ok());
}

TEST(ChildProcess, EnvironmentIsHandedOnWithChanges) {
  ::setenv("BLOTTER_TEST_ONE", "old", 1);
  ::setenv("BLOTTER_TEST_ONE_MORE", "kept", 1);
  const std::vector<std::string> environment = EnvironmentWith({"BLOTTER_TEST_ONE=new"});
  EXPECT_THAT(environment, Contains("BLOTTER_TEST_ONE=new"));
  EXPECT_THAT(environment, Contains("BLOTTER_TEST_ONE_MORE=kept"));
  EXPECT_THAT(environment, ::testing::Not(Contains("BLOTTER_TEST_ONE=old")));
}

TEST(Version, StandsInTheExecutableAndIsFoundThere) {
  const std::string program = testing::ReadText("/proc/self/exe");
  EXPECT_EQ(VersionIn(program), Version());
  EXPECT_EQ(VersionIn("some other program"), "");
  EXPECT_EQ(VersionIn(""), "");
}

}  // namespace
}  // namespace blotter
