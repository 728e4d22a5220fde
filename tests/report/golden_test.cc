// Each format of the sample runs, byte for byte as in golden/. After a change that is meant, run
// with UPDATE_GOLDENS=1 and read the difference.
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include "scanner/report/summary.h"
#include "tests/report/history_run.h"
#include "tests/report/hostile_run.h"
#include "tests/report/sample_run.h"
#include "tests/support/temp_folder.h"

namespace blotter {
namespace {

using namespace blotter::testing;  // NOLINT(google-build-using-namespace): a test's own helpers

void ExpectGolden(const std::string& name, const std::string& actual) {
  const auto path = std::filesystem::path(__FILE__).parent_path() / "golden" / name;
  if (std::getenv("UPDATE_GOLDENS") != nullptr) std::ofstream(path) << actual;
  EXPECT_EQ(actual, ReadText(path)) << name;
}

TEST(Golden, EveryFormatWithFindings) {
  const SampleRun run = MakeSampleRun();
  ExpectGolden("findings.txt", Render(Format::kText, run, {.with_summary = true}));
  ExpectGolden("findings_color.txt",
               Render(Format::kText, run, {.color = true, .with_summary = true}));
  ExpectGolden("findings.jsonl", Render(Format::kJsonl, run));
  ExpectGolden("findings.json", Render(Format::kJson, run));
  ExpectGolden("findings.sarif", Render(Format::kSarif, run));
}

TEST(Golden, CiSystemsFormats) {
  const SampleRun run = MakeHostileRun();
  ExpectGolden("hostile_github.txt", Render(Format::kGithub, run));
  ExpectGolden("hostile_github_summary.md", Render(Format::kGithubSummary, run));
  ExpectGolden("hostile_gitlab.json", Render(Format::kGitlab, run));
  ExpectGolden("hostile_junit.xml", Render(Format::kJunit, run));
  const SampleRun sample = MakeSampleRun();
  ExpectGolden("findings_github.txt", Render(Format::kGithub, sample));
  ExpectGolden("findings_github_summary.md", Render(Format::kGithubSummary, sample));
  ExpectGolden("findings_gitlab.json", Render(Format::kGitlab, sample));
  ExpectGolden("findings_junit.xml", Render(Format::kJunit, sample));
}

TEST(Golden, EveryFormatOfAnIncompleteRun) {
  const SampleRun run = MakeIncompleteRun();
  ExpectGolden("incomplete.txt", Render(Format::kText, run, {.with_summary = true}));
  ExpectGolden("incomplete.json", Render(Format::kJson, run));
  ExpectGolden("incomplete.sarif", Render(Format::kSarif, run));
  ExpectGolden("incomplete_ledger.json", Render(Format::kLedger, run));
}

TEST(Golden, EveryFormatOfAHistory) {
  const SampleRun run = MakeHistoryRun();
  ExpectGolden("history.txt", Render(Format::kText, run, {.with_summary = true}));
  ExpectGolden("history_color.txt",
               Render(Format::kText, run, {.color = true, .with_summary = true}));
  ExpectGolden("history.jsonl", Render(Format::kJsonl, run));
  ExpectGolden("history.json", Render(Format::kJson, run));
  ExpectGolden("history.sarif", Render(Format::kSarif, run));
  ExpectGolden("history_ledger.json", Render(Format::kLedger, run));
}

TEST(Golden, WhatIsAllowedWhereItIsAskedFor) {
  const SampleRun run = MakeAllowedRun();
  const ReporterOptions shown{.show_allowed = true, .sarif_suppressed = true, .with_summary = true};
  ExpectGolden("allowed.txt", Render(Format::kText, run, shown));
  ExpectGolden("allowed.jsonl", Render(Format::kJsonl, run, shown));
  ExpectGolden("allowed.json", Render(Format::kJson, run, shown));
  ExpectGolden("allowed.sarif", Render(Format::kSarif, run, shown));
}

TEST(Golden, NothingFound) {
  const SampleRun run = MakeCleanRun();
  EXPECT_EQ(Render(Format::kJsonl, run), "");
  EXPECT_EQ(Render(Format::kText, run), "");
  ExpectGolden("clean.txt", Render(Format::kText, run, {.with_summary = true}));
  ExpectGolden("clean.sarif", Render(Format::kSarif, run));
}

}  // namespace
}  // namespace blotter
