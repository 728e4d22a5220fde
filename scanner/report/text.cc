// The text report: findings in the manner of a good compiler. Everything that comes from the
// scanned content is sanitised before it is printed.
//
//   error[writer-api-key]: a Writer API key in the code
//     --> src/app.py:12:18
//      |
//   12 | WRITER_API_KEY = "********************************"
//      |                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//      = why: name WRITER_API_KEY (high confidence); secret abcd... (32 characters)
//      = help: Revoke the key ...
#include <algorithm>

#include <fmt/format.h>

#include "scanner/report/formats.h"
#include "scanner/report/output.h"
#include "scanner/report/paint.h"
#include "scanner/report/sanitize.h"
#include "scanner/report/summary.h"

namespace blotter {

namespace {

// A help text's first line; of a long one only the sentences that fit in about two screen lines.
std::string_view ShortHelp(std::string_view help) {
  constexpr std::size_t kMaxBytes = 200;
  help = help.substr(0, help.find('\n'));
  if (help.size() <= kMaxBytes) return help;
  std::size_t end = help.rfind(". ", kMaxBytes);
  if (end == std::string_view::npos) end = help.find(". ");
  return end == std::string_view::npos ? help : help.substr(0, end + 1);
}

class TextReporter : public Reporter {
 public:
  explicit TextReporter(const ReporterOptions& options)
      : options_(options), paint_(options.color) {}

  Status Write(const RunReport& report, ReportSink& sink) const override {
    Output output(sink);
    for (const Finding& finding : report.findings) {
      *output.buffer() += Render(finding, report.run.rules->Find(finding.rule_id));
      if (!output.FlushIfFull()) return output.Finish();
    }
    if (options_.with_summary) *output.buffer() += Summary(report, options_.color);
    return output.Finish();
  }

 private:
  std::string Render(const Finding& finding, const Rule* rule) const {
    const std::string line_number = std::to_string(finding.region.start.line);
    const std::size_t gutter = line_number.size();
    const std::string margin(gutter + 1, ' ');

    std::string out = Headline(finding);
    out += fmt::format("{}{} {}", std::string(gutter, ' '), paint_.Frame("-->"),
                       Sanitize(finding.path));
    if (!finding.whole_file) out += fmt::format(":{}:{}", line_number, finding.region.start.column);
    out += '\n';
    if (!finding.whole_file && !finding.excerpt.text.empty()) {
      out += Source(finding, line_number, margin);
    }
    const std::string bullet = margin + paint_.Frame("=") + ' ';
    if (const std::string why = Why(finding); !why.empty()) {
      out += bullet + paint_.Dim("why: " + why) + '\n';
    }
    if (rule != nullptr && !rule->help.empty()) {
      out += bullet + paint_.Bold("help:") + ' ' + Sanitize(ShortHelp(rule->help)) + '\n';
    }
    return out + '\n';
  }

  std::string Headline(const Finding& finding) const {
    const std::string tag =
        fmt::format("{}[{}]", LevelName(finding.level), Sanitize(finding.rule_id));
    return paint_.AsLevel(finding.level, tag) + paint_.Bold(": " + Sanitize(finding.message)) +
           '\n';
  }

  // The source line, and under it a mark below the secret.
  std::string Source(const Finding& finding, const std::string& line_number,
                     const std::string& margin) const {
    const Excerpt& excerpt = finding.excerpt;
    const DisplayLine line = MakeDisplayLine(excerpt.text, excerpt.mark_begin, excerpt.mark_end);
    const std::string_view before = excerpt.cut_before ? "..." : "";
    const std::string_view after = excerpt.cut_after ? "..." : "";
    const std::size_t marks = std::max<std::size_t>(1, line.mark_end_cells - line.mark_begin_cells);
    const std::string bar = paint_.Frame("|");
    const std::string indent(before.size() + line.mark_begin_cells, ' ');
    return fmt::format("{}{}\n{} {} {}{}{}\n{}{} {}{}\n", margin, bar, paint_.Frame(line_number),
                       bar, before, line.text, after, margin, bar, indent,
                       paint_.AsLevel(finding.level, std::string(marks, '^')));
  }

  std::string Why(const Finding& finding) const {
    std::string why;
    for (const std::string& evidence : finding.evidence) {
      if (!why.empty()) why += ", ";
      why += Sanitize(evidence);
    }
    if (!why.empty()) why += ' ';
    why += fmt::format("({} confidence)", ConfidenceName(finding.confidence));
    if (!finding.secret.empty()) {
      why += "; secret " +
             Sanitize(options_.show_secrets ? finding.secret.Reveal() : finding.secret.Redacted());
    }
    return why;
  }

  ReporterOptions options_;
  Paint paint_;
};

}  // namespace

std::unique_ptr<Reporter> MakeTextReporter(const ReporterOptions& options) {
  return std::make_unique<TextReporter>(options);
}

}  // namespace blotter
