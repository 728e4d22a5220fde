#include "scanner/cli/baseline_command.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "scanner/base/file.h"
#include "scanner/base/shell_quote.h"
#include "scanner/cli/allowance_files.h"
#include "scanner/cli/output_flags.h"
#include "scanner/cli/report_target.h"
#include "scanner/cli/rules_in_force.h"
#include "scanner/engine/compiled_rules.h"
#include "scanner/findings/baseline.h"
#include "scanner/pipeline/history.h"
#include "scanner/pipeline/scan.h"
#include "scanner/report/sanitize.h"
#include "scanner/report/words.h"

namespace blotter {
namespace {

ExitCode Fail(Console& console, std::string_view message) {
  PrintError(console, Sanitize(message)).ok();
  return ExitCode::kIncomplete;
}

ExitCode Finish(Console& console, std::string_view text) {
  Status written = console.out.Write(text);
  if (written.ok()) written = console.out.Flush();
  return written.ok() ? ExitCode::kClean : Fail(console, written.error().message);
}

std::vector<Flag> Flags(BaselineRequest* request) {
  Flag file;
  file.name = "--baseline";
  file.value_name = "FILE";
  file.help = "The baseline; .blotter-baseline in the current folder where it is left out";
  file.value_kind = ValueKind::kFile;
  file.set = [request](const std::string& value) -> Status {
    if (value.empty()) return Error{"names no file"};
    request->file = value;
    return Status::Ok();
  };
  return {file,
          Switch("--history",
                 "Look at all that git repositories ever held, as blotter history does; each PATH "
                 "is a repository",
                 &request->history),
          Switch("--no-ignore", "Read what git ignores, too", &request->scan.no_ignore),
          ConfigFlag(&request->config),
          NoConfigFlag(&request->config),
          ThreadsFlag(&request->scan.threads),
          HelpFlag()};
}

Command Describe(BaselineRequest* request) {
  Command command;
  command.positional = Positional{.value_name = "PATH",
                                  .help =
                                      "Folders and files to look at, as for blotter scan; the "
                                      "current folder by default",
                                  .required = false,
                                  .repeatable = true,
                                  .value_kind = ValueKind::kFile,
                                  .values = &request->scan.paths};
  command.flags = Flags(request);
  return command;
}

// Whether a finding at `path` below one of `roots` is in `file`, which is about to be replaced:
// with a merge's marks in it a baseline looks as if it assigned things.
bool IsIn(const std::string& file, const std::string& path, const std::vector<std::string>& roots) {
  namespace fs = std::filesystem;
  std::error_code error;
  return std::any_of(roots.begin(), roots.end(), [&](const std::string& root) {
    return fs::equivalent(path, file, error) || fs::equivalent(fs::path(root) / path, file, error);
  });
}

struct Findings {
  std::vector<Finding> findings;
  Ledger ledger;
};

std::vector<std::string> Roots(const BaselineRequest& request) {
  return request.scan.paths.empty() ? std::vector<std::string>{"."} : request.scan.paths;
}

Findings Look(const BaselineRequest& request, const CompiledRules& rules) {
  const std::vector<std::string> roots = Roots(request);
  if (request.history) {
    HistoryOptions options;
    options.repositories = roots;
    options.threads = request.scan.threads;
    HistoryProgress progress;
    HistoryResult result = RunHistory(options, rules, false, &progress);
    AllowInHistories(result.repositories, std::nullopt, &result.findings, &result.ledger);
    return {std::move(result.findings), std::move(result.ledger)};
  }
  ScanResult result = RunScan(request.scan, rules, false, nullptr);
  std::erase_if(result.findings,
                [&](const Finding& finding) { return IsIn(request.file, finding.path, roots); });
  AllowInFiles(roots, std::nullopt, &result.findings, &result.ledger);
  return {std::move(result.findings), std::move(result.ledger)};
}

// What a complete run finds now. Nothing, and why on standard error, where it is not complete.
std::optional<Baseline> FindAll(const BaselineRequest& request, const Variables& variables,
                                Console& console) {
  const Result<RulesInForce> rules = LoadRules(request.config, Roots(request), variables);
  if (!rules.ok()) {
    Fail(console, rules.error().message);
    return std::nullopt;
  }
  const Findings found = Look(request, *rules->compiled);
  if (found.ledger.complete()) return Baseline::Of(found.findings, request.file);
  for (const ReadFailure& failure : found.ledger.failures) {
    PrintError(console, FailureLine(failure)).ok();
  }
  Fail(console,
       fmt::format("{} was not written: only a complete run says what belongs in a baseline",
                   request.file));
  return std::nullopt;
}

}  // namespace

Command DescribeBaselineCreate(BaselineRequest* request) {
  Command command = Describe(request);
  command.name = "baseline create";
  command.summary = "Write down what is found now, so that only what is new is reported";
  command.description = {
      "Looks at each PATH as blotter scan does and writes a baseline: one line for each finding, "
      "with its fingerprint, rule and path, and neither the secret nor a line number. Runs with "
      "--baseline allow what stands in it, and count it.",
      "A finding stays known when its line moves, and is new when its secret changes, or when it "
      "comes up in another file. What a comment or .gitleaksignore allows is not written. An "
      "earlier baseline is replaced; any other file is left alone."};
  command.examples = {
      {"blotter baseline create", "Write .blotter-baseline for the current folder"},
      {"blotter scan --baseline .blotter-baseline", "Report what has come since"},
      {"blotter baseline create --history --baseline audit.baseline",
       "The same of all that the repository ever held"},
  };
  return command;
}

Command DescribeBaselinePrune(BaselineRequest* request) {
  Command command = Describe(request);
  command.name = "baseline prune";
  command.summary = "Take out of a baseline what is no longer found";
  command.description = {
      "Looks at each PATH again and removes the lines of findings that are gone, or that something "
      "else allows by now; says which. Nothing is added. Give it the paths and flags that the "
      "baseline was created with."};
  command.examples = {{"blotter baseline prune", "Of .blotter-baseline in the current folder"}};
  return command;
}

ExitCode RunBaselineCreate(const BaselineRequest& request, const Variables& variables,
                           Console& console) {
  std::error_code error;
  if (std::filesystem::exists(request.file, error)) {
    const Result<std::string> before = ReadFile(request.file);
    if (!before.ok()) return Fail(console, before.error().message);
    if (!before->empty() && !Baseline::IsOne(*before)) {
      return Fail(console, fmt::format("{} is no baseline, and is left as it is; name "
                                       "another file with --baseline",
                                       request.file));
    }
  }
  const std::optional<Baseline> baseline = FindAll(request, variables, console);
  if (!baseline) return ExitCode::kIncomplete;
  const Status written = WriteReportFile(request.file, baseline->Text());
  if (!written.ok()) return Fail(console, written.error().message);
  return Finish(console, fmt::format("{} in {}; runs with --baseline {} allow {}.\n",
                                     Counted(baseline->size(), "finding"), Sanitize(request.file),
                                     Sanitize(ShellQuote(request.file)),
                                     baseline->size() == 1 ? "it" : "them"));
}

ExitCode RunBaselinePrune(const BaselineRequest& request, const Variables& variables,
                          Console& console) {
  Result<std::optional<Baseline>> loaded = LoadBaseline({.baseline = request.file});
  if (!loaded.ok()) return Fail(console, loaded.error().message);
  Baseline& baseline = **loaded;
  const std::optional<Baseline> found = FindAll(request, variables, console);
  if (!found) return ExitCode::kIncomplete;
  const std::vector<std::string> dropped = baseline.Prune(*found);
  std::string text;
  for (const std::string& line : dropped) text += fmt::format("no longer found: {}\n", line);
  if (!dropped.empty()) {
    const Status written = WriteReportFile(request.file, baseline.Text());
    if (!written.ok()) return Fail(console, written.error().message);
  }
  return Finish(console, text + fmt::format("{} removed, {} left in {}.\n", dropped.size(),
                                            baseline.size(), Sanitize(request.file)));
}

}  // namespace blotter
