// The text report: findings in the manner of a good compiler. Those of a history are grouped by
// secret (history_text.h).
//
//   error[writer-api-key]: a Writer API key in the code
//     --> src/app.py:12:18
//      |
//   12 | WRITER_API_KEY = "********************************"
//      |                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//      = why: name WRITER_API_KEY (high confidence); secret abcd... (32 characters)
//      = help: Revoke the key ...
#include "scanner/report/finding_text.h"
#include "scanner/report/formats.h"
#include "scanner/report/history_text.h"
#include "scanner/report/output.h"
#include "scanner/report/summary.h"

namespace blotter {

namespace {

class TextReporter : public Reporter {
 public:
  explicit TextReporter(const ReporterOptions& options) : options_(options), text_(options) {}

  Status Write(const RunReport& report, ReportSink& sink) const override {
    Output output(sink);
    for (const Finding& finding : report.findings) {
      if (finding.history) continue;
      *output.buffer() += Render(finding, report.run.rules->Find(finding.rule_id));
      if (!output.FlushIfFull()) return output.Finish();
    }
    for (const FindingGroup& group : GroupBySecret(report.findings)) {
      *output.buffer() += RenderGroup(text_, group, *report.run.rules);
      if (!output.FlushIfFull()) return output.Finish();
    }
    if (options_.show_allowed && !WriteAllowed(report, &output)) return output.Finish();
    if (options_.with_summary) *output.buffer() += Summary(report, options_.color);
    return output.Finish();
  }

 private:
  // One by one, since each may be allowed for a reason of its own.
  bool WriteAllowed(const RunReport& report, Output* output) const {
    for (const Finding& finding : report.allowed) {
      *output->buffer() += finding.history
                               ? RenderGroup(text_, {&finding}, *report.run.rules)
                               : Render(finding, report.run.rules->Find(finding.rule_id));
      if (!output->FlushIfFull()) return false;
    }
    return true;
  }

  std::string Render(const Finding& finding, const Rule* rule) const {
    return text_.Headline(finding) + text_.Place(finding) + text_.Why(finding) +
           text_.Help(finding, rule) + '\n';
  }

  ReporterOptions options_;
  FindingText text_;
};

}  // namespace

std::unique_ptr<Reporter> MakeTextReporter(const ReporterOptions& options) {
  return std::make_unique<TextReporter>(options);
}

}  // namespace blotter
