#include "scanner/cli/doctor_checks.h"

#include <charconv>
#include <optional>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "scanner/base/shell_quote.h"
#include "scanner/base/version.h"
#include "scanner/cli/exit_code.h"
#include "scanner/cli/rules_in_force.h"
#include "scanner/engine/keyword_search.h"
#include "scanner/git/git_process.h"
#include "scanner/hooks/dry_commit.h"
#include "scanner/hooks/own_program.h"
#include "scanner/report/sanitize.h"

namespace blotter {
namespace {

// `git config --show-scope`, by which the hooks folder is found, came with 2.26; before 2.24 there
// was no pre-merge-commit.
constexpr int kOldestMajor = 2;
constexpr int kOldestMinor = 26;

bool IsTooOld(std::string_view version) {
  int major = 0;
  int minor = 0;
  const char* const end = version.data() + version.size();
  const std::from_chars_result first = std::from_chars(version.data(), end, major);
  if (first.ptr != end) std::from_chars(first.ptr + 1, end, minor);
  return major < kOldestMajor || (major == kOldestMajor && minor < kOldestMinor);
}

std::string_view WayWords(TrialWay way) {
  switch (way) {
    case TrialWay::kHook:
      return "by the pre-commit hook";
    case TrialWay::kLines:
      return "by blotter's lines of the pre-commit hook (nobody else's were run)";
    case TrialWay::kStaged:
      return "by 'blotter staged' (no pre-commit hook runs this blotter)";
  }
  return "";
}

// What a run of it said, for somebody who has to find out why.
std::string Said(const ChildOutput& output) {
  std::string said = output.out + output.err;
  while (said.ends_with('\n')) said.pop_back();
  return said.empty() ? "nothing" : Sanitize(said);
}

CheckLine WithKey(const ChildOutput& output, TrialWay way) {
  const bool blocked = output.exit_code == static_cast<int>(ExitCode::kFindings);
  const bool named = output.out.find(DryCommit::kFileName) != std::string::npos;
  CheckLine line{.name = "dry commit",
                 .words = fmt::format("one with a made-up key is blocked, {}", WayWords(way))};
  if (blocked && named) return line;
  line.words =
      fmt::format("one with a made-up key ended with {}{}, {}; it said: {}", output.exit_code,
                  blocked ? " without naming the file" : "", WayWords(way), Said(output));
  line.wrong = "a made-up key was not blocked as it should be";
  line.fix = output.exit_code == static_cast<int>(ExitCode::kClean)
                 ? "blotter rules list; see what lets it pass: .blotter.toml as HEAD has it"
                 : "see what it said above";
  return line;
}

CheckLine WithoutKey(const ChildOutput& output) {
  CheckLine line{.name = "", .words = "the same without the key passes"};
  if (output.exit_code == 0) return line;
  line.words = fmt::format("the same without the key ended with {}; it said: {}", output.exit_code,
                           Said(output));
  line.wrong = "a commit without a key was blocked";
  line.fix = "see what it said above";
  return line;
}

}  // namespace

Result<CheckLine> CheckGit() {
  Result<std::string> version = RunGitForOutput({.folder = {}, .arguments = {"--version"}});
  if (!version.ok()) return version.error();
  constexpr std::string_view kPrefix = "git version ";
  if (version->starts_with(kPrefix)) version->erase(0, kPrefix.size());
  while (version->ends_with('\n')) version->pop_back();
  CheckLine line{.name = "git", .words = Sanitize(*version)};
  if (IsTooOld(*version)) {
    line.wrong = fmt::format("git {} is older than {}.{}, so that hooks are not found", line.words,
                             kOldestMajor, kOldestMinor);
    line.fix = "upgrade git";
  }
  return line;
}

CheckLines CheckRules(const Variables& variables) {
  const std::string cache = CacheFolder(variables);
  CheckLine configuration{.name = "configuration", .words = "none"};
  const Result<std::optional<ConfigText>> config = FindConfig({}, {"."});
  Result<RulesInForce> rules = config.ok() ? CompileRules(*config, cache) : config.error();
  if (config.ok() && config->has_value()) configuration.words = Sanitize((*config)->name);
  CheckLine line{.name = "rules", .words = {}};
  if (rules.ok()) {
    line.words =
        fmt::format("{} of blotter {}{}; cache: {}", (*rules).compiled->rules().rules.size(),
                    Version(), config->has_value() ? " and the configuration" : "",
                    cache.empty() ? "none" : Sanitize(cache));
    if (!(*rules).kept.ok()) {
      line.wrong =
          "the rules are compiled anew in each run: " + Sanitize((*rules).kept.error().message);
      line.fix = fmt::format("chmod go-w {0}; where it is somebody else's, move it away",
                             ShellQuote(Sanitize(cache)));
    }
  } else {
    line.words = Sanitize(rules.error().message);
    line.wrong = "the rules do not load: " + line.words;
    line.fix = "mend the configuration; where there is none, install blotter anew";
  }
  return {std::move(configuration), std::move(line)};
}

CheckLine CheckProcessor() {
  std::string words;
  for (const KeywordSearch::Instructions instructions : KeywordSearch::Supported()) {
    words += words.empty() ? "" : ", ";
    words += instructions == KeywordSearch::Instructions::kAvx2 ? "AVX2" : "AVX-512 (VBMI)";
  }
  if (words.empty()) words = "neither AVX2 nor AVX-512: slower, and the same findings";
  return {.name = "processor", .words = words};
}

CheckLines CheckHooks(const HooksSeen& seen, const HookFolder& folder) {
  CheckLines lines;
  lines.push_back({.name = "hooks folder", .words = FolderWords(folder)});
  for (const HookStatus& status : seen.hooks) {
    CheckLine line{.name = std::string(HookName(status.hook)), .words = HookWords(status, folder)};
    if (!status.fires) {
      line.wrong = fmt::format("{} {}", HookName(status.hook), Sanitize(status.problem));
      line.fix = Sanitize(status.fix);
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

Result<CheckLines> CheckDryCommit(const HookFolder& folder, const HooksSeen& seen) {
  CheckLines lines;
  if (folder.top.empty()) {
    lines.push_back({.name = "dry commit", .words = "not in a bare repository"});
    return lines;
  }
  const Result<std::string> running = RunningProgram();
  if (!running.ok()) return running.error();
  const Result<DryCommit> commit = DryCommit::Prepare(folder);
  if (!commit.ok()) return commit.error();
  const HookStatus& pre_commit = seen.hooks.front();
  const Result<Trial> trial = PlanTrial(pre_commit, *running, *commit);
  if (!trial.ok()) return trial.error();
  for (const bool with_key : {true, false}) {
    const Status staged = commit->Stage(with_key ? LineWithKey() : "WRITER_API_KEY=\n");
    if (!staged.ok()) return staged.error();
    const Result<ChildOutput> output = commit->Run(trial->arguments);
    if (!output.ok()) return output.error();
    lines.push_back(with_key ? WithKey(*output, trial->way) : WithoutKey(*output));
  }
  const bool other_program =
      pre_commit.fires && pre_commit.by.empty() && trial->way == TrialWay::kStaged;
  if (other_program) {
    lines.push_back({.name = "",
                     .words = "the hook's own blotter is another one, and was not run",
                     .fix = "blotter hook install",
                     .wrong = "the pre-commit hook runs another blotter than this"});
  }
  return lines;
}

}  // namespace blotter
