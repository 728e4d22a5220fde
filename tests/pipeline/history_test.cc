// The ways in which a repository can hide a secret, each found where it is; and what a run says of
// what is not there.
#include "scanner/pipeline/history.h"

#include <cstdlib>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scanner/config/embedded_rules.h"
#include "tests/support/key_maker.h"
#include "tests/support/repository_builder.h"
#include "tests/support/temp_folder.h"

namespace blotter {
namespace {

namespace fs = std::filesystem;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::KeyMaker;
using testing::RepositoryBuilder;
using ::testing::SizeIs;
using testing::TempFolder;

std::string Trim(std::string text) {
  while (!text.empty() && text.back() == '\n') text.pop_back();
  return text;
}

class HistoryAudit : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    for (const auto& [name, value] : testing::HermeticGitEnvironment()) {
      ::setenv(name.c_str(), value.c_str(), 1);
    }
  }

  static HistoryResult Run(const std::string& repository, HistoryOptions options = {}) {
    options.repositories = {repository};
    if (options.threads == 0) options.threads = 2;
    auto rules = std::move(CompiledRules::Load(EmbeddedRules(), EmbeddedDatabase())).value();
    return RunHistory(options, *rules, false, nullptr);
  }
  HistoryResult Run(HistoryOptions options = {}) { return Run(repository_.folder(), options); }

  std::string Leak() { return fmt::format("WRITER_API_KEY = \"{}\"\n", keys_.Alphanumeric()); }
  std::string Head() const { return Trim(repository_.Git({"rev-parse", "HEAD"})); }

  // Nothing that a file in a worktree could show.
  void Forget(const std::string& name) {
    repository_.Git({"rm", "-q", "--cached", name});
    fs::remove(fs::path(repository_.folder()) / name);
    repository_.Commit("forget");
  }

  const TempFolder folder_;
  const RepositoryBuilder repository_{folder_.string() + "/r"};
  KeyMaker keys_{20261124};
};

std::vector<std::string> Places(const HistoryResult& result) {
  std::vector<std::string> places;
  for (const Finding& f : result.findings) {
    places.push_back(fmt::format("{} {}:{}", f.rule_id, f.path, f.region.start.line));
  }
  return places;
}

std::vector<std::string> Failures(const HistoryResult& result) {
  std::vector<std::string> failures;
  for (const ReadFailure& failure : result.ledger.failures) failures.push_back(failure.reason);
  return failures;
}

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

TEST_F(HistoryAudit, WhatIsMissingIsCountedAndNamed) {
  repository_.Add("a", "one\n");
  repository_.Commit("one");
  repository_.Add("a", "two\n");
  repository_.Git({"update-index", "--add", "--cacheinfo",
                   "160000,1234567890123456789012345678901234567890,sub"});
  repository_.Add("large.bin", "version https://git-lfs.github.com/spec/v1\noid sha256:" +
                                   keys_.Hex(64) + "\nsize 12\n");
  repository_.Commit("two");
  const std::string shallow = folder_.string() + "/shallow";
  repository_.Git({"clone", "-q", "--depth=1", "file://" + repository_.folder(), shallow});
  const HistoryResult result = Run(shallow);
  const auto missing = [&](MissingKind kind) {
    return result.ledger.missing[static_cast<std::size_t>(kind)];
  };
  EXPECT_EQ(missing(MissingKind::kShallowCommits), 1U);
  EXPECT_EQ(missing(MissingKind::kSubmodules), 1U);
  EXPECT_EQ(missing(MissingKind::kLfsObjects), 1U);
  EXPECT_EQ(missing(MissingKind::kCorruptObjects), 0U);
  EXPECT_THAT(Failures(result), Contains(HasSubstr("fetch --unshallow")));
  EXPECT_THAT(Failures(result), SizeIs(3));
}

TEST_F(HistoryAudit, APartialCloneSaysHowManyObjectsItLacks) {
  repository_.Add("a", "one\n");
  repository_.Add("b/c", "two\n");
  repository_.Commit("one");
  repository_.Git({"config", "uploadpack.allowFilter", "true"});
  const std::string partial = folder_.string() + "/partial";
  repository_.Git(
      {"clone", "-q", "--bare", "--filter=blob:none", "file://" + repository_.folder(), partial});
  const HistoryResult result = Run(partial);
  EXPECT_EQ(result.ledger.missing[static_cast<std::size_t>(MissingKind::kPromisedObjects)], 2U);
  EXPECT_EQ(result.ledger.missing[static_cast<std::size_t>(MissingKind::kCorruptObjects)], 0U);
}

TEST_F(HistoryAudit, ALostObjectIsNoPromise) {
  repository_.Add("a", "one\n");
  repository_.Commit("one");
  const std::string tree = Trim(repository_.Git({"rev-parse", "HEAD^{tree}"}));
  fs::remove(fs::path(repository_.folder()) / ".git/objects" / tree.substr(0, 2) / tree.substr(2));
  const HistoryResult result = Run();
  EXPECT_EQ(result.ledger.missing[static_cast<std::size_t>(MissingKind::kCorruptObjects)], 1U);
  EXPECT_THAT(Failures(result), Not(IsEmpty()));
}

TEST_F(HistoryAudit, AContentThatLfsKeepsHereIsRead) {
  const std::string hash = keys_.Hex(64);
  repository_.Add("model.cfg",
                  "version https://git-lfs.github.com/spec/v1\noid sha256:" + hash + "\nsize 12\n");
  repository_.Commit("pointer");
  folder_.Write(
      fmt::format("r/.git/lfs/objects/{}/{}/{}", hash.substr(0, 2), hash.substr(2, 2), hash),
      Leak());
  const HistoryResult result = Run();
  EXPECT_THAT(Places(result), ElementsAre("writer-api-key model.cfg:1"));
  EXPECT_THAT(Failures(result), IsEmpty());
}

TEST_F(HistoryAudit, SubmodulesThatAreHereAreRead) {
  const RepositoryBuilder library(folder_.string() + "/library");
  library.Add("lib.py", Leak());
  library.Commit("leak");
  repository_.Git({"-c", "protocol.file.allow=always", "submodule", "--quiet", "add",
                   library.folder(), "third/lib"});
  repository_.Commit("add");
  const HistoryResult result = Run();
  EXPECT_THAT(result.findings, SizeIs(1));
  EXPECT_THAT(result.findings.at(0).path, HasSubstr("modules/third/lib/lib.py"));
  EXPECT_THAT(Failures(result), IsEmpty());
  EXPECT_THAT(result.repositories, SizeIs(2));
}

TEST_F(HistoryAudit, WhatWasReadBeforeIsNotReadAgain) {
  HistoryOptions options;
  options.since_scan = folder_.string() + "/state";
  repository_.Add("a.py", Leak());
  repository_.Commit("first");
  repository_.Git({"gc", "-q"});
  repository_.Add("b.py", Leak());
  repository_.Commit("second");
  EXPECT_THAT(Run(options).findings, SizeIs(2));
  const HistoryResult nothing = Run(options);
  EXPECT_THAT(nothing.findings, IsEmpty());
  EXPECT_EQ(nothing.ledger.blobs, 0U);
  EXPECT_THAT(nothing.ledger.remarks, Contains(HasSubstr("were read by an earlier run")));
  repository_.Add("c.py", Leak());
  repository_.Commit("third");
  const HistoryResult news = Run(options);
  EXPECT_THAT(Places(news), ElementsAre("writer-api-key c.py:1"));
  EXPECT_EQ(news.ledger.blobs, 1U);
  // Packed anew, what was in packs is new; what was read by itself is known by itself.
  repository_.Git({"gc", "-q"});
  EXPECT_THAT(Places(Run(options)), ElementsAre("writer-api-key a.py:1"));
  options.max_file_size_bytes = 100'000;
  const HistoryResult other = Run(options);
  EXPECT_THAT(other.findings, SizeIs(3));
  EXPECT_THAT(other.ledger.remarks, Contains(HasSubstr("other rules or limits")));
}

TEST_F(HistoryAudit, AStateFileThatIsNoneIsAnError) {
  HistoryOptions options;
  options.since_scan = folder_.Write("state", "something else\n");
  repository_.Commit("one");
  EXPECT_THAT(Failures(Run(options)), ElementsAre(HasSubstr("state:1: is no state file")));
  folder_.Write("state", "blotter history state 1\ncond");
  EXPECT_THAT(Failures(Run(options)), ElementsAre(HasSubstr("cut short")));
}

TEST_F(HistoryAudit, VerifyingFindsAContentThatIsNotWhatItsNameSays) {
  repository_.Add("a", "one\n");
  repository_.Commit("one");
  const auto path = [&](const std::string& id) {
    return fs::path(repository_.folder()) / ".git/objects" / id.substr(0, 2) / id.substr(2);
  };
  const std::string real = Trim(repository_.Git({"rev-parse", "HEAD:a"}));
  repository_.Write("b", "two\n");
  const std::string other = Trim(repository_.Git({"hash-object", "-w", "b"}));
  fs::remove(path(real));
  fs::copy(path(other), path(real));
  EXPECT_THAT(Failures(Run()), IsEmpty()) << "its own checksum is right";
  HistoryOptions options;
  options.verify_objects = true;
  EXPECT_THAT(Failures(Run(options)), Contains(HasSubstr("checksum differs")));
}

TEST_F(HistoryAudit, WhatIsNoRepositoryIsAFailure) {
  const std::string plain = folder_.MakeFolder("plain");
  EXPECT_THAT(Failures(Run(plain)), ElementsAre(HasSubstr("git repository")));
  EXPECT_THAT(Failures(Run(plain + "/nowhere")), SizeIs(1));
}

}  // namespace
}  // namespace blotter
