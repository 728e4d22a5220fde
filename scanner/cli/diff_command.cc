#include "scanner/cli/diff_command.h"

#include <unistd.h>

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "scanner/base/file.h"
#include "scanner/cli/allowance_files.h"
#include "scanner/cli/ci_base.h"
#include "scanner/cli/output_flags.h"
#include "scanner/cli/quote.h"
#include "scanner/cli/report_run.h"
#include "scanner/pipeline/diff.h"

namespace blotter {

namespace {

constexpr std::size_t kMostRefBytes = std::size_t{64} << 20;

// Which commits, and a remark on how they were chosen.
struct Selection {
  DiffOptions commits;
  std::string remark;
};

Result<Selection> FromRange(const std::string& range) {
  Selection selection;
  const std::size_t dots = range.find("..");
  std::string base = range.substr(0, dots);
  std::string tip = "HEAD";
  if (dots != std::string::npos) {
    const std::size_t behind = range.find_first_not_of('.', dots);
    if (behind != std::string::npos) tip = range.substr(behind);
  }
  if (base.empty()) {
    return Error{fmt::format("{} names no BASE; write BASE or BASE..TIP", Quote(range))};
  }
  if (IsZeros(base)) {
    return Error{fmt::format(
        "{} is no commit: a branch that is new has none before it; name the branch that it goes to",
        base)};
  }
  selection.commits.bases = {std::move(base)};
  selection.commits.tips = {std::move(tip)};
  return selection;
}

Result<Selection> FromCi(const Variables& variables) {
  Result<CiRange> range = RangeFromCi(variables);
  if (!range.ok()) return range.error();
  Selection selection;
  const std::vector<std::string>& bases = range->commits.bases;
  selection.remark = fmt::format("{}: compared with {}", range->source,
                                 bases.empty() ? "nothing: all of its history" : bases.front());
  selection.commits = std::move(range->commits);
  return selection;
}

std::vector<std::string_view> SplitAt(char separator, std::string_view text) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    parts.push_back(text.substr(0, text.find(separator)));
    text.remove_prefix(std::min(text.size(), parts.back().size() + 1));
  }
  return parts;
}

// What git writes to a hook: "LOCAL-REF LOCAL-ID REMOTE-REF REMOTE-ID" a line to pre-push, "OLD-ID
// NEW-ID REF" to pre-receive. An id of zeros: the ref is not there.
Result<Selection> FromHook(const DiffRequest& request) {
  const Result<std::string> input = ReadAll(STDIN_FILENO, kMostRefBytes);
  if (!input.ok()) return Error{"standard input cannot be read: " + input.error().message};
  const std::size_t fields = request.pre_receive ? 3 : 4;
  Selection selection;
  for (const std::string_view line : SplitAt('\n', *input)) {
    const std::vector<std::string_view> parts = SplitAt(' ', line);
    if (parts.size() != fields) {
      return Error{fmt::format("standard input is not what git writes to this hook: {}",
                               Quote(std::string(line)))};
    }
    const std::string_view before = request.pre_receive ? parts[0] : parts[3];
    const std::string_view after = parts[1];
    if (IsZeros(after)) continue;
    selection.commits.tips.emplace_back(after);
    if (!IsZeros(before)) selection.commits.known.emplace_back(before);
  }
  selection.commits.without_refs = request.pre_receive;
  // Where it is no name but an address, git keeps no branches for it.
  const bool is_name = request.pre_push.find_first_of("*?[:/\\") == std::string::npos;
  if (is_name) selection.commits.remote = request.pre_push;
  return selection;
}

Result<Selection> Select(const DiffRequest& request, const Variables& variables) {
  const int ways =
      static_cast<int>(!request.ranges.empty()) + static_cast<int>(request.base_from_ci) +
      static_cast<int>(!request.pre_push.empty()) + static_cast<int>(request.pre_receive);
  if (ways > 1) {
    return Error{"BASE, --base-from-ci, --pre-push and --pre-receive exclude each other"};
  }
  if (request.pre_receive || !request.pre_push.empty()) return FromHook(request);
  if (!request.ranges.empty()) return FromRange(request.ranges.front());
  if (request.base_from_ci || IsCi(variables)) return FromCi(variables);
  return Error{
      "no BASE given; 'blotter diff main' looks at what the commits since main add, see "
      "'blotter diff --help'"};
}

}  // namespace

Command DescribeDiff(DiffRequest* request) {
  DiffOptions* diff = &request->diff;
  Command command;
  command.name = "diff";
  command.summary = "Look at what commits add";
  command.description = {
      "Reads each commit that leads to TIP (HEAD where none is named) and not to BASE, compares it "
      "with its parents, and reports what it brings: secrets on lines that it adds or in its "
      "message, and .env files. What one commit adds and a later one takes away again is reported: "
      "it is in the history for ever. Made for CI, and for git's pre-push and pre-receive hooks.",
      "Where BASE is not here, or the clone is shallow and ends before it, nothing is guessed: "
      "exit code 2, with the command that fetches the rest.",
      ".blotter.toml, .gitleaksignore and a baseline that git tracks are read as BASE has them: "
      "what a change adds to them counts once it is there."};
  command.positional = Positional{.value_name = "BASE[..TIP]",
                                  .help =
                                      "Commits, branches or tags; in CI the job's own by "
                                      "default",
                                  .required = false,
                                  .repeatable = false,
                                  .value_kind = ValueKind::kText,
                                  .values = &request->ranges};
  Flag pre_push;
  pre_push.name = "--pre-push";
  pre_push.value_name = "REMOTE";
  pre_push.help = "Read what git writes to a pre-push hook from standard input";
  pre_push.set = [request](const std::string& value) {
    request->pre_push = value;
    return value.empty() ? Status(Error{"is empty"}) : Status::Ok();
  };
  command.flags = WithOutputFlags(
      {
          Switch("--base-from-ci",
                 "Take BASE from the variables of GitHub, GitLab, Jenkins, Drone, Woodpecker or "
                 "Travis",
                 &request->base_from_ci),
          std::move(pre_push),
          Switch("--pre-receive", "Read what git writes to a pre-receive hook from standard input",
                 &request->pre_receive),
          ConfigFlag(&request->config),
          NoConfigFlag(&request->config),
          BaselineFlag(&request->allow),
          PolicyFlag(&request->allow),
          ThreadsFlag(&diff->threads),
          MaxFileSizeFlag(&diff->max_file_size_bytes),
      },
      &request->output);
  command.examples = {
      {"blotter diff main", "Look at what this branch adds to main"},
      {"blotter diff v1.0..v1.1", "Look at the commits between two tags"},
      {"blotter diff --base-from-ci", "Look at what this CI job's pull request or push adds"},
  };
  return command;
}

ExitCode RunDiffCommand(const DiffRequest& request, const TerminalEnvironment& environment,
                        const Variables& variables, Console& console) {
  Result<Selection> selection = Select(request, variables);
  if (!selection.ok()) {
    PrintError(console, selection.error().message).ok();
    return ExitCode::kIncomplete;
  }
  DiffOptions options = std::move(selection->commits);
  options.threads = request.diff.threads;
  options.max_file_size_bytes = request.diff.max_file_size_bytes;
  const auto scan = [&](const CompiledRules& rules, bool want_line_hashes) {
    ChangeFindings result = RunDiff(options, rules, want_line_hashes);
    AllowInGate(
        request.allow, [&] { return GateFiles::OfBase(options); }, &result.findings,
        &result.ledger);
    if (!selection->remark.empty()) result.ledger.remarks.push_back(selection->remark);
    return RunOutcome{.findings = std::move(result.findings),
                      .ledger = std::move(result.ledger),
                      .repositories = {}};
  };
  const auto rules = [&] {
    return LoadGateRules(
        request.config, request.allow.from_worktree, [&] { return GateFiles::OfBase(options); },
        variables);
  };
  return RunAndReport({"."}, rules, request.output, environment, console, scan);
}

}  // namespace blotter
