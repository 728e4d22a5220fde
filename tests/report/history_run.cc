#include "tests/report/history_run.h"

#include <algorithm>
#include <utility>

#include "tests/support/key_maker.h"

namespace blotter::testing {

namespace {

std::string Id(char digit) { return std::string(40, digit); }

void AddMany(std::vector<Finding>* findings, const std::string& secret) {
  findings->push_back(MakeHistoryFinding("app/src/app.py", secret, "2024-03-01T10:00:00+01:00"));
  findings->back().history->blobs = 5;
  findings->back().history->refs = {"main", "origin/main"};
  findings->back().history->in_head = true;
  findings->back().history->last_commit = Id('e');
  findings->back().history->last_date = "2026-02-03T00:00:00Z";
  // The same instant's day in another zone, and half an hour earlier: this one was first.
  findings->push_back(MakeHistoryFinding("app/old/app.py", secret, "2024-03-01T12:30:00+04:00"));
  findings->back().author = "B. Person <b@example.com>";
  findings->back().commit = Id('2');
  for (int i = 0; i < 6; ++i) {
    findings->push_back(MakeHistoryFinding("app/tools/t" + std::to_string(i) + ".sh", secret,
                                           "2025-01-01T00:00:00Z"));
  }
}

void AddHostile(std::vector<Finding>* findings, const std::string& secret) {
  findings->push_back(MakeHistoryFinding("app/evil\x1b[31m\n.py", secret, "\x1b]0;x\x07 3026"));
  Finding& finding = findings->back();
  finding.author = "\u202e\x1b[2J " + std::string(200, 'm') + "\xff <x@example.com>";
  finding.commit = Id('3');
  finding.history->refs = {"a\x1b[1m", "b", "c", "d", "e"};
  finding.history->last_commit = Id('3');
  finding.history->last_date = finding.date;
}

}  // namespace

Finding MakeHistoryFinding(std::string path, std::string secret, std::string date) {
  Finding finding;
  finding.rule_id = "writer-api-key";
  finding.message = "a Writer API key is written out here";
  finding.repository_path = path.substr(path.find('/') + 1);
  finding.path = std::move(path);
  finding.region = {{7, 1}, {7, 33}};
  finding.secret = Secret(std::move(secret));
  finding.evidence = {"name WRITER_API_KEY"};
  finding.commit = Id('1');
  finding.blob = Id('b');
  finding.author = "A. Person <a@example.com>";
  finding.date = std::move(date);
  finding.history = History{.repository = "app",
                            .in_head = false,
                            .reachable = true,
                            .refs = {},
                            .last_commit = Id('4'),
                            .last_date = "2025-06-07T08:09:10Z",
                            .blobs = 1};
  finding.excerpt = {std::string(32, '*'), 0, 32, false, false};
  finding.line_hash = "c129715d7a2bc9a3:1";
  return finding;
}

SampleRun MakeHistoryRun() {
  KeyMaker keys(7);
  SampleRun run = MakeCleanRun();
  std::vector<Finding>& findings = run.findings;
  AddMany(&findings, keys.Alphanumeric());
  AddHostile(&findings, keys.Alphanumeric());
  findings.push_back(MakeHistoryFinding("app/past.py", keys.Wr(), "2025-01-01T00:00:00Z"));
  findings.push_back(MakeHistoryFinding("app/" + (kLostBlobFolder + Id('c')), keys.Wr(), ""));
  findings.back().commit.clear();
  findings.back().author.clear();
  findings.back().blob = Id('c');
  findings.back().history->reachable = false;
  findings.back().history->last_commit.clear();
  findings.back().history->last_date.clear();
  findings.push_back(MakeHistoryFinding(std::string("lib/") + kCommitMessagePath,
                                        keys.Alphanumeric(), "2025-01-01T00:00:00Z"));
  findings.back().blob.clear();
  findings.back().history->repository = "lib";
  findings.back().history->blobs = 0;
  findings.push_back(MakeHistoryFinding("lib/.env", "", "2025-01-01T00:00:00Z"));
  findings.back().rule_id = "dotenv-not-ignored";
  findings.back().level = Level::kWarning;
  findings.back().whole_file = true;
  findings.back().region = {};
  findings.back().excerpt = {};
  findings.back().history->repository = "lib";
  int number = 10;
  for (Finding& finding : findings) {
    finding.fingerprint = std::string(30, '0') + std::to_string(++number);
  }
  std::sort(findings.begin(), findings.end(), FindingLess);

  Ledger app;
  app.repositories = 1;
  app.commits = 80, app.trees = 90, app.tags = 1, app.blobs = 1000, app.bytes = 5000000;
  Ledger lib = app;
  lib.Miss(MissingKind::kShallowCommits, 2,
           {"lib", MissingReason(MissingKind::kShallowCommits, 2, "lib")});
  Ledger clean = app;
  run.repositories = {{"app", app}, {"lib", lib}, {"/srv/git/clean.git", clean}};
  run.ledger = {};
  for (const RepositoryLedger& part : run.repositories) run.ledger.Merge(part.ledger);
  run.info.roots = {"app", "lib", "/srv/git/clean.git"};
  run.info.exit_code = 2;
  return run;
}

}  // namespace blotter::testing
