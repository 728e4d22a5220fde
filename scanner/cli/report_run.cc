#include "scanner/cli/report_run.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <memory>

#include <fmt/format.h>

#include "scanner/base/version.h"
#include "scanner/cli/report_target.h"
#include "scanner/findings/allowed.h"
#include "scanner/report/reporter.h"
#include "scanner/report/summary.h"
#include "scanner/report/words.h"

namespace blotter {
namespace {

using Clock = std::chrono::steady_clock;

std::int64_t SecondsNow() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::seconds>(now).count();
}

bool WantsSarif(const OutputOptions& output) {
  return output.format == Format::kSarif ||
         std::any_of(output.reports.begin(), output.reports.end(),
                     [](const ReportTarget& target) { return target.format == Format::kSarif; });
}

// Writes the report files; names each that could not be written. True when all could.
bool WriteReportFiles(const OutputOptions& output, const RunReport& report, Console& console) {
  bool all_written = true;
  for (const ReportTarget& target : output.reports) {
    StringSink sink;
    const ReporterOptions options{.show_secrets = false,
                                  .color = false,
                                  .show_allowed = output.show_allowed,
                                  .sarif_suppressed = output.sarif_suppressed,
                                  .with_summary = true};
    Status status = MakeReporter(target.format, options)->Write(report, sink);
    if (status.ok()) status = WriteReportFile(target.path, sink.text);
    if (status.ok()) continue;
    all_written = false;
    PrintError(console, "--report: " + status.error().message).ok();
  }
  return all_written;
}

Status WriteFindings(const OutputOptions& output, const TerminalEnvironment& environment,
                     const RunReport& report, Console& console) {
  const ReporterOptions options{.show_secrets = output.show_secrets,
                                .color = UseColor(output.color, console.out_terminal, environment),
                                .show_allowed = output.show_allowed,
                                .sarif_suppressed = output.sarif_suppressed,
                                .with_summary = false};
  const Status written = MakeReporter(output.format, options)->Write(report, console.out);
  return written.ok() ? console.out.Flush() : written;
}

// The summary; under --quiet only what could not be read, since that is an error.
Status WriteSummary(const OutputOptions& output, const TerminalEnvironment& environment,
                    const RunReport& report, Console& console) {
  std::string text;
  if (!output.quiet) {
    text = Summary(report, UseColor(output.color, console.err_terminal, environment));
  } else {
    for (const ReadFailure& failure : report.ledger.failures) {
      text += fmt::format("blotter: {}\n", FailureLine(failure));
    }
  }
  const Status written = console.err.Write(text);
  return written.ok() ? console.err.Flush() : written;
}

}  // namespace

bool ShowsProgress(const OutputOptions& output, const Console& console) {
  return console.err_terminal.is_terminal && !output.quiet;
}

ExitCode RunAndReport(const std::vector<std::string>& roots, const RuleLoader& load_rules,
                      const OutputOptions& output, const TerminalEnvironment& environment,
                      Console& console, const RunWork& work) {
  const Status targets = CheckReportTargets(output.reports);
  if (!targets.ok()) {
    PrintError(console, targets.error().message).ok();
    return ExitCode::kIncomplete;
  }
  const Result<RulesInForce> rules = load_rules();
  if (!rules.ok()) {
    PrintError(console, rules.error().message).ok();
    return ExitCode::kIncomplete;
  }

  RunInfo run;
  run.started_s = SecondsNow();
  const Clock::time_point start = Clock::now();
  RunOutcome outcome = work(*rules->compiled, WantsSarif(output));
  run.ended_s = SecondsNow();
  outcome.ledger.remarks.insert(outcome.ledger.remarks.end(), rules->remarks.begin(),
                                rules->remarks.end());
  outcome.ledger.Normalize();
  const std::vector<Finding> allowed =
      TakeAllowed(&outcome.findings, &outcome.ledger, &outcome.repositories);
  ExitCode exit_code = ScanExitCode(outcome.findings, outcome.ledger, output);

  run.version = Version();
  run.rules = &rules->compiled->rules();
  run.roots = roots;
  run.exit_code = static_cast<int>(exit_code);
  if (console.err_terminal.is_terminal) {
    run.elapsed_ms = static_cast<std::uint64_t>(
        std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - start).count());
  }
  const RunReport report{.run = run,
                         .findings = outcome.findings,
                         .ledger = outcome.ledger,
                         .repositories = outcome.repositories,
                         .allowed = allowed};

  // Files first: should one fail, standard output can still say how the run ends.
  if (!WriteReportFiles(output, report, console)) exit_code = ExitCode::kIncomplete;
  run.exit_code = static_cast<int>(exit_code);
  const Status findings_written = WriteFindings(output, environment, report, console);
  const Status summary_written = WriteSummary(output, environment, report, console);
  if (!findings_written.ok()) PrintError(console, findings_written.error().message).ok();
  if (!findings_written.ok() || !summary_written.ok()) exit_code = ExitCode::kIncomplete;
  return exit_code;
}

}  // namespace blotter
