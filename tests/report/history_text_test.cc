// What the text report says about one secret's history; byte for byte it is in golden/.
#include "scanner/report/history_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scanner/report/summary.h"
#include "tests/report/history_run.h"

namespace blotter {
namespace {

using namespace blotter::testing;  // NOLINT(google-build-using-namespace): a test's own helpers
using ::testing::HasSubstr;
using ::testing::Not;

std::string TextOf(std::vector<Finding> findings) {
  SampleRun run = MakeHistoryRun();
  run.findings = std::move(findings);
  return Render(Format::kText, run);
}

Finding Sample() {
  return MakeHistoryFinding("app/a.py", "0123456789abcdef", "2024-01-01T00:00:00Z");
}

TEST(GroupBySecret, OneGroupForEachRuleAndSecretTheFirstCommittedFirst) {
  Finding late = Sample();
  Finding early = Sample();
  early.path = "app/z.py";
  early.date = "2023-12-31T23:00:00-02:00";  // an hour later than `late` in fact
  late.date = "2024-01-01T00:00:00Z";
  Finding other_rule = Sample();
  other_rule.rule_id = "bearer-header";
  Finding lost = Sample();
  lost.commit.clear();
  lost.date.clear();
  Finding plain = Sample();
  plain.history.reset();
  const std::vector<Finding> findings = {lost, early, other_rule, late, plain};
  const std::vector<FindingGroup> groups = GroupBySecret(findings);
  ASSERT_EQ(groups.size(), 2U);
  EXPECT_EQ(groups[0], (FindingGroup{&findings[3], &findings[0], &findings[1]}));
  EXPECT_EQ(groups[1], (FindingGroup{&findings[2]}));
}

TEST(GroupBySecret, AFileComesBeforeAMessageOfTheSameMoment) {
  Finding message = Sample();
  message.repository_path = kCommitMessagePath;
  const std::vector<Finding> findings = {message, Sample()};
  EXPECT_EQ(GroupBySecret(findings)[0].front(), &findings[1]);
}

TEST(GroupBySecret, EnvFilesHaveNoSecretToBeGroupedBy) {
  Finding a = Sample();
  a.secret = Secret();
  Finding b = a;
  b.path = "app/b.env";
  EXPECT_EQ(GroupBySecret({a, b}).size(), 2U);
}

TEST(HistoryText, SaysWhereItStillIs) {
  Finding finding = Sample();
  EXPECT_THAT(TextOf({finding}), HasSubstr("= now: only in history\n"));
  finding.history->refs = {"dev", "origin/dev", "x", "y", "z"};
  EXPECT_THAT(TextOf({finding}),
              HasSubstr("= now: gone from HEAD, still on dev, origin/dev, x (+2)\n"));
  finding.history->in_head = true;
  EXPECT_THAT(TextOf({finding}), HasSubstr("= now: still in HEAD\n"));
  Finding gone = Sample();
  gone.path = "app/gone.py";
  EXPECT_THAT(TextOf({finding, gone}), HasSubstr("= now: still in HEAD: app/a.py:7:1\n"));
  gone.history->reachable = false;
  EXPECT_THAT(TextOf({gone}), HasSubstr("= now: unreachable: no ref leads to it"));
}

TEST(HistoryText, SaysWhenAndWho) {
  Finding first = Sample();
  EXPECT_THAT(TextOf({first}),
              HasSubstr("= first seen: 2024-01-01 in 111111111111 by A. Person <a@example.com>\n"
                        "  = last seen: 2025-06-07 in 444444444444\n"));
  EXPECT_THAT(TextOf({first}), Not(HasSubstr("who:")));
  Finding second = Sample();
  second.path = "app/b.py";
  second.author = "B. Person <b@example.com>";
  second.date = "2024-01-02T00:00:00Z";
  second.history->last_date = "2025-06-07T08:09:11Z";
  second.history->last_commit = std::string(40, '5');
  second.history->blobs = 3;
  const std::string text = TextOf({first, second});
  EXPECT_THAT(text, HasSubstr("= last seen: 2025-06-07 in 555555555555\n"));
  EXPECT_THAT(text, HasSubstr("= who: A. Person <a@example.com>, B. Person <b@example.com>\n"));
  EXPECT_THAT(text, HasSubstr("= where: 2 paths, 4 versions; also app/b.py:7:1\n"));
  first.history->last_commit = first.commit;
  EXPECT_THAT(TextOf({first}), HasSubstr("= first and last seen: 2024-01-01 in 111111111111 by"));
}

TEST(HistoryText, WhatNoCommitHoldsIsNamedByItsBlob) {
  Finding lost = Sample();
  lost.commit.clear();
  lost.author.clear();
  lost.date.clear();
  lost.history->last_commit.clear();
  EXPECT_THAT(TextOf({lost}), HasSubstr("= first seen: in no commit, as blob bbbbbbbbbbbb\n"));
}

TEST(HistoryText, MessagesSayWhatTheyAre) {
  Finding finding = Sample();
  finding.repository_path = kCommitMessagePath;
  EXPECT_THAT(TextOf({finding}), HasSubstr(":7:1 (the message of commit 111111111111)\n"));
  finding.history->refs = {"main", "v1.0"};
  EXPECT_THAT(TextOf({finding}), HasSubstr("= now: in the history of main, v1.0\n"));
  finding.repository_path = kTagMessagePath;
  EXPECT_THAT(TextOf({finding}), HasSubstr(":7:1 (the text of a tag)\n"));
  finding.commit.clear();
  finding.blob.clear();
  finding.history->last_commit.clear();
  EXPECT_THAT(TextOf({finding}),
              HasSubstr("= first seen: 2024-01-01 by A. Person <a@example.com>\n"));
  finding.date.clear();
  finding.author.clear();
  EXPECT_THAT(TextOf({finding}), Not(HasSubstr("seen:")));
}

TEST(HistoryText, LongNamesAreCutBetweenCharacters) {
  Finding finding = Sample();
  finding.author = "A" + std::string(98, 'x') + "\u00e9\u00e9 <a@example.com>";
  EXPECT_THAT(TextOf({finding}), HasSubstr(std::string(98, 'x') + "\u00e9...\n"));
}

TEST(HistorySummary, CountsSecretsAndNamesRepositoriesThatAreNotClean) {
  SampleRun run = MakeHistoryRun();
  const std::string summary = Summary(run.report(), false);
  EXPECT_THAT(summary,
              HasSubstr("12 errors, 1 warning (5 secrets) in 3000 blobs, 240 commits, 270 trees, "
                        "3 tags (15.0 MB), 3 repositories.\n"));
  EXPECT_THAT(summary, HasSubstr("\n  app: 11 errors in 1000 blobs, 80 commits"));
  EXPECT_THAT(summary, HasSubstr("\n  lib: 1 error, 1 warning in 1000 blobs"));
  EXPECT_THAT(summary, HasSubstr("(incomplete)\n"));
  EXPECT_THAT(summary, HasSubstr("\n  1 other repository: complete, nothing found\n"));
  EXPECT_THAT(summary, HasSubstr("git -C lib fetch --unshallow"));
}

TEST(HistorySummary, NeverAnAllClearWithoutHavingRead) {
  SampleRun run = MakeHistoryRun();
  run.findings.clear();
  run.ledger = {};
  run.repositories.resize(1);
  EXPECT_THAT(Summary(run.report(), false), HasSubstr("No object was read, so nothing is known"));
  run.ledger.commits = 1;
  EXPECT_THAT(Summary(run.report(), false),
              HasSubstr("No leaked keys in 0 blobs, 1 commit (0 bytes)."));
}

TEST(HistorySummary, ARepositoryOfWhichNothingWasReadIsNotCalledEmpty) {
  SampleRun run = MakeHistoryRun();
  run.repositories[0].ledger = {};
  run.repositories[0].ledger.failures = {{"app", "gone"}};
  run.findings.clear();
  EXPECT_THAT(Summary(run.report(), false), HasSubstr("\n  app: nothing was read (incomplete)\n"));
}

TEST(HistorySummary, LongListsOfRepositoriesAreCut) {
  SampleRun run = MakeHistoryRun();
  run.findings.clear();
  run.repositories.assign(25, run.repositories[1]);
  EXPECT_THAT(Summary(run.report(), false), HasSubstr("\n  and 5 more (all of them"));
}

}  // namespace
}  // namespace blotter
