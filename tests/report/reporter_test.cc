// What holds for all reporters: secrets stay in, terminals get nothing to obey, sinks that fail end
// the report, and memory does not follow the number of findings.
#include "scanner/report/reporter.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "scanner/base/utf8.h"
#include "scanner/report/summary.h"
#include "tests/report/history_run.h"
#include "tests/report/hostile_run.h"
#include "tests/report/sample_run.h"

namespace blotter {
namespace {

using namespace blotter::testing;  // NOLINT(google-build-using-namespace): a test's own helpers
using nlohmann::json;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr Format kAllFormats[] = {Format::kText,  Format::kJsonl,         Format::kJson,
                                  Format::kSarif, Format::kGithub,        Format::kGitlab,
                                  Format::kJunit, Format::kGithubSummary, Format::kLedger};

TEST(Reporter, NoFormatHoldsASecretUnlessAskedTo) {
  for (const SampleRun& run : {MakeSampleRun(), MakeHistoryRun(), MakeHostileRun()}) {
    for (const Format format : kAllFormats) {
      const std::string out = Render(format, run, {.color = true, .with_summary = true});
      for (const Finding& finding : run.findings) {
        if (finding.secret.empty()) continue;
        EXPECT_THAT(out, Not(HasSubstr(finding.secret.Reveal())));
        EXPECT_THAT(out, Not(HasSubstr(finding.secret.Reveal().substr(0, 8))));
      }
    }
  }
}

TEST(Reporter, WhatIsAllowedIsCountedAndNotShownUnlessAskedFor) {
  SampleRun run = MakeAllowedRun();
  SampleRun without = run;
  without.allowed.clear();
  for (const Format format : kAllFormats) {
    EXPECT_EQ(Render(format, run), Render(format, without));
  }
  const std::string summary = Summary(run.report(), false);
  EXPECT_THAT(summary,
              HasSubstr("Allowed: by a comment (1), by the baseline (1), by "
                        ".gitleaksignore (1), by an allowlist (1). Shown by --show-allowed."));
  for (const Format format : {Format::kGithubSummary, Format::kGitlab}) {
    EXPECT_THAT(Render(format, run), HasSubstr("by a comment"));
  }
  EXPECT_THAT(Render(Format::kJunit, run), HasSubstr("\"allowed.gitleaksignore\" value=\"1\""));
  const json ledger = json::parse(Render(Format::kLedger, run));
  EXPECT_EQ(ledger["allowed"].dump(),
            R"({"allowlist":1,"baseline":1,"comment":1,"gitleaksignore":1})");
}

TEST(Reporter, InALogWithSuppressionsEveryResultSaysWhetherItIsOne) {
  const SampleRun run = MakeAllowedRun();
  const json log = json::parse(Render(Format::kSarif, run, {.sarif_suppressed = true}));
  const json& results = log["runs"][0]["results"];
  ASSERT_EQ(results.size(), 5U);
  EXPECT_TRUE(results[0]["suppressions"].empty());
  EXPECT_EQ(results[1]["suppressions"][0]["kind"], "inSource");
  for (std::size_t i = 2; i < results.size(); ++i) {
    EXPECT_EQ(results[i]["suppressions"][0]["kind"], "external");
  }
}

TEST(Reporter, ShowSecretsIsForTextAndJsonOnly) {
  const SampleRun run = MakeSampleRun();
  const std::string& secret = run.findings.back().secret.Reveal();
  for (const Format format : {Format::kText, Format::kJsonl, Format::kJson}) {
    EXPECT_THAT(Render(format, run, {.show_secrets = true}), HasSubstr(secret));
  }
  for (const Format format : {Format::kSarif, Format::kGithub, Format::kGitlab, Format::kJunit,
                              Format::kGithubSummary, Format::kLedger}) {
    EXPECT_THAT(Render(format, run, {.show_secrets = true}), Not(HasSubstr(secret)));
  }
}

TEST(Reporter, NothingForATerminalToObey) {
  for (const SampleRun& run :
       {MakeSampleRun(), MakeIncompleteRun(), MakeHistoryRun(), MakeHostileRun()}) {
    for (const Format format : kAllFormats) {
      const std::string out = Render(format, run, {.show_secrets = true, .with_summary = true});
      for (std::string_view rest = out; !rest.empty();) {
        const DecodedChar decoded = DecodeUtf8(rest);
        ASSERT_TRUE(decoded.valid);
        ASSERT_TRUE(IsPlainText(decoded.code_point) || decoded.code_point == '\n');
        rest.remove_prefix(decoded.length);
      }
    }
  }
}

TEST(Reporter, JsonlKeysInTheContractsOrder) {
  const std::string out = Render(Format::kJsonl, MakeSampleRun());
  const auto first = nlohmann::ordered_json::parse(out.substr(0, out.find('\n')));
  std::vector<std::string> keys;
  for (const auto& [key, value] : first.items()) keys.push_back(key);
  EXPECT_THAT(keys, ::testing::ElementsAre("rule_id", "level", "confidence", "message", "path",
                                           "start_line", "start_column", "end_line", "end_column",
                                           "secret", "fingerprint", "evidence", "decoders",
                                           "commit", "blob", "author", "date"));
}

// A sink that takes so many bytes, as a disk that fills up or a pipe that closes.
class ShortSink : public ReportSink {
 public:
  explicit ShortSink(std::size_t capacity) : capacity_(capacity) {}
  Status Write(std::string_view bytes) override {
    ++writes;
    largest = std::max(largest, bytes.size());
    if (bytes.size() > capacity_) return Error{"disk full"};
    capacity_ -= bytes.size();
    return Status::Ok();
  }
  int writes = 0;
  std::size_t largest = 0;

 private:
  std::size_t capacity_;
};

SampleRun MakeLargeRun() {
  SampleRun run = MakeSampleRun();
  while (run.findings.size() < 6000) run.findings.push_back(run.findings.back());
  return run;
}

TEST(Reporter, ASinkThatFailsEndsTheReportWithItsError) {
  SampleRun run = MakeLargeRun();
  for (const Format format : kAllFormats) {
    ShortSink sink(100);
    const Status written = MakeReporter(format, {})->Write(run.report(), sink);
    ASSERT_FALSE(written.ok());
    EXPECT_EQ(written.error().message, "disk full");
    EXPECT_EQ(sink.writes, 1);
  }
}

TEST(Reporter, WritesInPiecesOfBoundedSize) {
  SampleRun run = MakeLargeRun();
  for (const Format format : {Format::kText, Format::kJsonl, Format::kJson, Format::kSarif,
                              Format::kGithub, Format::kGitlab, Format::kJunit}) {
    ShortSink sink(std::size_t{1} << 30);
    ASSERT_TRUE(MakeReporter(format, {})->Write(run.report(), sink).ok());
    EXPECT_GT(sink.writes, 5);
    EXPECT_LT(sink.largest, std::size_t{80000});
  }
}

TEST(Sarif, MoreThanGithubShowsIsSaidNotDropped) {
  const json log = json::parse(Render(Format::kSarif, MakeLargeRun()));
  EXPECT_EQ(log["runs"][0]["results"].size(), 6000U);
  const json& invocation = log["runs"][0]["invocations"][0];
  EXPECT_EQ(invocation["executionSuccessful"], true);
  EXPECT_THAT(invocation["toolExecutionNotifications"][0]["message"]["text"].get<std::string>(),
              HasSubstr("6000 results"));
}

TEST(Sarif, RulesKeepToGithubsLimits) {
  SampleRun run = MakeSampleRun();
  Rule& rule = run.rules.rules[0];
  rule.description.clear();
  for (int i = 0; i < 2000; ++i) rule.description += "\u00e9";
  for (int i = 0; i < 50; ++i) rule.tags.push_back("tag" + std::to_string(i));
  run.rules.rules.push_back(run.rules.rules[0]);  // twice
  const json log = json::parse(Render(Format::kSarif, run));
  const json& rules = log["runs"][0]["tool"]["driver"]["rules"];
  ASSERT_EQ(rules.size(), 3U);
  std::u32string description;
  const auto text = rules[0]["fullDescription"]["text"].get<std::string>();
  std::size_t characters = 0;
  for (std::string_view rest = text; !rest.empty(); ++characters) {
    ASSERT_TRUE(DecodeUtf8(rest).valid);
    rest.remove_prefix(DecodeUtf8(rest).length);
  }
  EXPECT_EQ(characters, 1024U);
  EXPECT_EQ(rules[0]["properties"]["tags"].size(), 20U);
  EXPECT_EQ(rules[2]["name"], "MyOwnRule");
  EXPECT_TRUE(rules[2]["properties"]["security-severity"].is_string());
}

TEST(Sarif, NoPathMakesALink) {
  SampleRun run = MakeSampleRun();
  run.findings[0].message = "run git rm --cached -- '[click](https://example.com)'";
  run.ledger.failures.push_back({"[a](b)", "gone"});
  const json log = json::parse(Render(Format::kSarif, run));
  const auto text = [&](const json& message) {
    return message["message"]["text"].get<std::string>();
  };
  const json& sarif_run = log["runs"][0];
  EXPECT_THAT(sarif_run["results"].dump(), HasSubstr("'\\\\[click\\\\](https://example.com)'"));
  EXPECT_THAT(text(sarif_run["invocations"][0]["toolExecutionNotifications"].back()),
              HasSubstr("\\[a\\](b)"));
  run.findings[0].message = "in section [writer] (line 3)";
  EXPECT_THAT(Render(Format::kSarif, run), HasSubstr("in section [writer] (line 3)"));
}

TEST(Sarif, OnlyHistoryHasNoLineHash) {
  const json log = json::parse(Render(Format::kSarif, MakeSampleRun()));
  for (const json& result : log["runs"][0]["results"]) {
    const bool history = result["properties"].contains("commit");
    EXPECT_EQ(result["partialFingerprints"].contains("primaryLocationLineHash"), !history);
    EXPECT_TRUE(result["partialFingerprints"].contains("blotterSecret/v1"));
  }
  EXPECT_THAT(log.dump(), Not(HasSubstr("A. Person")));
}

TEST(Sarif, AHistorysResultsHaveALineHashOnlyInHeadAndNoNames) {
  const json log = json::parse(Render(Format::kSarif, MakeHistoryRun()));
  const json& sarif_run = log["runs"][0];
  for (const json& result : sarif_run["results"]) {
    EXPECT_EQ(result["partialFingerprints"].contains("primaryLocationLineHash"),
              result["properties"]["inHead"] == true);
  }
  EXPECT_EQ(sarif_run["properties"]["repositoryLedgers"].size(), 3U);
  for (const char* const hidden : {"Person", "example.com", "/srv/git", "origin/main"}) {
    EXPECT_THAT(log.dump(), Not(HasSubstr(hidden)));
  }
}

TEST(Json, AHistoryHasItsOwnObjectAndALedgerForEachRepository) {
  const json document = json::parse(Render(Format::kJson, MakeHistoryRun()));
  for (const json& finding : document["findings"]) {
    EXPECT_TRUE(finding["history"]["in_head"].is_boolean());
  }
  ASSERT_EQ(document["repository_ledgers"].size(), 3U);
  EXPECT_EQ(document["repository_ledgers"][1]["repository"], "lib");
  EXPECT_EQ(document["repository_ledgers"][1]["ledger"]["missing"]["shallow_commits"], 2);
  EXPECT_EQ(document["ledger"]["missing"]["shallow_commits"], 2);
  EXPECT_EQ(document["ledger"]["objects"]["commits"], 240);
  const json ledger = json::parse(Render(Format::kLedger, MakeHistoryRun()));
  EXPECT_EQ(ledger["repository_ledgers"], document["repository_ledgers"]);
  EXPECT_FALSE(json::parse(Render(Format::kJson, MakeSampleRun())).contains("repository_ledgers"));
}

TEST(Summary, LongListsAreCutAndSaySo) {
  SampleRun run = MakeIncompleteRun();
  run.ledger.failures.clear();
  for (int i = 0; i < 25; ++i) run.ledger.failures.push_back({"f" + std::to_string(i), "gone"});
  const std::string summary = Summary(run.report(), false);
  EXPECT_THAT(summary, HasSubstr("could not read f19: gone"));
  EXPECT_THAT(summary, Not(HasSubstr("f20")));
  EXPECT_THAT(summary, HasSubstr("and 5 more (all of them: --report ledger=PATH)"));
}

TEST(Summary, NeverAnAllClearWithoutHavingRead) {
  SampleRun run = MakeCleanRun();
  EXPECT_THAT(Summary(run.report(), false), HasSubstr("No leaked keys in 707 files (5.6 MB)"));
  run.ledger.files = 0;
  EXPECT_THAT(Summary(run.report(), false), Not(HasSubstr("No leaked keys")));
  run = MakeIncompleteRun();
  EXPECT_THAT(Summary(run.report(), false), HasSubstr("No leaked keys in what could be read: 707"));
  EXPECT_THAT(Summary(run.report(), false), HasSubstr("Incomplete: 2 failures"));
}

}  // namespace
}  // namespace blotter
