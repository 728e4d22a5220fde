// One JSON document for a whole run, and the ledger alone (docs/formats.md, "json" and "ledger").
#include "scanner/report/formats.h"
#include "scanner/report/json_parts.h"
#include "scanner/report/output.h"
#include "scanner/report/path_text.h"

namespace blotter {

namespace {

// Raised only when a key changes its meaning or goes away; new keys may come at any time.
constexpr int kSchemaVersion = 1;

void WriteTool(const RunInfo& run, JsonWriter* json) {
  json->Key("tool");
  json->BeginObject();
  json->Field("name", "blotter");
  json->Field("version", run.version);
  json->EndObject();
}

void WriteHistory(const History& history, JsonWriter* json) {
  json->Key("history");
  json->BeginObject();
  json->Field("repository", PathForJson(history.repository));
  json->Field("in_head", history.in_head);
  json->Field("refs", history.refs);
  json->Field("last_commit", history.last_commit);
  json->Field("last_date", history.last_date);
  json->Field("blobs", history.blobs);
  json->Field("reachable", history.reachable);
  json->EndObject();
}

void WriteRepositories(const RunReport& report, Output* output, JsonWriter* json) {
  if (!report.is_history()) return;
  json->Key("repository_ledgers");
  json->BeginArray();
  for (const RepositoryLedger& part : report.repositories) {
    json->BeginObject();
    json->Field("repository", PathForJson(part.repository));
    json->Key("ledger");
    json->BeginObject();
    WriteLedgerMembers(part.ledger, json);
    json->EndObject();
    json->EndObject();
    if (!output->FlushIfFull()) return;
  }
  json->EndArray();
}

class JsonReporter : public Reporter {
 public:
  explicit JsonReporter(const ReporterOptions& options) : options_(options) {}

  Status Write(const RunReport& report, ReportSink& sink) const override {
    Output output(sink);
    JsonWriter json(output.buffer(), JsonLayout::kIndented);
    json.BeginObject();
    json.Field("schema_version", kSchemaVersion);
    WriteTool(report.run, &json);
    json.Field("roots", report.run.roots);
    json.Key("findings");
    json.BeginArray();
    WriteFindings(report.findings, &output, &json);
    if (options_.show_allowed) WriteFindings(report.allowed, &output, &json);
    json.EndArray();
    json.Key("ledger");
    json.BeginObject();
    WriteLedgerMembers(report.ledger, &json);
    json.EndObject();
    json.Field("complete", report.ledger.complete());
    json.Field("exit_code", report.run.exit_code);
    WriteRepositories(report, &output, &json);
    json.EndObject();
    output.buffer()->push_back('\n');
    return output.Finish();
  }

 private:
  void WriteFindings(std::span<const Finding> findings, Output* output, JsonWriter* json) const {
    for (const Finding& finding : findings) {
      json->BeginObject();
      WriteFindingMembers(finding, options_.show_secrets, json);
      if (finding.history) WriteHistory(*finding.history, json);
      if (finding.allowance) WriteAllowance(*finding.allowance, json);
      json->EndObject();
      if (!output->FlushIfFull()) return;
    }
  }

  ReporterOptions options_;
};

class LedgerReporter : public Reporter {
 public:
  Status Write(const RunReport& report, ReportSink& sink) const override {
    Output output(sink);
    JsonWriter json(output.buffer(), JsonLayout::kIndented);
    json.BeginObject();
    json.Field("schema_version", kSchemaVersion);
    WriteTool(report.run, &json);
    json.Field("roots", report.run.roots);
    WriteLedgerMembers(report.ledger, &json);
    json.Field("exit_code", report.run.exit_code);
    WriteRepositories(report, &output, &json);
    json.EndObject();
    output.buffer()->push_back('\n');
    return output.Finish();
  }
};

}  // namespace

std::unique_ptr<Reporter> MakeJsonReporter(const ReporterOptions& options) {
  return std::make_unique<JsonReporter>(options);
}

std::unique_ptr<Reporter> MakeLedgerReporter() { return std::make_unique<LedgerReporter>(); }

}  // namespace blotter
