// GitLab's secret detection report, schema 15.2 (gitlab-org/security-products/security-report-
// schemas, secret-detection-report-format.json; in a GitLab: lib/gitlab/ci/parsers/security/
// validators/schemas). GitLab refuses a report as a whole where one field is not as the schema has
// it. No source line, author or commit message goes in; descriptions are Markdown there, so what
// comes from a repository stands in code spans.
#include <algorithm>
#include <charconv>
#include <unordered_map>

#include <fmt/format.h>

#include "scanner/base/sha256.h"
#include "scanner/report/finding_words.h"
#include "scanner/report/formats.h"
#include "scanner/report/iso_time.h"
#include "scanner/report/json_parts.h"
#include "scanner/report/markdown.h"
#include "scanner/report/output.h"
#include "scanner/report/path_text.h"
#include "scanner/report/rule_words.h"
#include "scanner/report/summary.h"
#include "scanner/report/words.h"

namespace blotter {

namespace {

// A GitLab that has a later 15.2.x judges by that one.
constexpr std::string_view kSchemaVersion = "15.2.0";
constexpr std::size_t kMaxNameChars = 255;
constexpr std::size_t kMaxSolutionChars = 7000;
constexpr std::size_t kMaxNamedFailures = 100;  // the ledger below names all
// The schema wants a commit of every finding. Of what lies in a worktree or an index none is known
// (it may not be committed at all); GitLab's own analyzer then writes this one, which no commit
// has.
constexpr std::string_view kNoCommit = "0000000";

// Analyzer and scanner alike.
void WriteTool(std::string_view key, const RunInfo& run, JsonWriter* json) {
  json->Key(key);
  json->BeginObject();
  json->Field("id", "blotter");
  json->Field("name", "blotter");
  json->Field("version", run.version);
  json->Key("vendor");
  json->BeginObject();
  json->Field("name", "blotter");
  json->EndObject();
  json->EndObject();
}

void WriteScanMessage(std::string_view level, std::string_view text, JsonWriter* json) {
  json->BeginObject();
  json->Field("level", level);
  json->Field("value", text);
  json->EndObject();
}

void WriteScan(const RunReport& report, JsonWriter* json) {
  const std::vector<ReadFailure>& failures = report.ledger.failures;
  json->Key("scan");
  json->BeginObject();
  WriteTool("analyzer", report.run, json);
  WriteTool("scanner", report.run, json);
  json->Field("type", "secret_detection");
  json->Field("start_time", UtcTime(report.run.started_s));
  json->Field("end_time", UtcTime(report.run.ended_s));
  json->Field("status", report.ledger.complete() ? "success" : "failure");
  json->Key("messages");
  json->BeginArray();
  WriteScanMessage("info", OutcomeSentence(report), json);
  if (const std::string skipped = SkippedSentence(report.ledger); !skipped.empty()) {
    WriteScanMessage("info", skipped, json);
  }
  if (const std::string allowed = AllowedSentence(report.ledger); !allowed.empty()) {
    WriteScanMessage("info", allowed, json);
  }
  const std::size_t named = std::min(failures.size(), kMaxNamedFailures);
  for (std::size_t i = 0; i < named; ++i) WriteScanMessage("warn", FailureLine(failures[i]), json);
  if (named < failures.size()) {
    WriteScanMessage("warn",
                     fmt::format("{} more could not be read; blotter.ledger in this file names "
                                 "them all",
                                 failures.size() - named),
                     json);
  }
  json->EndArray();
  json->EndObject();
}

// By security-severity where the finding has its rule's level, else by level.
std::string_view Severity(const Finding& finding, const Rule* rule) {
  Rule unknown;
  unknown.level = finding.level;
  const bool as_rule = rule != nullptr && rule->level == finding.level;
  const std::string text = SecuritySeverity(as_rule ? *rule : unknown);
  double severity = 0;
  std::from_chars(text.data(), text.data() + text.size(), severity);
  if (severity >= 9) return "Critical";
  if (severity >= 7) return "High";
  return severity >= 4 ? "Medium" : "Low";
}

// Gives each finding a UUID of its own (RFC 9562, version 8) that is the same in every run: made of
// its fingerprint, and of how many findings with this fingerprint came before it, since one file
// may hold one secret twice.
class Ids {
 public:
  std::string Next(const Finding& finding) {
    const std::uint64_t before = seen_[finding.fingerprint]++;
    std::string digits = Sha256Hex(fmt::format("gitlab-id:{}:{}", finding.fingerprint, before));
    digits[12] = '8';
    digits[16] = "89ab"[static_cast<unsigned char>(digits[16]) % 4];
    const std::string_view text = digits;
    return fmt::format("{}-{}-{}-{}-{}", text.substr(0, 8), text.substr(8, 4), text.substr(12, 4),
                       text.substr(16, 4), text.substr(20, 12));
  }

 private:
  std::unordered_map<std::string_view, std::uint64_t> seen_;
};

void WriteIdentifiers(const Finding& finding, JsonWriter* json) {
  json->Key("identifiers");
  json->BeginArray();
  json->BeginObject();
  json->Field("type", "blotter_rule_id");
  json->Field("name", "blotter rule " + finding.rule_id);
  json->Field("value", finding.rule_id);
  json->EndObject();
  json->EndArray();
}

void WriteLocation(const Finding& finding, JsonWriter* json) {
  json->Key("location");
  json->BeginObject();
  json->Field("file", PathForJson(PathInRepository(finding)));
  json->Field("start_line", finding.region.start.line);
  json->Field("end_line", finding.region.end.line);
  json->Key("commit");
  json->BeginObject();
  json->Field("sha", finding.commit.empty() ? kNoCommit : std::string_view(finding.commit));
  json->EndObject();
  json->EndObject();
}

void WriteDetail(std::string_view key, std::string_view name, std::string_view value,
                 JsonWriter* json) {
  json->Key(key);
  json->BeginObject();
  json->Field("name", name);
  json->Field("type", "text");
  json->Field("value", value);
  json->EndObject();
}

void WriteVulnerability(const Finding& finding, const Rule* rule, std::string_view id,
                        JsonWriter* json) {
  json->BeginObject();
  json->Field("id", id);
  json->Field("name", Shortened(rule ? FirstSentence(RuleDescription(*rule)) : finding.rule_id,
                                kMaxNameChars));
  json->Field("description", MarkdownCode(finding.message));
  json->Field("severity", Severity(finding, rule));
  if (rule != nullptr) json->Field("solution", Shortened(RuleHelp(*rule), kMaxSolutionChars));
  WriteIdentifiers(finding, json);
  if (rule != nullptr && rule->help_uri.starts_with("https://")) {
    json->Key("links");
    json->BeginArray();
    json->BeginObject();
    json->Field("url", rule->help_uri);
    json->EndObject();
    json->EndArray();
  }
  WriteLocation(finding, json);
  json->Key("details");
  json->BeginObject();
  WriteDetail("why", "Why", WhyWords(finding, finding.secret.Redacted()), json);
  WriteDetail("fingerprint", "Fingerprint", finding.fingerprint, json);
  json->EndObject();
  json->EndObject();
}

class GitlabReporter : public Reporter {
 public:
  Status Write(const RunReport& report, ReportSink& sink) const override {
    Output output(sink);
    JsonWriter json(output.buffer(), JsonLayout::kIndented);
    json.BeginObject();
    json.Field("version", kSchemaVersion);
    WriteScan(report, &json);
    json.Key("vulnerabilities");
    json.BeginArray();
    Ids ids;
    for (const Finding& finding : report.findings) {
      WriteVulnerability(finding, report.run.rules->Find(finding.rule_id), ids.Next(finding),
                         &json);
      if (!output.FlushIfFull()) return output.Finish();
    }
    json.EndArray();
    // The schema lets other members stand beside its own at the top, and GitLab passes over them.
    json.Key("blotter");
    json.BeginObject();
    json.Key("ledger");
    json.BeginObject();
    WriteLedgerMembers(report.ledger, &json);
    json.EndObject();
    json.EndObject();
    json.EndObject();
    output.buffer()->push_back('\n');
    return output.Finish();
  }
};

}  // namespace

std::unique_ptr<Reporter> MakeGitlabReporter() { return std::make_unique<GitlabReporter>(); }

}  // namespace blotter
