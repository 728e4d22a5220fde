// JSON lines: one finding a line, and nothing else (docs/formats.md, "jsonl").
#include "scanner/report/formats.h"
#include "scanner/report/json_parts.h"
#include "scanner/report/output.h"

namespace blotter {

namespace {

class JsonlReporter : public Reporter {
 public:
  explicit JsonlReporter(const ReporterOptions& options) : options_(options) {}

  Status Write(const RunReport& report, ReportSink& sink) const override {
    Output output(sink);
    WriteLines(report.findings, &output);
    if (options_.show_allowed) WriteLines(report.allowed, &output);
    return output.Finish();
  }

 private:
  void WriteLines(std::span<const Finding> findings, Output* output) const {
    for (const Finding& finding : findings) {
      JsonWriter json(output->buffer(), JsonLayout::kOneLine);
      json.BeginObject();
      WriteFindingMembers(finding, options_.show_secrets, &json);
      if (finding.allowance) WriteAllowance(*finding.allowance, &json);
      json.EndObject();
      output->buffer()->push_back('\n');
      if (!output->FlushIfFull()) return;
    }
  }

  ReporterOptions options_;
};

}  // namespace

std::unique_ptr<Reporter> MakeJsonlReporter(const ReporterOptions& options) {
  return std::make_unique<JsonlReporter>(options);
}

}  // namespace blotter
