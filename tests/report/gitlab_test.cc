// GitLab's secret detection report against the rules of schema 15.2, written down here: what is
// required, of which type, how long, which of a few words.
#include <regex>
#include <set>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tests/report/history_run.h"
#include "tests/report/hostile_run.h"

namespace blotter {
namespace {

using namespace blotter::testing;  // NOLINT(google-build-using-namespace): a test's own helpers
using nlohmann::json;
using ::testing::AnyOf;
using ::testing::HasSubstr;
using ::testing::Not;

json Gitlab(const SampleRun& run) { return json::parse(Render(Format::kGitlab, run)); }

bool Matches(const json& text, const char* pattern) {
  return std::regex_match(text.get<std::string>(), std::regex(pattern));
}

void ExpectTool(const json& tool) {
  for (const char* const key : {"id", "name", "version"}) EXPECT_NE(tool.at(key), "");
  EXPECT_NE(tool.at("vendor").at("name"), "");
}

void ExpectScan(const json& scan) {
  ExpectTool(scan.at("analyzer"));
  ExpectTool(scan.at("scanner"));
  EXPECT_EQ(scan.at("type"), "secret_detection");
  EXPECT_THAT(scan.at("status"), AnyOf("success", "failure"));
  constexpr char kTime[] = "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}";
  EXPECT_TRUE(Matches(scan.at("start_time"), kTime));
  EXPECT_TRUE(Matches(scan.at("end_time"), kTime));
  for (const json& message : scan.at("messages")) {
    EXPECT_THAT(message.at("level"), AnyOf("info", "warn", "fatal"));
    EXPECT_NE(message.at("value"), "");
  }
}

void ExpectVulnerability(const json& vulnerability) {
  EXPECT_TRUE(Matches(vulnerability.at("id"),
                      "[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"));
  EXPECT_LE(vulnerability.at("name").get<std::string>().size(), 255U);
  EXPECT_LE(vulnerability.at("description").get<std::string>().size(), 1048576U);
  EXPECT_THAT(vulnerability.at("severity"),
              AnyOf("Info", "Unknown", "Low", "Medium", "High", "Critical"));
  ASSERT_GE(vulnerability.at("identifiers").size(), 1U);
  for (const json& identifier : vulnerability.at("identifiers")) {
    for (const char* const key : {"type", "name", "value"}) EXPECT_NE(identifier.at(key), "");
  }
  for (const json& link : vulnerability.value("links", json::array())) {
    EXPECT_TRUE(Matches(link.at("url"), "(https?|ftp)://.+"));
  }
  for (const auto& [key, detail] : vulnerability.at("details").items()) {
    EXPECT_EQ(detail.at("type"), "text");
    EXPECT_NE(detail.at("name"), "");
    EXPECT_TRUE(detail.at("value").is_string());
  }
  const json& location = vulnerability.at("location");
  EXPECT_TRUE(location.at("file").is_string());
  EXPECT_GE(location.at("start_line").get<int>(), 1);
  EXPECT_GE(location.at("end_line").get<int>(), location.at("start_line").get<int>());
  EXPECT_NE(location.at("commit").at("sha"), "");
  EXPECT_EQ(location.at("commit").size(), 1U);  // no author, no message
  EXPECT_FALSE(vulnerability.contains("raw_source_code_extract"));
}

TEST(Gitlab, KeepsToTheSchema) {
  for (const SampleRun& run :
       {MakeSampleRun(), MakeIncompleteRun(), MakeCleanRun(), MakeHistoryRun(), MakeHostileRun()}) {
    const json report = Gitlab(run);
    EXPECT_TRUE(Matches(report.at("version"), "15\\.2\\.[0-9]+"));
    ExpectScan(report.at("scan"));
    ASSERT_EQ(report.at("vulnerabilities").size(), run.findings.size());
    for (const json& vulnerability : report.at("vulnerabilities")) {
      ExpectVulnerability(vulnerability);
    }
    EXPECT_EQ(report.at("blotter").at("ledger").at("files"), run.ledger.files);
  }
}

TEST(Gitlab, TimesAreTheRunsInUtc) {
  SampleRun run = MakeCleanRun();
  run.info.started_s = 1767323045;
  run.info.ended_s = 1767323047;
  const json scan = Gitlab(run)["scan"];
  EXPECT_EQ(scan["start_time"], "2026-01-02T03:04:05");
  EXPECT_EQ(scan["end_time"], "2026-01-02T03:04:07");
  EXPECT_EQ(scan["status"], "success");
}

TEST(Gitlab, AnIncompleteRunIsAFailureThatSaysWhy) {
  SampleRun run = MakeIncompleteRun();
  for (int i = 0; i < 200; ++i) run.ledger.failures.push_back({"f" + std::to_string(i), "gone"});
  const json report = Gitlab(run);
  EXPECT_EQ(report["scan"]["status"], "failure");
  const json& messages = report["scan"]["messages"];
  EXPECT_THAT(messages.dump(), HasSubstr(R"({"level":"warn","value":"could not read f0: gone"})"));
  EXPECT_THAT(messages.back()["value"].get<std::string>(), HasSubstr("102 more"));
  EXPECT_EQ(report["blotter"]["ledger"]["failures"].size(), 202U);
}

TEST(Gitlab, IdsAreTheSameInEveryRunAndOfOneFindingEach) {
  SampleRun run = MakeSampleRun();
  const json before = Gitlab(run);
  run.findings.push_back(run.findings.back());  // the same secret twice in one file
  run.findings[0].region.start.line += 7;       // lines move
  const json after = Gitlab(run);
  std::set<std::string> ids;
  for (const json& vulnerability : after["vulnerabilities"]) ids.insert(vulnerability["id"]);
  EXPECT_EQ(ids.size(), run.findings.size());
  for (std::size_t i = 0; i < before["vulnerabilities"].size(); ++i) {
    EXPECT_EQ(before["vulnerabilities"][i]["id"], after["vulnerabilities"][i]["id"]);
  }
}

TEST(Gitlab, SeverityIsTheRulesUnlessTheFindingsLevelIsAnother) {
  SampleRun run = MakeSampleRun();
  const auto severity = [&run](std::string rule, Level level) {
    run.findings.resize(1);
    run.findings[0].rule_id = std::move(rule);
    run.findings[0].level = level;
    return Gitlab(run)["vulnerabilities"][0]["severity"].get<std::string>();
  };
  EXPECT_EQ(severity("writer-api-key", Level::kError), "Critical");  // 9.1
  EXPECT_EQ(severity("writer-api-key", Level::kNote), "Low");
  EXPECT_EQ(severity("dotenv-not-ignored", Level::kWarning), "Medium");
  EXPECT_EQ(severity("unknown", Level::kError), "High");
}

TEST(Gitlab, CommitIsTheFindingsOrTheOneThatIsNone) {
  const json report = Gitlab(MakeSampleRun());
  for (const json& vulnerability : report["vulnerabilities"]) {
    const bool old = vulnerability["location"]["file"] == "old.py";
    EXPECT_EQ(vulnerability["location"]["commit"]["sha"],
              old ? "0123456789abcdef0123456789abcdef01234567" : "0000000");
  }
}

TEST(Gitlab, DescriptionsAreNoMarkdown) {
  const json report = Gitlab(MakeHostileRun());
  for (const json& vulnerability : report["vulnerabilities"]) {
    EXPECT_TRUE(Matches(vulnerability["description"], "`[^`\n]*`"));
  }
  EXPECT_THAT(Gitlab(MakeHistoryRun()).dump(), Not(HasSubstr("@example.com")));
}

}  // namespace
}  // namespace blotter
