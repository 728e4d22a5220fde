// GitProcess: bytes in and out, exit codes, environment, and what a repository cannot make it run.
#include "scanner/git/git_process.h"

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <string>

#include <gtest/gtest.h>

#include "tests/support/repository_builder.h"
#include "tests/support/temp_folder.h"

namespace blotter {
namespace {

using testing::RepositoryBuilder;
using testing::TempFolder;

class GitProcessTest : public ::testing::Test {
 protected:
  GitProcessTest() {
    for (const auto& [name, value] : testing::HermeticGitEnvironment()) {
      ::setenv(name.c_str(), value.c_str(), 1);
    }
  }
  TempFolder folder_;
};

TEST_F(GitProcessTest, BytesGoInAndComeOutWhole) {
  const RepositoryBuilder repository(folder_.string());
  std::string content;
  for (int i = 0; i < 1'000'000; ++i) content += static_cast<char>(i * 31 % 256);
  GitCommand write{folder_.string(), {"hash-object", "-w", "--stdin"}, content, {}};
  std::string id = RunGitForOutput(write).value();
  id.pop_back();
  EXPECT_EQ(RunGitForOutput({folder_.string(), {"cat-file", "blob", id}}).value(), content);
}

TEST_F(GitProcessTest, FailureIsGitsOwnWord) {
  const auto output = RunGit({folder_.string(), {"rev-parse", "--verify", "nothing"}});
  ASSERT_TRUE(output.ok());
  EXPECT_EQ(output->exit_code, 128);
  const auto failed = RunGitForOutput({folder_.string(), {"ls-files"}});
  ASSERT_FALSE(failed.ok());
  EXPECT_NE(failed.error().message.find("not a git repository"), std::string::npos)
      << failed.error().message;
  EXPECT_EQ(failed.error().message.find('\n'), std::string::npos);
}

TEST_F(GitProcessTest, NoGitOnPathIsSaid) {
  const char* path = std::getenv("PATH");
  const std::string saved = path == nullptr ? "" : path;
  ::setenv("PATH", folder_.string().c_str(), 1);
  const auto started = GitProcess::Start({{}, {"version"}});
  ::setenv("PATH", saved.c_str(), 1);
  ASSERT_FALSE(started.ok());
  EXPECT_NE(started.error().message.find("PATH"), std::string::npos);
}

TEST_F(GitProcessTest, DiesOfBrokenPipesAlthoughWeIgnoreThem) {
  const auto before = std::signal(SIGPIPE, SIG_IGN);
  const RepositoryBuilder repository(folder_.string());
  const std::string status =
      RunGitForOutput({folder_.string(), {"-c", "alias.x=!cat /proc/self/status", "x"}}).value();
  std::signal(SIGPIPE, before);
  const std::size_t ignored = status.find("SigIgn:\t");
  ASSERT_NE(ignored, std::string::npos) << status;
  EXPECT_EQ(std::stoull(status.substr(ignored + 8), nullptr, 16) >> (SIGPIPE - 1) & 1, 0U);
}

TEST_F(GitProcessTest, ManyRunAtOnceAndMayBeDropped) {
  std::vector<GitProcess> processes;
  for (int i = 0; i < 8; ++i) {
    processes.push_back(GitProcess::Start({{}, {"version"}}).value());
  }
  processes.erase(processes.begin(), processes.begin() + 4);
  for (GitProcess& process : processes) {
    EXPECT_EQ(process.Finish()->out.rfind("git version", 0), 0U);
  }
}

TEST_F(GitProcessTest, RepositoryVariablesAreDroppedOrKept) {
  const RepositoryBuilder one(folder_.string() + "/one");
  const RepositoryBuilder two(folder_.string() + "/two");
  ::setenv("GIT_DIR", (two.folder() + "/.git").c_str(), 1);
  GitCommand command{one.folder(), {"rev-parse", "--absolute-git-dir"}};
  const std::string dropped = RunGitForOutput(command).value();
  command.variables = RepositoryVariables::kKeep;
  const std::string kept = RunGitForOutput(command).value();
  ::unsetenv("GIT_DIR");
  EXPECT_EQ(dropped, one.folder() + "/.git\n");
  EXPECT_EQ(kept, two.folder() + "/.git\n");
}

// A repository that tries to have commands of its own run by whoever looks at it.
TEST_F(GitProcessTest, NothingConfiguredIsRun) {
  const RepositoryBuilder repository(folder_.string() + "/r");
  repository.Add("f", "f");
  const std::string mark = folder_.string() + "/ran";
  const std::string script = folder_.Write("evil", "#!/bin/sh\ntouch '" + mark + "'\n");
  std::filesystem::permissions(script, std::filesystem::perms::all);
  for (const char* key : {"core.fsmonitor", "core.pager", "core.sshCommand", "core.editor"}) {
    repository.Git({"config", key, script});
  }
  repository.Git({"config", "remote.origin.url", "ext::" + script});
  repository.Git({"config", "remote.origin.promisor", "true"});
  repository.Git({"config", "remote.origin.partialCloneFilter", "blob:none"});
  repository.Git({"config", "protocol.ext.allow", "always"});
  repository.Git({"config", "core.repositoryFormatVersion", "1"});
  repository.Git({"config", "extensions.partialClone", "origin"});
  std::filesystem::remove(mark);
  const std::string& folder = repository.folder();
  EXPECT_TRUE(RunGitForOutput({folder, {"ls-files", "-s", "-t", "-z"}}).ok());
  EXPECT_TRUE(RunGitForOutput({folder, {"status", "--porcelain"}}).ok());
  EXPECT_TRUE(RunGitForOutput({folder, {"config", "-z", "--list"}}).ok());
  EXPECT_FALSE(RunGitForOutput({folder, {"cat-file", "blob", std::string(40, '1')}}).ok());
  EXPECT_FALSE(std::filesystem::exists(mark));
}

}  // namespace
}  // namespace blotter
