#include "scanner/cli/scan_command.h"

#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "scanner/cli/allowance_files.h"
#include "scanner/cli/progress_line.h"
#include "scanner/cli/progress_text.h"
#include "scanner/cli/report_run.h"
#include "scanner/pipeline/scan.h"
#include "scanner/report/sanitize.h"

namespace blotter {

ExitCode RunScanCommand(const ScanRequest& request, const TerminalEnvironment& environment,
                        const Variables& variables, Console& console) {
  const std::vector<std::string> roots =
      request.scan.paths.empty() ? std::vector<std::string>{"."} : request.scan.paths;
  const Result<std::optional<Baseline>> baseline = LoadBaseline(request.allow);
  if (!baseline.ok()) {
    PrintError(console, Sanitize(baseline.error().message)).ok();
    return ExitCode::kIncomplete;
  }
  const auto scan = [&](const CompiledRules& rules, bool want_line_hashes) {
    Progress progress;
    std::optional<ProgressLine> line;
    if (ShowsProgress(request.output, console)) {
      line.emplace(2, [&progress, columns = console.err_terminal.columns](
                          std::chrono::milliseconds) { return ProgressText(progress, columns); });
    }
    ScanResult result = RunScan(request.scan, rules, want_line_hashes, &progress);
    AllowInFiles(roots, *baseline, &result.findings, &result.ledger);
    return RunOutcome{.findings = std::move(result.findings),
                      .ledger = std::move(result.ledger),
                      .repositories = {}};
  };
  const auto rules = [&] { return LoadRules(request.config, roots, variables); };
  return RunAndReport(roots, rules, request.output, environment, console, scan);
}

}  // namespace blotter
