// SARIF 2.1.0 (OASIS), as GitHub's code scanning wants it (integrations, "SARIF"). Nothing in it
// holds a secret, a source line, an author or a local path. Results that GitHub would not show are
// written all the same, and a notification says so.
#include <algorithm>
#include <optional>
#include <unordered_map>

#include <fmt/format.h>

#include "scanner/report/finding_words.h"
#include "scanner/report/formats.h"
#include "scanner/report/json_parts.h"
#include "scanner/report/output.h"
#include "scanner/report/path_text.h"
#include "scanner/report/sarif_rules.h"
#include "scanner/report/words.h"

namespace blotter {

namespace {

constexpr std::size_t kGithubShownResults = 5000;
constexpr std::size_t kGithubMaxResults = 25000;
constexpr std::size_t kMaxNamedFailures = 100;  // the ledger in run.properties names all
constexpr std::string_view kRootId = "%SRCROOT%";

using RuleIndex = std::unordered_map<std::string_view, std::size_t>;

void WriteText(std::string_view key, std::string_view text, JsonWriter* json) {
  json->Key(key);
  json->BeginObject();
  json->Field("text", text);
  json->EndObject();
}

// A message with what a path may bring made harmless: "[text](target)" would be shown as a link
// (SARIF 2.1.0, 3.11.6). Brackets that make none stay as they are.
void WriteMessage(std::string_view text, JsonWriter* json) {
  if (text.find("](") == std::string_view::npos) return WriteText("message", text, json);
  std::string escaped;
  for (const char c : text) {
    if (c == '[' || c == ']') escaped += '\\';
    escaped += c;
  }
  WriteText("message", escaped, json);
}

// Where whoever gets a result learns more: the first rule's page. (Validators want one.)
std::string_view InformationUri(const RuleSet& rules) {
  for (const Rule& rule : rules.rules) {
    if (!rule.help_uri.empty()) return rule.help_uri;
  }
  return "";
}

// Rules in the rule set's order. An id that comes twice (two rule files) is described once.
RuleIndex WriteTool(const RunInfo& run, JsonWriter* json) {
  RuleIndex index;
  json->Key("tool");
  json->BeginObject();
  json->Key("driver");
  json->BeginObject();
  json->Field("name", "blotter");
  json->Field("version", run.version);
  json->Field("semanticVersion", run.version);
  if (const std::string_view uri = InformationUri(*run.rules); !uri.empty()) {
    json->Field("informationUri", uri);
  }
  json->Key("rules");
  json->BeginArray();
  for (const Rule& rule : run.rules->rules) {
    if (index.emplace(rule.id, index.size()).second) WriteSarifRule(rule, json);
  }
  json->EndArray();
  json->EndObject();
  json->EndObject();
  return index;
}

void WriteNotification(std::string_view level, std::string_view text, JsonWriter* json) {
  json->BeginObject();
  json->Field("level", level);
  WriteMessage(text, json);
  json->EndObject();
}

void WriteNotifications(const RunReport& report, JsonWriter* json) {
  const std::vector<ReadFailure>& failures = report.ledger.failures;
  json->Key("toolExecutionNotifications");
  json->BeginArray();
  const std::size_t named = std::min(failures.size(), kMaxNamedFailures);
  for (std::size_t i = 0; i < named; ++i) {
    WriteNotification("error", FailureLine(failures[i]), json);
  }
  if (named < failures.size()) {
    WriteNotification("error",
                      fmt::format("{} more could not be read; run.properties.ledger names them all",
                                  failures.size() - named),
                      json);
  }
  if (report.findings.size() > kGithubShownResults) {
    WriteNotification(
        "warning",
        fmt::format("{} results: GitHub shows the {} most severe and refuses more than {}",
                    report.findings.size(), kGithubShownResults, kGithubMaxResults),
        json);
  }
  json->EndArray();
}

void WriteInvocation(const RunReport& report, JsonWriter* json) {
  json->Key("invocations");
  json->BeginArray();
  json->BeginObject();
  json->Field("executionSuccessful", report.ledger.complete());
  json->Field("exitCode", report.run.exit_code);
  WriteNotifications(report, json);
  json->EndObject();
  json->EndArray();
}

void WriteLocation(const Finding& finding, JsonWriter* json) {
  json->Key("locations");
  json->BeginArray();
  json->BeginObject();
  json->Key("physicalLocation");
  json->BeginObject();
  json->Key("artifactLocation");
  json->BeginObject();
  json->Field("uri", PathForUri(PathInRepository(finding)));
  json->Field("uriBaseId", kRootId);
  json->EndObject();
  json->Key("region");
  json->BeginObject();
  json->Field("startLine", finding.region.start.line);
  json->Field("startColumn", finding.region.start.column);
  json->Field("endLine", finding.region.end.line);
  json->Field("endColumn", finding.region.end.column);
  json->EndObject();
  json->EndObject();
  json->EndObject();
  json->EndArray();
}

// In a log with suppressed results every result says whether it is one (SARIF 2.1.0, 3.27.23).
void WriteSuppressions(const std::optional<Allowance>& allowance, JsonWriter* json) {
  json->Key("suppressions");
  json->BeginArray();
  if (allowance) {
    json->BeginObject();
    json->Field("kind", allowance->by == AllowedBy::kComment ? "inSource" : "external");
    json->Field("justification", AllowanceWords(*allowance));
    json->EndObject();
  }
  json->EndArray();
}

void WriteResult(const Finding& finding, const RuleIndex& rules, bool with_suppressions,
                 JsonWriter* json) {
  json->BeginObject();
  json->Field("ruleId", finding.rule_id);
  if (const auto rule = rules.find(finding.rule_id); rule != rules.end()) {
    json->Field("ruleIndex", rule->second);
  }
  json->Field("level", LevelName(finding.level));
  WriteMessage(finding.message, json);
  WriteLocation(finding, json);
  json->Key("partialFingerprints");
  json->BeginObject();
  const std::optional<History>& history = finding.history;
  // GitHub compares this one with the tree that is checked out.
  if (!finding.line_hash.empty() && (!history || history->in_head)) {
    json->Field("primaryLocationLineHash", finding.line_hash);
  }
  json->Field("blotterSecret/v1", finding.fingerprint);
  json->EndObject();
  if (with_suppressions) WriteSuppressions(finding.allowance, json);
  json->Key("properties");
  json->BeginObject();
  json->Field("confidence", ConfidenceName(finding.confidence));
  json->Field("evidence", finding.evidence);
  json->Field("decoders", finding.decoders);
  if (!finding.commit.empty()) json->Field("commit", finding.commit);
  if (history) {
    if (!finding.blob.empty()) json->Field("blob", finding.blob);
    json->Field("inHead", history->in_head);
    json->Field("reachable", history->reachable);
    json->Field("refCount", history->refs.size());
    json->Field("blobCount", history->blobs);
  }
  json->EndObject();
  json->EndObject();
}

// The log names no place on this machine: of an absolute path only the last part.
std::string_view RepositoryName(std::string_view repository) {
  while (repository.size() > 1 && repository.ends_with('/')) repository.remove_suffix(1);
  return repository.starts_with('/') ? repository.substr(repository.rfind('/') + 1) : repository;
}

void WriteRunProperties(const RunReport& report, Output* output, JsonWriter* json) {
  json->Key("properties");
  json->BeginObject();
  json->Key("ledger");
  json->BeginObject();
  WriteLedgerMembers(report.ledger, json);
  json->EndObject();
  if (report.is_history()) {
    json->Key("repositoryLedgers");
    json->BeginArray();
    for (const RepositoryLedger& part : report.repositories) {
      json->BeginObject();
      json->Field("repository", PathForJson(RepositoryName(part.repository)));
      json->Key("ledger");
      json->BeginObject();
      WriteLedgerMembers(part.ledger, json);
      json->EndObject();
      json->EndObject();
      if (!output->FlushIfFull()) return;
    }
    json->EndArray();
  }
  json->EndObject();
}

class SarifReporter : public Reporter {
 public:
  explicit SarifReporter(const ReporterOptions& options) : options_(options) {}

  Status Write(const RunReport& report, ReportSink& sink) const override {
    Output output(sink);
    JsonWriter json(output.buffer(), JsonLayout::kIndented);
    json.BeginObject();
    json.Field("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    json.Field("version", "2.1.0");
    json.Key("runs");
    json.BeginArray();
    json.BeginObject();
    const RuleIndex rules = WriteTool(report.run, &json);
    json.Key("automationDetails");
    json.BeginObject();
    json.Field("id", "blotter/");
    json.EndObject();
    WriteInvocation(report, &json);
    WriteConventions(&json);
    json.Key("results");
    json.BeginArray();
    WriteResults(report.findings, rules, &output, &json);
    if (options_.sarif_suppressed) WriteResults(report.allowed, rules, &output, &json);
    json.EndArray();
    WriteRunProperties(report, &output, &json);
    json.EndObject();
    json.EndArray();
    json.EndObject();
    output.buffer()->push_back('\n');
    return output.Finish();
  }

 private:
  void WriteResults(std::span<const Finding> findings, const RuleIndex& rules, Output* output,
                    JsonWriter* json) const {
    for (const Finding& finding : findings) {
      WriteResult(finding, rules, options_.sarif_suppressed, json);
      if (!output->FlushIfFull()) return;
    }
  }

  // How to read the locations: columns, line ends, and what the URIs are relative to.
  static void WriteConventions(JsonWriter* json) {
    json->Field("columnKind", "utf16CodeUnits");
    json->Field("newlineSequences", std::vector<std::string>{"\r\n", "\n", "\r"});
    json->Key("originalUriBaseIds");
    json->BeginObject();
    json->Key(kRootId);
    json->BeginObject();
    WriteText("description", "The top of the repository, or the folder that was scanned.", json);
    json->EndObject();
    json->EndObject();
  }

  ReporterOptions options_;
};

}  // namespace

std::unique_ptr<Reporter> MakeSarifReporter(const ReporterOptions& options) {
  return std::make_unique<SarifReporter>(options);
}

}  // namespace blotter
