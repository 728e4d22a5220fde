// The ways in which a repository can hide a secret, each found where it is.
#include "scanner/pipeline/history.h"

#include <filesystem>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/pipeline/history_fixture.h"

namespace blotter {
namespace {

namespace fs = std::filesystem;
using ::testing::Contains;
using ::testing::ElementsAre;
using testing::Failures;
using ::testing::HasSubstr;
using testing::HistoryAudit;
using ::testing::IsEmpty;
using testing::Places;
using testing::RepositoryBuilder;
using testing::Trim;

TEST_F(HistoryAudit, AFileThatIsGone) {
  repository_.Add("src/a.py", "# one\n" + Leak());
  repository_.Commit("leak");
  const std::string leak = Head();
  Forget("src/a.py");
  const HistoryResult result = Run();
  EXPECT_THAT(Places(result), ElementsAre("writer-api-key src/a.py:2"));
  const Finding& finding = result.findings.at(0);
  EXPECT_EQ(finding.commit, leak);
  EXPECT_EQ(finding.author, "A <a@example.com>");
  EXPECT_EQ(finding.date, "2024-01-02T03:04:05+00:00");
  EXPECT_EQ(finding.history->last_commit, leak);
  EXPECT_FALSE(finding.history->in_head);
  EXPECT_TRUE(finding.history->reachable);
  EXPECT_THAT(finding.history->refs, IsEmpty());
  EXPECT_THAT(Failures(result), IsEmpty());
  EXPECT_EQ(result.ledger.commits, 2U);
  EXPECT_EQ(result.ledger.blobs, 1U);
}

TEST_F(HistoryAudit, OneThatLaterVersionsKeepIsOneFindingOfTheFirst) {
  const std::string leak = Leak();
  repository_.Add("a.py", leak);
  repository_.Commit("leak");
  const std::string first = Head();
  repository_.Add("a.py", leak + "# more\n");
  repository_.Commit("more");
  const HistoryResult result = Run();
  EXPECT_THAT(Places(result), ElementsAre("writer-api-key a.py:1"));
  EXPECT_EQ(result.findings[0].commit, first);
  EXPECT_EQ(result.findings[0].history->last_commit, Head());
  EXPECT_EQ(result.findings[0].history->blobs, 2U);
  EXPECT_TRUE(result.findings[0].history->in_head);
  EXPECT_THAT(result.findings[0].history->refs, ElementsAre("main"));
}

TEST_F(HistoryAudit, ABranchATagAStashANoteAndARemote) {
  repository_.Commit("empty");
  for (const std::string ref : {"refs/heads/other", "refs/tags/light", "refs/remotes/origin/x",
                                "refs/pull/1/head", "refs/notes/review"}) {
    const std::string name = ref.substr(ref.rfind('/') + 1) + ".py";
    repository_.Git({"checkout", "-q", "--detach", "main"});
    repository_.Add(name, Leak());
    repository_.Commit("leak");
    repository_.Git({"update-ref", ref, "HEAD"});
  }
  repository_.Git({"checkout", "-q", "main"});
  repository_.Add("stashed.py", Leak());
  repository_.Git({"stash", "-q"});
  repository_.Git({"reflog", "expire", "--expire=now", "HEAD"});
  const HistoryResult result = Run();
  EXPECT_THAT(Places(result), ElementsAre("writer-api-key head.py:1", "writer-api-key light.py:1",
                                          "writer-api-key other.py:1", "writer-api-key review.py:1",
                                          "writer-api-key stashed.py:1", "writer-api-key x.py:1"));
  EXPECT_THAT(result.findings[0].history->refs, ElementsAre("pull/1/head"));
  EXPECT_THAT(result.findings[4].history->refs, ElementsAre("stash"));
}

TEST_F(HistoryAudit, WhatNoRefLeadsTo) {
  repository_.Commit("empty");
  repository_.Add("amended.py", Leak());
  repository_.Commit("leak");
  const std::string leak = Head();
  repository_.Git({"reset", "-q", "--hard", "HEAD^"});
  repository_.Git({"reflog", "expire", "--expire=now", "--all"});
  repository_.Write("dangling", Leak());
  const std::string blob = Trim(repository_.Git({"hash-object", "-w", "dangling"}));
  fs::remove(fs::path(repository_.folder()) / "dangling");
  const HistoryResult result = Run();
  EXPECT_THAT(Places(result), ElementsAre("writer-api-key .git/lost-found/other/" + blob + ":1",
                                          "writer-api-key amended.py:1"));
  EXPECT_EQ(result.findings[0].blob, blob);
  EXPECT_EQ(result.findings[0].commit, "");
  EXPECT_EQ(result.findings[1].commit, leak);
  EXPECT_FALSE(result.findings[1].history->reachable);
  HistoryOptions reachable;
  reachable.reachable_only = true;
  EXPECT_THAT(Places(Run(reachable)), IsEmpty());
}

TEST_F(HistoryAudit, ABlobThatOnlyAMergeBroughtIn) {
  repository_.Add("a", "base\n");
  repository_.Commit("base");
  repository_.Git({"checkout", "-q", "-b", "side"});
  repository_.Add("b", "side\n");
  repository_.Commit("side");
  repository_.Git({"checkout", "-q", "main"});
  repository_.Git({"merge", "-q", "--no-ff", "--no-commit", "side"});
  repository_.Add("evil.py", Leak());
  repository_.Commit("merge");
  const std::string merge = Head();
  Forget("evil.py");
  const HistoryResult result = Run();
  EXPECT_THAT(Places(result), ElementsAre("writer-api-key evil.py:1"));
  EXPECT_EQ(result.findings.at(0).commit, merge);
}

TEST_F(HistoryAudit, TheTextsOfCommitsAndTags) {
  repository_.Commit("subject\n\nbody\n" + Leak());
  const std::string commit = Head();
  repository_.Git({"tag", "-a", "v1", "-m", "release\n\n" + Leak()});
  const HistoryResult result = Run();
  EXPECT_THAT(Places(result), ElementsAre("writer-api-key .git/COMMIT_EDITMSG:4",
                                          "writer-api-key .git/TAG_EDITMSG:3"));
  EXPECT_EQ(result.findings[0].commit, commit);
  EXPECT_EQ(result.findings[0].author, "A <a@example.com>");
  EXPECT_THAT(result.findings[0].history->refs, ElementsAre("main", "v1"));
  EXPECT_THAT(result.findings[1].evidence, Contains("tag v1"));
  EXPECT_THAT(result.findings[1].history->refs, ElementsAre("v1"));
  EXPECT_TRUE(result.findings[1].history->reachable);
}

TEST_F(HistoryAudit, AnAuthorsNameThatIsTheSecretIsNotShown) {
  const std::string key = keys_.Alphanumeric();
  repository_.Git({"-c", "core.editor=true", "commit", "-q", "--allow-empty", "-m", "subject",
                   "--author", "WRITER_API_KEY=" + key + " <a@example.com>"});
  const HistoryResult result = Run();
  ASSERT_THAT(Places(result), ElementsAre("writer-api-key .git/COMMIT_EDITMSG:1"));
  EXPECT_EQ(result.findings[0].author, "WRITER_API_KEY=*** <a@example.com>");
}

TEST_F(HistoryAudit, PacksLooseObjectsAlternatesAndWorktrees) {
  repository_.Add("packed.py", Leak());
  repository_.Commit("packed");
  Forget("packed.py");
  repository_.Git({"gc", "-q"});
  repository_.Add("loose.py", Leak());
  repository_.Commit("loose");
  Forget("loose.py");
  const std::string clone = folder_.string() + "/clone";
  repository_.Git({"clone", "-q", "--shared", repository_.folder(), clone});
  EXPECT_THAT(Places(Run(clone)),
              ElementsAre("writer-api-key loose.py:1", "writer-api-key packed.py:1"));
  const std::string worktree = folder_.string() + "/worktree";
  repository_.Git({"worktree", "add", "-q", "--detach", worktree});
  const RepositoryBuilder linked(worktree);
  linked.Add("linked.py", Leak());
  linked.Commit("in a worktree");
  const HistoryResult result = Run();
  EXPECT_THAT(Places(result), ElementsAre("writer-api-key linked.py:1", "writer-api-key loose.py:1",
                                          "writer-api-key packed.py:1"));
  EXPECT_THAT(result.findings[0].history->refs, ElementsAre("worktrees/worktree/HEAD"));
}

TEST_F(HistoryAudit, NamesThatDecideHowATextIsRead) {
  const std::string key = keys_.Alphanumeric();
  repository_.Add("keys.csv", "name,WRITER_API_KEY\nprod," + key + "\n");
  repository_.Add("keys.tsv", "name\tWRITER_API_KEY\nprod\t" + keys_.Alphanumeric() + "\n");
  repository_.Commit("tables");
  EXPECT_THAT(Places(Run()), ElementsAre("writer-api-key keys.csv:2", "writer-api-key keys.tsv:2"));
}

TEST_F(HistoryAudit, OneBlobAtTwoPaths) {
  const std::string leak = Leak();
  repository_.Add("a.py", leak);
  repository_.Commit("first");
  const std::string first = Head();
  repository_.Add("b/c.py", leak);
  repository_.Commit("second");
  const HistoryResult result = Run();
  EXPECT_THAT(Places(result), ElementsAre("writer-api-key a.py:1", "writer-api-key b/c.py:1"));
  EXPECT_EQ(result.findings[0].commit, first);
  EXPECT_EQ(result.findings[1].commit, Head());
}

TEST_F(HistoryAudit, AnEnvFileThatWasEverCommitted) {
  repository_.Add("app/.env", "DB_PASSWORD=" + keys_.Alphanumeric(20) + "\n");
  repository_.Add(".env.example", "DB_PASSWORD=\n");
  repository_.Commit("env");
  const std::string leak = Head();
  Forget("app/.env");
  const HistoryResult result = Run();
  EXPECT_THAT(Places(result), ElementsAre("dotenv-tracked app/.env:1"));
  EXPECT_EQ(result.findings[0].commit, leak);
  EXPECT_EQ(result.findings[0].level, Level::kError);
  EXPECT_THAT(result.findings[0].message, HasSubstr("was committed"));
}

// Trees are stored as changes of others, and only the changes are searched.
TEST_F(HistoryAudit, AnEnvFileAndASubmoduleThatATreeGainedOrLost) {
  for (int i = 0; i < 200; ++i)
    repository_.Add(fmt::format("d/file{:03}", i), fmt::format("{}", i));
  repository_.Commit("many files");
  for (int i = 0; i < 20; ++i) {
    repository_.Add(fmt::format("d/file{:03}", 9 * i), "other");
    repository_.Commit("one file");
  }
  repository_.Add("d/.env", "DB_PASSWORD=" + keys_.Alphanumeric(20) + "\n");
  repository_.Git({"update-index", "--add", "--cacheinfo", "160000," + Head() + ",d/file100x"});
  // git makes the smaller trees from the larger.
  for (int i = 0; i < 10; ++i) repository_.Git({"rm", "-q", fmt::format("d/file{:03}", 20 * i)});
  repository_.Commit("news");
  repository_.Git({"rm", "-rq", "--cached", "d/.env", "d/file100x"});
  repository_.Commit("gone");
  for (const char* depth : {"--depth=50", "--depth=0"}) {
    repository_.Git({"repack", "-adfq", depth});
    const HistoryResult result = Run();
    EXPECT_THAT(Places(result), ElementsAre("dotenv-tracked d/.env:1")) << depth;
    EXPECT_THAT(Failures(result), ElementsAre(HasSubstr("file100x"))) << depth;
  }
}

TEST_F(HistoryAudit, Sha256AndBareRepositories) {
  const std::string other = folder_.string() + "/sha256";
  repository_.Git({"init", "-q", "--object-format=sha256", "-b", "main", other});
  const RepositoryBuilder sha256(other);
  sha256.Add("a.py", Leak());
  sha256.Commit("leak");
  EXPECT_THAT(Places(Run(other)), ElementsAre("writer-api-key a.py:1"));
  sha256.Git({"gc", "-q"});
  const std::string bare = folder_.string() + "/bare.git";
  sha256.Git({"clone", "-q", "--mirror", other, bare});
  EXPECT_THAT(Places(Run(bare)), ElementsAre("writer-api-key a.py:1"));
}

TEST_F(HistoryAudit, ReplaceRefsAndGraftsHideNothing) {
  repository_.Add("a.py", Leak());
  repository_.Commit("leak");
  const std::string leak = Head();
  repository_.Add("a.py", "nothing\n");
  repository_.Git({"commit", "-q", "--amend", "-m", "clean"});
  repository_.Git({"replace", leak, "HEAD"});
  const HistoryResult result = Run();
  EXPECT_THAT(Places(result), ElementsAre("writer-api-key a.py:1"));
  EXPECT_EQ(result.findings[0].commit, leak);
}

TEST_F(HistoryAudit, Utf16AndAttributesThatCallItBinary) {
  const std::string leak = Leak();
  std::string wide = "\xFF\xFE";
  for (const char c : leak) wide += {c, '\0'};
  repository_.Add(".gitattributes", "* binary -diff\n");
  repository_.Add("wide.py", wide);
  repository_.Commit("leak");
  Forget("wide.py");
  EXPECT_THAT(Places(Run()), ElementsAre("writer-api-key wide.py:1"));
}

TEST_F(HistoryAudit, OutputDoesNotDependOnThreads) {
  for (int i = 0; i < 20; ++i) {
    repository_.Add(fmt::format("f{}.py", i % 7), Leak() + Leak());
    repository_.Commit("c");
  }
  repository_.Git({"gc", "-q"});
  std::vector<std::string> texts;
  for (const int threads : {1, 2, 8}) {
    HistoryOptions options;
    options.threads = threads;
    std::string text;
    for (const Finding& f : Run(options).findings) {
      text += fmt::format("{} {} {} {} {}\n", f.path, f.fingerprint, f.commit, f.blob,
                          f.history->last_commit);
    }
    texts.push_back(text);
  }
  EXPECT_THAT(texts[0], HasSubstr("f6.py"));
  EXPECT_EQ(texts[0], texts[1]);
  EXPECT_EQ(texts[0], texts[2]);
}

}  // namespace
}  // namespace blotter
