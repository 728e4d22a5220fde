// Inside git repositories: what is offered and what state it is in, hand-made cases.
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scanner/sources/directory_source.h"
#include "tests/sources/recording_sink.h"
#include "tests/support/repository_builder.h"
#include "tests/support/temp_folder.h"

namespace blotter {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using testing::FailureLines;
using ::testing::IsEmpty;
using testing::OptionsFor;
using testing::RecordingSink;
using testing::RepositoryBuilder;
using testing::Skipped;
using testing::TempFolder;

TEST(DirectorySourceGit, TrackedFilesAreOfferedAndIgnoredOnesAreNot) {
  const TempFolder folder;
  const RepositoryBuilder repository(folder.string());
  repository.Add(".gitignore", "*.log\nbuild/\nout/\n");
  repository.Add("tracked.log", "");
  repository.Add("build/kept", "");
  repository.Write("other.log", "");
  repository.Write("build/made", "");
  repository.Write("out/a/b", "");
  repository.Write("new", "");
  RecordingSink sink;
  const Ledger ledger = DirectorySource(OptionsFor({folder.string()})).Run(sink);
  EXPECT_THAT(sink.Paths(), ElementsAre(".gitignore", "build/kept", "new", "tracked.log"));
  EXPECT_EQ(Skipped(ledger, SkipReason::kGitIgnored), 2U);
  EXPECT_EQ(Skipped(ledger, SkipReason::kGitIgnoredFolder), 1U);
  EXPECT_EQ(Skipped(ledger, SkipReason::kGitFolder), 1U);
  EXPECT_EQ(ledger.repositories, 1U);
  EXPECT_THAT(ledger.remarks, IsEmpty());

  DirectoryOptions all = OptionsFor({folder.string()});
  all.no_ignore = true;
  RecordingSink all_sink;
  DirectorySource(std::move(all)).Run(all_sink);
  EXPECT_THAT(all_sink.Paths(), ElementsAre(".gitignore", "build/kept", "build/made", "new",
                                            "other.log", "out/a/b", "tracked.log"));
}

TEST(DirectorySourceGit, ARootInsideARepositoryIsUnderAllItsRules) {
  const TempFolder folder;
  const RepositoryBuilder repository(folder.string());
  repository.Add(".gitignore", "*.log\n/build/\n");
  repository.Add("a/.gitignore", "secret*\n");
  repository.Write("a/b/x.log", "");
  repository.Write("a/b/secret.txt", "");
  repository.Write("a/b/c.txt", "");
  repository.Write("build/made", "");
  repository.Write("build/x.log", "");
  RecordingSink sink;
  DirectorySource(OptionsFor({folder.string() + "/a/b"})).Run(sink);
  EXPECT_THAT(sink.Paths(), ElementsAre("c.txt"));
  EXPECT_EQ(sink.At("c.txt").where.repository_path, "a/b/c.txt");
  EXPECT_EQ(sink.At("c.txt").where.repository_top, "../..");
  EXPECT_EQ(sink.At("c.txt").where.path_in_repository, "a/b/c.txt");

  // Named by the user, an ignored folder is read; its files' own patterns hold.
  RecordingSink ignored;
  DirectorySource(OptionsFor({folder.string() + "/build"})).Run(ignored);
  EXPECT_THAT(ignored.Paths(), ElementsAre("made"));
  EXPECT_EQ(ignored.At("made").where.git_state, GitState::kIgnored);
  EXPECT_EQ(ignored.At("made").where.ignored_by, ".gitignore:2: /build/");
  RecordingSink file;
  const std::string path = folder.string() + "/a/b/secret.txt";
  DirectorySource(OptionsFor({path})).Run(file);
  EXPECT_EQ(file.At(path).where.ignored_by, "a/.gitignore:1: secret*");
  EXPECT_EQ(file.At(path).where.repository_path, "a/b/secret.txt");
  EXPECT_EQ(file.At(path).where.repository_top, folder.string());
}

TEST(DirectorySourceGit, NestedRepositoriesGoByTheirOwnRules) {
  const TempFolder folder;
  const RepositoryBuilder outer(folder.string());
  outer.Add(".gitignore", "*.log\n/vendor/\n");
  const RepositoryBuilder inner(folder.string() + "/inner");
  inner.Write(".gitignore", "*.tmp\n");
  inner.Write("a.log", "");
  inner.Write("a.tmp", "");
  inner.Add("in/tracked.tmp", "");
  const RepositoryBuilder vendored(folder.string() + "/vendor/lib");
  vendored.Add("never", "");
  const RepositoryBuilder module(folder.string() + "/module");
  module.Add("m", "");
  module.Write("m.log", "");
  module.Commit("first");
  outer.Git({"-c", "advice.addEmbeddedRepo=false", "add", "module"});

  RecordingSink sink;
  const Ledger ledger = DirectorySource(OptionsFor({folder.string()})).Run(sink);
  EXPECT_THAT(sink.Paths(), ElementsAre(".gitignore", "inner/.gitignore", "inner/a.log",
                                        "inner/in/tracked.tmp", "module/m", "module/m.log"));
  EXPECT_EQ(ledger.repositories, 3U);
  const Provenance& where = sink.At("inner/in/tracked.tmp").where;
  EXPECT_EQ(where.git_state, GitState::kTracked);
  EXPECT_EQ(where.repository_top, "inner");
  EXPECT_EQ(where.path_in_repository, "in/tracked.tmp");
  EXPECT_EQ(where.repository_path, "inner/in/tracked.tmp");
  EXPECT_EQ(where.ignored_by, "");  // only asked for env files
}

TEST(DirectorySourceGit, LinkedWorktreesAndSubmodules) {
  const TempFolder folder;
  const RepositoryBuilder main(folder.string() + "/main");
  main.Add(".gitignore", "*.log\n");
  main.Add("a", "");
  main.Commit("first");
  main.Write(".git/info/exclude", "personal\n");
  main.Git({"worktree", "add", "-q", "../linked"});
  folder.Write("linked/x.log", "");
  folder.Write("linked/personal", "");
  folder.Write("linked/new", "");
  RecordingSink sink;
  DirectorySource(OptionsFor({folder.string() + "/linked"})).Run(sink);
  EXPECT_THAT(sink.Paths(), ElementsAre(".gitignore", "a", "new"));

  const RepositoryBuilder super(folder.string() + "/super");
  super.Git({"-c", "protocol.file.allow=always", "submodule", "--quiet", "add", "../main", "sub"});
  folder.Write("super/sub/y.log", "");
  RecordingSink super_sink;
  const Ledger ledger = DirectorySource(OptionsFor({super.folder()})).Run(super_sink);
  EXPECT_THAT(super_sink.Paths(), ElementsAre(".gitmodules", "sub/.gitignore", "sub/a"));
  EXPECT_EQ(ledger.repositories, 2U);
}

TEST(DirectorySourceGit, TheStateOfEnvFiles) {
  const TempFolder folder;
  const RepositoryBuilder repository(folder.string());
  repository.Add(".gitignore", "# rules\n.env*\n!.env.shared\n");
  repository.Write(".git/info/exclude", "*.secret.env\n");
  repository.Add(".env", "");
  repository.Write(".env.local", "");
  repository.Write(".env.shared", "");
  repository.Write("app.secret.env", "");
  repository.Write("plain.env", "");
  repository.Write("folder/.env.prod", "");
  repository.Write(".env.example", "");
  RecordingSink sink;
  DirectorySource(OptionsFor({folder.string()}, 1)).Run(sink);
  EXPECT_THAT(sink.Paths(), ElementsAre(".env", ".env.shared", ".gitignore", "plain.env"));
  EXPECT_EQ(sink.At(".env").where.git_state, GitState::kTracked);
  EXPECT_EQ(sink.At(".env").where.ignored_by, ".gitignore:2: .env*");
  EXPECT_EQ(sink.At(".env.shared").where.git_state, GitState::kNotIgnored);
  EXPECT_EQ(sink.At(".env.shared").where.ignored_by, "");
  EXPECT_EQ(sink.At("plain.env").where.git_state, GitState::kNotIgnored);

  std::map<std::string, Provenance> notes;
  for (const Provenance& where : sink.ignored_env_files()) notes[where.path] = where;
  ASSERT_EQ(notes.size(), 3U);  // templates are none
  EXPECT_EQ(notes[".env.local"].git_state, GitState::kIgnored);
  EXPECT_EQ(notes["folder/.env.prod"].git_state, GitState::kIgnored);
  EXPECT_EQ(notes["app.secret.env"].git_state, GitState::kIgnoredLocally);
  EXPECT_EQ(notes["app.secret.env"].ignored_by, ".git/info/exclude:1: *.secret.env");
}

TEST(DirectorySourceGit, ATrackedEnvFileThatIsNotOnDiskIsReadFromTheIndex) {
  const TempFolder folder;
  const RepositoryBuilder repository(folder.string());
  repository.Add(".env", "A=1\n");
  repository.Add("sub/deep/.env", "B=2\n");
  repository.Add("sub/other.txt", "");
  repository.Add("sub/link/.env.example", "");
  fs::remove(folder.path() / ".env");
  fs::remove_all(folder.path() / "sub");
  RecordingSink sink;
  const Ledger ledger = DirectorySource(OptionsFor({folder.string()})).Run(sink);
  EXPECT_THAT(sink.Paths(), ElementsAre(".env", "sub/deep/.env"));
  EXPECT_EQ(sink.At(".env").content, "A=1\n");
  EXPECT_EQ(sink.At("sub/deep/.env").content, "B=2\n");
  EXPECT_EQ(sink.At("sub/deep/.env").folder_name, "deep");
  EXPECT_EQ(sink.At("sub/deep/.env").where.git_state, GitState::kTracked);
  EXPECT_TRUE(ledger.complete());
  // Only what lies below a root.
  folder.Write("elsewhere/x", "");
  RecordingSink elsewhere;
  DirectorySource(OptionsFor({folder.string() + "/elsewhere"})).Run(elsewhere);
  EXPECT_THAT(elsewhere.Paths(), ElementsAre("x"));
}

TEST(DirectorySourceGit, ASparseCheckoutsRulesAndEnvFilesComeFromTheIndex) {
  const TempFolder folder;
  const RepositoryBuilder repository(folder.string());
  repository.Add("in/a", "");
  repository.Add("out/.env", "C=3\n");
  repository.Add("out/.gitignore", "*.log\n");
  repository.Commit("first");
  for (const char* sparse_index : {"--no-sparse-index", "--sparse-index"}) {
    repository.Git({"sparse-checkout", "set", "--cone", sparse_index, "in"});
    ASSERT_FALSE(fs::exists(folder.path() / "out/.env"));
    folder.Write("out/x.log", "");
    RecordingSink sink;
    const Ledger ledger = DirectorySource(OptionsFor({folder.string()})).Run(sink);
    EXPECT_THAT(sink.Paths(), ElementsAre("in/a", "out/.env"));
    EXPECT_EQ(sink.At("out/.env").content, "C=3\n");
    EXPECT_THAT(FailureLines(ledger), IsEmpty());
    fs::remove_all(folder.path() / "out");
  }
}

TEST(DirectorySourceGit, AnEnvFileThatGitCryptKeepsIsOfferedAsTheIndexHasIt) {
  const TempFolder folder;
  const RepositoryBuilder repository(folder.string());
  const std::string encrypted("\0GITCRYPT\0ciphertext", 20);
  repository.Add("sealed/.env", encrypted);
  repository.Add("open/.env", "PLAIN=1\n");
  repository.Write("sealed/.env", "PLAIN=2\n");
  fs::create_directories(folder.path() / ".git/git-crypt");
  RecordingSink sink;
  DirectorySource(OptionsFor({folder.string()})).Run(sink);
  EXPECT_THAT(sink.Paths(), ElementsAre("open/.env", "sealed/.env"));
  EXPECT_EQ(sink.At("sealed/.env").content, encrypted);
  EXPECT_TRUE(sink.At("sealed/.env").where.encrypted_in_index);
  EXPECT_EQ(sink.At("open/.env").content, "PLAIN=1\n");
  EXPECT_FALSE(sink.At("open/.env").where.encrypted_in_index);
}

TEST(DirectorySourceGit, OddIndexEntries) {
  const TempFolder folder;
  const RepositoryBuilder repository(folder.string());
  repository.Add(".gitignore", "*\n");
  repository.Add("conflict/.env", "base\n");
  repository.Commit("base");
  repository.Git({"checkout", "-q", "-b", "side"});
  repository.Add("conflict/.env", "side\n");
  repository.Commit("side");
  repository.Git({"checkout", "-q", "main"});
  repository.Add("conflict/.env", "main\n");
  repository.Commit("main");
  EXPECT_ANY_THROW(repository.Git({"merge", "-q", "side"}));
  repository.Write("intent", "");
  repository.Git({"add", "-f", "-N", "intent"});
  RecordingSink sink;
  DirectorySource(OptionsFor({folder.string()})).Run(sink);
  EXPECT_THAT(sink.Paths(), ElementsAre(".gitignore", "conflict/.env", "intent"));
  EXPECT_EQ(sink.At("conflict/.env").where.git_state, GitState::kTracked);
  fs::remove(folder.path() / "conflict/.env");
  RecordingSink missing;
  DirectorySource(OptionsFor({folder.string()})).Run(missing);
  EXPECT_THAT(missing.Paths(), ElementsAre(".gitignore", "conflict/.env", "intent"));
}

TEST(DirectorySourceGit, AWorktreeThatIsElsewhereIsAPlainFolder) {
  const TempFolder folder;
  const RepositoryBuilder repository(folder.string() + "/r");
  repository.Write(".gitignore", "a\n");
  repository.Write("a", "");
  fs::create_directories(folder.path() / "elsewhere");
  repository.Git({"config", "core.worktree", folder.string() + "/elsewhere"});
  RecordingSink sink;
  DirectorySource(OptionsFor({repository.folder()})).Run(sink);
  EXPECT_THAT(sink.Paths(), ElementsAre(".gitignore", "a"));
  EXPECT_EQ(sink.At("a").where.git_state, GitState::kOutsideRepository);
}

TEST(DirectorySourceGit, ARootInsideAnotherRootsRepositoryIsOpenedOnce) {
  const TempFolder folder;
  const RepositoryBuilder repository(folder.string() + "/r");
  repository.Add("a/.env", "");
  repository.Add("b/.env", "");
  fs::remove(folder.path() / "r/a/.env");
  RecordingSink sink;
  const Ledger ledger =
      DirectorySource(OptionsFor({folder.string(), folder.string() + "/r/a"})).Run(sink);
  EXPECT_EQ(ledger.repositories, 1U);
  EXPECT_THAT(sink.Paths(),
              ElementsAre(folder.string() + "/r/a/.env", folder.string() + "/r/b/.env"));
}

}  // namespace
}  // namespace blotter
