#include "scanner/git/calling_repository.h"

#include <filesystem>
#include <fstream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/repository_builder.h"
#include "tests/support/temp_folder.h"

namespace blotter {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class CallingRepositoryTest : public ::testing::Test {
 protected:
  CallingRepositoryTest() {
    for (const auto& [name, value] : testing::HermeticGitEnvironment()) {
      ::setenv(name.c_str(), value.c_str(), 1);
    }
    environment_.ceilings = {fs::canonical(folder_.path()).string()};
    environment_.effective_uid = ::geteuid();
  }
  ~CallingRepositoryTest() override { fs::current_path(start_); }

  // Called from `folder`, below the test's.
  Result<CallingRepository> FindFrom(const std::string& folder,
                                     const CallerVariables& variables = {}) const {
    fs::current_path(folder_.path() / folder);
    return CallingRepository::Find(variables, environment_);
  }
  std::string Path(const std::string& name) const {
    return (fs::canonical(folder_.path()) / name).string();
  }

  const fs::path start_ = fs::current_path();
  const testing::TempFolder folder_;
  const testing::RepositoryBuilder repository_{folder_.string() + "/r"};
  GitEnvironment environment_;
};

TEST_F(CallingRepositoryTest, ByFolder) {
  folder_.MakeFolder("r/deep/er");
  for (const char* folder : {"r", "r/deep/er"}) {
    const CallingRepository found = FindFrom(folder).value();
    EXPECT_EQ(found.git_dir, Path("r/.git"));
    EXPECT_EQ(found.common_dir, Path("r/.git"));
    EXPECT_EQ(found.top, Path("r"));
    EXPECT_EQ(found.index_path, Path("r/.git/index"));
    EXPECT_THAT(found.object_folders, ElementsAre(Path("r/.git/objects")));
  }
}

TEST_F(CallingRepositoryTest, NoneIsAnError) {
  folder_.MakeFolder("plain");
  EXPECT_THAT(FindFrom("plain").error().message, HasSubstr("in no git repository"));
  CallerVariables variables;
  variables.git_dir = "gone";
  EXPECT_THAT(FindFrom("r", variables).error().message, HasSubstr("GIT_DIR is gone"));
}

TEST_F(CallingRepositoryTest, ALinkedWorktree) {
  repository_.Commit("x");
  repository_.Git({"worktree", "add", "-q", "../linked"});
  const CallingRepository found = FindFrom("linked").value();
  EXPECT_EQ(found.git_dir, Path("r/.git/worktrees/linked"));
  EXPECT_EQ(found.common_dir, Path("r/.git"));
  EXPECT_EQ(found.index_path, Path("r/.git/worktrees/linked/index"));
  EXPECT_THAT(found.object_folders, ElementsAre(Path("r/.git/objects")));
}

TEST_F(CallingRepositoryTest, ByGitDirAsHooksGetIt) {
  folder_.MakeFolder("plain");
  CallerVariables variables;
  variables.git_dir = "../r/.git";
  EXPECT_EQ(FindFrom("plain", variables).value().git_dir, Path("r/.git"));
  variables.git_dir = ".";
  EXPECT_EQ(FindFrom("r/.git", variables).value().git_dir, Path("r/.git"));
}

TEST_F(CallingRepositoryTest, AnotherIndex) {
  folder_.MakeFolder("r/sub");
  CallerVariables variables;
  variables.index_file = "/some/index.lock";
  EXPECT_EQ(FindFrom("r/sub", variables).value().index_path, "/some/index.lock");
  // git takes it from the top of the worktree, wherever it is called.
  variables.index_file = ".git/other";
  EXPECT_EQ(FindFrom("r/sub", variables).value().index_path, Path("r/.git/other"));
}

// As in a hook before a push is accepted.
TEST_F(CallingRepositoryTest, Quarantine) {
  folder_.MakeFolder("r/.git/objects/tmp_objdir-incoming-x");
  CallerVariables variables;
  variables.git_dir = ".";
  variables.object_folder = Path("r/.git/objects/tmp_objdir-incoming-x");
  variables.alternate_folders = Path("r/.git/objects");
  EXPECT_THAT(FindFrom("r/.git", variables).value().object_folders,
              ElementsAre(Path("r/.git/objects/tmp_objdir-incoming-x"), Path("r/.git/objects")));
}

TEST_F(CallingRepositoryTest, AlternatesAndThoseThatAreGone) {
  const testing::RepositoryBuilder other(folder_.string() + "/other");
  folder_.Write("r/.git/objects/info/alternates", Path("other/.git/objects") + "\n/gone/objects\n");
  const CallingRepository found = FindFrom("r").value();
  EXPECT_THAT(found.object_folders,
              ElementsAre(Path("r/.git/objects"), Path("other/.git/objects")));
  ASSERT_EQ(found.lost.size(), 1U);
}

TEST_F(CallingRepositoryTest, CommandsSeeObjectsAsTheyAre) {
  const GitCommand command = CallingRepository::Command({"rev-parse", "HEAD"}, "input");
  EXPECT_THAT(command.arguments, ElementsAre("--no-replace-objects", "rev-parse", "HEAD"));
  EXPECT_EQ(command.input, "input");
  EXPECT_EQ(command.variables, RepositoryVariables::kKeep);
  EXPECT_EQ(command.folder, "");
}

TEST_F(CallingRepositoryTest, ExplainsARefusal) {
  const CallingRepository found = FindFrom("r").value();
  EXPECT_EQ(found.Explain(Error{"as git says"}, environment_).message, "as git says");
}

}  // namespace
}  // namespace blotter
