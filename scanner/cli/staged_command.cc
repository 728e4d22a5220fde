#include "scanner/cli/staged_command.h"

#include <optional>
#include <utility>

#include "scanner/cli/allowance_files.h"
#include "scanner/cli/diff_command.h"
#include "scanner/cli/output_flags.h"
#include "scanner/cli/report_run.h"
#include "scanner/pipeline/staged.h"

namespace blotter {

Command DescribeStaged(StagedRequest* request) {
  StagedOptions* staged = &request->staged;
  Command command;
  command.name = "staged";
  command.summary = "Look at what the commit being made would record";
  command.description = {
      "Reads the files that are staged, as they are in git's index, and reports what the change "
      "would bring: secrets on lines that it adds, and .env files. Made for git's pre-commit and "
      "pre-merge-commit hooks, and for a look before a commit; what only stands in the worktree "
      "is not recorded, and not read.",
      "Paths are told from the top of the repository. Run by the pre-commit framework, it reads "
      "what that is about: the commits of a push, or every file where --all-files was given.",
      ".blotter.toml, .gitleaksignore and a baseline that git tracks are read as the index has "
      "them."};
  command.flags = WithOutputFlags(
      {
          Switch("--all-files", "Read every file of the index, not only what is staged",
                 &staged->all_files),
          ConfigFlag(&request->config),
          NoConfigFlag(&request->config),
          BaselineFlag(&request->allow),
          ThreadsFlag(&staged->threads),
          MaxFileSizeFlag(&staged->max_file_size_bytes),
      },
      &request->output);
  command.examples = {
      {"blotter staged", "Look at what git commit would record now"},
      {"blotter staged --all-files", "Look at every file that git tracks, as it is staged"},
  };
  return command;
}

ExitCode RunStagedCommand(const StagedRequest& request, const TerminalEnvironment& environment,
                          const Variables& variables, Console& console) {
  StagedOptions options = request.staged;
  if (variables("PRE_COMMIT") == "1") {
    // The framework says so where a push, or two commits, are to be looked at.
    const std::string from = variables("PRE_COMMIT_FROM_REF");
    const std::string to = variables("PRE_COMMIT_TO_REF");
    if (!from.empty() && !to.empty()) {
      DiffRequest diff;
      diff.ranges = {from + ".." + to};
      diff.diff.threads = options.threads;
      diff.diff.max_file_size_bytes = options.max_file_size_bytes;
      diff.config = request.config;
      diff.allow = request.allow;
      diff.output = request.output;
      return RunDiffCommand(diff, environment, variables, console);
    }
    // Its --all-files stages nothing, and is said nowhere.
    options.all_files_if_none_staged = true;
  }
  const auto scan = [&](const CompiledRules& rules, bool want_line_hashes) {
    ChangeFindings result = RunStaged(options, rules, want_line_hashes);
    AllowInGate(request.allow, GateFiles::OfIndex, &result.findings, &result.ledger);
    return RunOutcome{.findings = std::move(result.findings),
                      .ledger = std::move(result.ledger),
                      .repositories = {}};
  };
  const auto rules = [&] {
    return LoadGateRules(request.config, false, GateFiles::OfIndex, variables);
  };
  return RunAndReport({"."}, rules, request.output, environment, console, scan);
}

}  // namespace blotter
