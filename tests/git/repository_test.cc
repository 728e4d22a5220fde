// Which repository governs a folder, compared with `git rev-parse` where git has an answer; its
// configuration; and what git refuses.
#include "scanner/git/repository.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <string>

#include <gtest/gtest.h>

#include "tests/support/repository_builder.h"
#include "tests/support/temp_folder.h"

namespace blotter {
namespace {

namespace fs = std::filesystem;
using testing::RepositoryBuilder;
using testing::TempFolder;

class RepositoryTest : public ::testing::Test {
 protected:
  RepositoryTest() {
    for (const auto& [name, value] : testing::HermeticGitEnvironment()) {
      ::setenv(name.c_str(), value.c_str(), 1);
    }
    ::setenv("HOME", folder_.string().c_str(), 1);
    ::unsetenv("XDG_CONFIG_HOME");
    ::unsetenv("SUDO_UID");
    environment_ = GitEnvironment::FromProcess();
    environment_.ceilings = {folder_.path().parent_path().string()};
  }

  std::optional<Repository> Discover(const std::string& folder) {
    Result<std::optional<Repository>> found = DiscoverRepository(folder, environment_);
    EXPECT_TRUE(found.ok()) << (found.ok() ? "" : found.error().message);
    return found.ok() ? found.value() : std::nullopt;
  }

  RepositoryConfig Config(const Repository& repository) {
    Result<RepositoryConfig> config = ConfigQuery::Start(repository, environment_).value().Finish();
    EXPECT_TRUE(config.ok()) << (config.ok() ? "" : config.error().message);
    return config.ok() ? config.value() : RepositoryConfig();
  }

  static std::string GitSays(const std::string& folder, const std::string& question) {
    std::string answer =
        RunGitForOutput({folder, {"rev-parse", "--path-format=absolute", question}}).value();
    answer.pop_back();
    return answer;
  }

  static void ExpectAsGit(const Repository& repository, const std::string& folder) {
    EXPECT_EQ(repository.top, GitSays(folder, "--show-toplevel"));
    EXPECT_EQ(repository.git_dir, GitSays(folder, "--absolute-git-dir"));
    EXPECT_EQ(repository.common_dir, GitSays(folder, "--git-common-dir"));
  }

  TempFolder folder_;
  GitEnvironment environment_;
};

TEST_F(RepositoryTest, FoundFromBelow) {
  const RepositoryBuilder repository(folder_.string() + "/r");
  const std::string below = folder_.MakeFolder("r/a/b");
  const std::optional<Repository> found = Discover(below);
  ASSERT_TRUE(found.has_value());
  ExpectAsGit(*found, below);
  EXPECT_TRUE(CheckOwnership(*found, environment_).ok());
  EXPECT_TRUE(Config(*found).governs_top);
  EXPECT_FALSE(Discover(folder_.string()).has_value());
}

TEST_F(RepositoryTest, NestedRepositoryGovernsItself) {
  const RepositoryBuilder outer(folder_.string() + "/r");
  const RepositoryBuilder inner(folder_.string() + "/r/inner");
  ExpectAsGit(Discover(inner.folder()).value(), inner.folder());
  EXPECT_TRUE(RepositoryAt(inner.folder()).value().has_value());
}

TEST_F(RepositoryTest, SubmoduleAndLinkedWorktree) {
  const RepositoryBuilder inner(folder_.string() + "/inner");
  inner.Commit("one");
  const RepositoryBuilder outer(folder_.string() + "/outer");
  outer.Git({"-c", "protocol.file.allow=always", "submodule", "--quiet", "add",
             "file://" + inner.folder(), "sub"});
  outer.Commit("one");
  outer.Git({"worktree", "add", "-q", "../linked"});
  const Repository submodule = Discover(outer.folder() + "/sub").value();
  ExpectAsGit(submodule, outer.folder() + "/sub");
  EXPECT_TRUE(Config(submodule).governs_top);
  const Repository linked = Discover(folder_.string() + "/linked").value();
  ExpectAsGit(linked, folder_.string() + "/linked");
  EXPECT_NE(linked.git_dir, linked.common_dir);
  EXPECT_TRUE(Config(linked).governs_top);
  EXPECT_TRUE(CheckOwnership(linked, environment_).ok());
}

TEST_F(RepositoryTest, WorktreeOfABareRepositoryIsGoverned) {
  const RepositoryBuilder source(folder_.string() + "/source");
  source.Commit("one");
  source.Git({"clone", "-q", "--bare", ".", "../bare.git"});
  const std::string bare_folder = folder_.string() + "/bare.git";
  ASSERT_TRUE(RunGitForOutput({bare_folder, {"worktree", "add", "-q", "../linked", "main"}}).ok());
  EXPECT_TRUE(Config(Discover(folder_.string() + "/linked").value()).governs_top);
  const Repository bare = Discover(bare_folder + "/objects").value();
  EXPECT_TRUE(bare.bare);
  EXPECT_EQ(bare.git_dir, bare_folder);
  EXPECT_EQ(bare.top, "");
  EXPECT_FALSE(Config(bare).governs_top);
}

TEST_F(RepositoryTest, WorktreeElsewhereIsNotGoverned) {
  const RepositoryBuilder repository(folder_.string() + "/r");
  folder_.MakeFolder("elsewhere");
  repository.Git({"config", "core.worktree", folder_.string() + "/elsewhere"});
  EXPECT_FALSE(Config(Discover(repository.folder()).value()).governs_top);
  repository.Git({"config", "core.worktree", "../../r"});
  EXPECT_TRUE(Config(Discover(repository.folder()).value()).governs_top);
}

TEST_F(RepositoryTest, AFolderThatOnlyLooksLikeOneIsNone) {
  folder_.MakeFolder("outer/empty/.git");
  folder_.MakeFolder("outer/half/.git/objects");
  folder_.MakeFolder("outer/half/.git/refs");
  folder_.Write("outer/half/.git/HEAD", "nonsense\n");
  EXPECT_FALSE(RepositoryAt(folder_.string() + "/outer/empty").value().has_value());
  EXPECT_FALSE(RepositoryAt(folder_.string() + "/outer/half").value().has_value());
  const RepositoryBuilder outer(folder_.string() + "/outer");
  ExpectAsGit(Discover(folder_.string() + "/outer/half").value(), outer.folder());
}

TEST_F(RepositoryTest, HeadFormsThatGitTakes) {
  const std::string folder = folder_.string() + "/r";
  for (const char* name : {"r/.git/objects", "r/.git/refs"}) folder_.MakeFolder(name);
  for (const std::string& head :
       {std::string("ref: refs/heads/main\n"), std::string("ref:refs/x"),
        std::string("ref: \t refs/heads/x"), std::string(40, 'a') + "\n", std::string(64, '0'),
        std::string(39, 'a'), std::string("ref: heads/main"), std::string("ref:"), std::string()}) {
    folder_.Write("r/.git/HEAD", head);
    const bool git_takes_it = RunGit({folder, {"rev-parse", "--git-dir"}})->exit_code == 0;
    EXPECT_EQ(RepositoryAt(folder).value().has_value(), git_takes_it) << head;
  }
}

TEST_F(RepositoryTest, BrokenGitfilesAreErrorsThatNameTheFile) {
  const std::string folder = folder_.MakeFolder("r");
  for (const std::string& content :
       {std::string(), std::string("garbage"), std::string("gitdir: "), std::string("gitdir:x"),
        std::string("gitdir: missing"), std::string("gitdir: ."), std::string("gitdir: .git"),
        std::string("gitdir: /proc/self"), std::string(2U << 20, 'x')}) {
    folder_.Write("r/.git", content);
    const auto found = RepositoryAt(folder);
    ASSERT_FALSE(found.ok()) << content.substr(0, 40);
    EXPECT_NE(found.error().message.find("r/.git"), std::string::npos) << found.error().message;
    EXPECT_NE(RunGit({folder, {"rev-parse", "--git-dir"}})->exit_code, 0);
  }
}

TEST_F(RepositoryTest, GitfileLoopIsAnError) {
  folder_.MakeFolder("a");
  folder_.MakeFolder("b");
  folder_.Write("a/.git", "gitdir: ../b/.git\n");
  folder_.Write("b/.git", "gitdir: ../a/.git\n");
  EXPECT_FALSE(RepositoryAt(folder_.string() + "/a").ok());
}

TEST_F(RepositoryTest, CeilingsStopTheSearch) {
  const RepositoryBuilder repository(folder_.string() + "/r");
  const std::string below = folder_.MakeFolder("r/a/b");
  environment_.ceilings = {"relative", folder_.string() + "/r"};
  EXPECT_FALSE(Discover(below).has_value());
  EXPECT_TRUE(Discover(repository.folder()).has_value());  // the start itself is always looked at
  environment_.ceilings = {folder_.string() + "/r/a/b"};   // not a proper ancestor
  EXPECT_TRUE(Discover(below).has_value());
}

TEST_F(RepositoryTest, CeilingsComeFromTheEnvironment) {
  ::setenv("GIT_CEILING_DIRECTORIES", "/x::/y", 1);
  const GitEnvironment environment = GitEnvironment::FromProcess();
  ::unsetenv("GIT_CEILING_DIRECTORIES");
  EXPECT_EQ(environment.ceilings, (std::vector<std::string>{"/x", "", "/y"}));
}

TEST_F(RepositoryTest, RepositoryVariablesDoNotCount) {
  const RepositoryBuilder repository(folder_.string() + "/r");
  ::setenv("GIT_DIR", "/nowhere", 1);
  const std::optional<Repository> found = Discover(repository.folder());
  const RepositoryConfig config = Config(*found);
  ::unsetenv("GIT_DIR");
  EXPECT_EQ(found->git_dir, repository.folder() + "/.git");
  EXPECT_TRUE(config.governs_top);
}

TEST_F(RepositoryTest, ConfigIsGits) {
  const RepositoryBuilder repository(folder_.string() + "/r");
  const Repository found = Discover(repository.folder()).value();
  EXPECT_FALSE(Config(found).ignore_case);
  EXPECT_EQ(Config(found).excludes_file, folder_.string() + "/.config/git/ignore");
  environment_.xdg_config_home = "/xdg";
  EXPECT_EQ(Config(found).excludes_file, "/xdg/git/ignore");
  const auto set = [&](const std::string& key, const std::string& value) {
    repository.Git({"config", key, value});
    return Config(found);
  };
  EXPECT_EQ(set("core.excludesFile", "~/mine").excludes_file, folder_.string() + "/mine");
  EXPECT_EQ(set("core.excludesFile", "/abs").excludes_file, "/abs");
  EXPECT_EQ(set("core.excludesFile", "rel").excludes_file, repository.folder() + "/rel");
  EXPECT_EQ(set("core.excludesFile", "").excludes_file, "");
  EXPECT_EQ(set("core.excludesFile", "~root/x").excludes_file, "/root/x");
  for (const char* value : {"true", "YES", "on", "1", "2"}) {
    EXPECT_TRUE(set("core.ignoreCase", value).ignore_case) << value;
  }
  for (const char* value : {"false", "no", "0", ""}) {
    EXPECT_FALSE(set("core.ignoreCase", value).ignore_case) << value;
  }
}

TEST_F(RepositoryTest, KeyWithoutValueIsTrue) {
  const RepositoryBuilder repository(folder_.string() + "/r");
  folder_.Write("r/.git/config", "[core]\n\trepositoryformatversion = 0\n\tignorecase\n");
  EXPECT_TRUE(Config(Discover(repository.folder()).value()).ignore_case);
}

TEST_F(RepositoryTest, WhatGitRefusesIsAnError) {
  const RepositoryBuilder repository(folder_.string() + "/r");
  const Repository found = Discover(repository.folder()).value();
  folder_.Write("r/.git/config", "[core\n");
  const auto broken = ConfigQuery::Start(found, environment_).value().Finish();
  ASSERT_FALSE(broken.ok());
  EXPECT_NE(broken.error().message.find("config"), std::string::npos) << broken.error().message;
  folder_.Write("r/.git/config", "[core]\n\trepositoryformatversion = 99\n");
  const auto unknown = ConfigQuery::Start(found, environment_).value().Finish();
  ASSERT_FALSE(unknown.ok());
  EXPECT_NE(unknown.error().message.find("99"), std::string::npos) << unknown.error().message;
}

TEST_F(RepositoryTest, DubiousOwnershipIsSaidWithItsFix) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root can give a folder to somebody else";
  const RepositoryBuilder repository(folder_.string() + "/r");
  const Repository found = Discover(repository.folder()).value();
  const auto give = [&](uid_t uid) {
    ASSERT_EQ(::chown(repository.folder().c_str(), uid, uid), 0);
    ASSERT_EQ(::chown((repository.folder() + "/.git").c_str(), uid, uid), 0);
  };
  give(1234);
  const Status refused = CheckOwnership(found, environment_);
  ASSERT_FALSE(refused.ok());
  EXPECT_NE(refused.error().message.find("dubious ownership"), std::string::npos)
      << refused.error().message;
  EXPECT_NE(refused.error().message.find("git config --global --add safe.directory " +
                                         repository.folder()),
            std::string::npos)
      << refused.error().message;
  environment_.sudo_uid = 1234;
  EXPECT_TRUE(CheckOwnership(found, environment_).ok());
  environment_.sudo_uid.reset();
  folder_.Write("config", "[safe]\n\tdirectory = " + repository.folder() + "\n");
  ::setenv("GIT_CONFIG_GLOBAL", (folder_.string() + "/config").c_str(), 1);
  EXPECT_TRUE(CheckOwnership(found, environment_).ok());
  give(0);
}

TEST_F(RepositoryTest, GitsOwnSwitchForOwnershipIsAsked) {
  const RepositoryBuilder repository(folder_.string() + "/r");
  const Repository found = Discover(repository.folder()).value();
  ::setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1", 1);
  const Status refused = CheckOwnership(found, GitEnvironment::FromProcess());
  ::unsetenv("GIT_TEST_ASSUME_DIFFERENT_OWNER");
  ASSERT_FALSE(refused.ok());
  EXPECT_NE(refused.error().message.find("safe.directory"), std::string::npos);
}

TEST_F(RepositoryTest, BlobsAreRead) {
  const RepositoryBuilder repository(folder_.string() + "/r");
  repository.Add("f", std::string("a\0b", 3));
  std::string id = repository.Git({"rev-parse", ":f"});
  id.pop_back();
  const Repository found = Discover(repository.folder()).value();
  EXPECT_EQ(ReadBlob(found, id).value(), std::string("a\0b", 3));
  EXPECT_FALSE(ReadBlob(found, std::string(40, '1')).ok());
}

}  // namespace
}  // namespace blotter
