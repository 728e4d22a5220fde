#include "scanner/cli/history_command.h"

#include <unistd.h>

#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "scanner/cli/allowance_files.h"
#include "scanner/cli/progress_line.h"
#include "scanner/cli/progress_text.h"
#include "scanner/cli/report_run.h"
#include "scanner/pipeline/history.h"
#include "scanner/report/sanitize.h"

namespace blotter {

ExitCode RunHistoryCommand(const HistoryRequest& request, const TerminalEnvironment& environment,
                           const Variables& variables, Console& console) {
  Result<std::vector<std::string>> repositories =
      GatherRepositories(request.arguments, STDIN_FILENO);
  if (!repositories.ok()) {
    PrintError(console, repositories.error().message).ok();
    return ExitCode::kIncomplete;
  }
  // Objects that are reachable tomorrow only would count as read today.
  if (request.history.reachable_only && !request.history.since_scan.empty()) {
    PrintError(console, "--reachable and --since-scan exclude each other").ok();
    return ExitCode::kIncomplete;
  }
  const Result<std::optional<Baseline>> baseline = LoadBaseline(request.allow);
  if (!baseline.ok()) {
    PrintError(console, Sanitize(baseline.error().message)).ok();
    return ExitCode::kIncomplete;
  }
  HistoryOptions options = request.history;
  options.repositories = *repositories;
  const auto audit = [&](const CompiledRules& rules, bool want_line_hashes) {
    HistoryProgress progress;
    TimeLeft time_left;  // used by the line's thread alone
    std::optional<ProgressLine> line;
    if (ShowsProgress(request.output, console)) {
      line.emplace(2, [&progress, &time_left,
                       columns = console.err_terminal.columns](std::chrono::milliseconds elapsed) {
        return HistoryProgressText(progress, elapsed, &time_left, columns);
      });
    }
    HistoryResult result = RunHistory(options, rules, want_line_hashes, &progress);
    AllowInHistories(result.repositories, *baseline, &result.findings, &result.ledger);
    return RunOutcome{.findings = std::move(result.findings),
                      .ledger = std::move(result.ledger),
                      .repositories = std::move(result.repositories)};
  };
  const auto rules = [&] { return LoadRules(request.config, *repositories, variables); };
  return RunAndReport(*repositories, rules, request.output, environment, console, audit);
}

}  // namespace blotter
