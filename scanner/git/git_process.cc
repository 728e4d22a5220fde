#include "scanner/git/git_process.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace blotter {
namespace {

// What names a repository, from `git rev-parse --local-env-vars`. The GIT_CONFIG_COUNT and
// GIT_CONFIG_PARAMETERS of that list stay: they are the user's own settings (safe.directory in CI).
constexpr std::array<std::string_view, 12> kRepositoryVariables = {
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_CONFIG",
    "GIT_OBJECT_DIRECTORY",
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_IMPLICIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_PREFIX",
    "GIT_SHALLOW_FILE",
    "GIT_COMMON_DIR",
    "GIT_NAMESPACE",
    "GIT_INTERNAL_SUPER_PREFIX",
};

// Set for every child. GIT_ALLOW_PROTOCOL names no protocol that exists: a partial clone's
// configuration could otherwise have git run a transport of its choice to fetch a missing object.
// GIT_GRAFT_FILE names no file: .git/info/grafts could hide commits from whoever lists them.
constexpr std::array<std::string_view, 5> kForcedVariables = {
    "GIT_OPTIONAL_LOCKS=0",    "GIT_TERMINAL_PROMPT=0",         "GIT_NO_LAZY_FETCH=1",
    "GIT_ALLOW_PROTOCOL=none", "GIT_GRAFT_FILE=/dev/null/none",
};

std::vector<std::string> ChildEnvironment(const GitCommand& command) {
  std::vector<std::string> result = EnvironmentWith(command.environment);
  std::erase_if(result, [&command](std::string_view variable) {
    const std::string_view name = VariableName(variable);
    const auto same_name = [name](std::string_view other) { return VariableName(other) == name; };
    const bool names_repository =
        std::find(kRepositoryVariables.begin(), kRepositoryVariables.end(), name) !=
        kRepositoryVariables.end();
    return (names_repository && command.variables == RepositoryVariables::kDrop) ||
           std::any_of(kForcedVariables.begin(), kForcedVariables.end(), same_name);
  });
  result.insert(result.end(), kForcedVariables.begin(), kForcedVariables.end());
  return result;
}

std::vector<std::string> ChildArguments(const GitCommand& command) {
  std::vector<std::string> result = {"git", "--no-pager", "-c", "core.fsmonitor=false"};
  if (!command.tells_hooks_path) result.insert(result.end(), {"-c", "core.hooksPath=/dev/null"});
  if (!command.folder.empty()) result.insert(result.end(), {"-C", command.folder});
  result.insert(result.end(), command.arguments.begin(), command.arguments.end());
  return result;
}

// The first argument that is no option of git's own; "-c" has a value.
std::string VerbOf(const GitCommand& command) {
  const std::vector<std::string>& arguments = command.arguments;
  for (std::size_t at = 0; at < arguments.size(); ++at) {
    if (!arguments[at].starts_with('-')) return arguments[at];
    if (arguments[at] == "-c") ++at;
  }
  return "";
}

}  // namespace

// What git died of says more than what it met with before.
std::string GitOutput::FirstErrorLine() const {
  constexpr std::string_view kFatal = "fatal: ";
  constexpr std::string_view kError = "error: ";
  std::string_view rest = err;
  std::string_view chosen;
  bool is_error = false;
  while (!rest.empty()) {
    const std::size_t newline = rest.find('\n');
    std::string_view line = rest.substr(0, newline);
    rest.remove_prefix(newline == std::string_view::npos ? rest.size() : newline + 1);
    if (line.starts_with(kFatal)) return std::string(line.substr(kFatal.size()));
    if (line.starts_with(kError) && !is_error) {
      is_error = true;
      chosen = line.substr(kError.size());
    }
    if (chosen.empty()) chosen = line;
  }
  if (chosen.empty()) return fmt::format("git ended with exit code {}", exit_code);
  return std::string(chosen);
}

Result<GitProcess> GitProcess::Start(const GitCommand& command) {
  Result<ChildProcess> child = ChildProcess::Start({.arguments = ChildArguments(command),
                                                    .environment = ChildEnvironment(command),
                                                    .input = command.input,
                                                    .folder = {}});
  if (!child.ok()) return child.error();
  return GitProcess(std::move(*child));
}

Result<GitOutput> GitProcess::Finish() {
  Result<ChildOutput> output = child_.Finish();
  if (!output.ok()) return output.error();
  return GitOutput{std::move(*output)};
}

Result<GitOutput> RunGit(const GitCommand& command) {
  Result<GitProcess> process = GitProcess::Start(command);
  if (!process.ok()) return process.error();
  return process->Finish();
}

Result<std::string> FinishForOutput(const GitCommand& command, GitProcess* process) {
  Result<GitOutput> output = process->Finish();
  if (!output.ok()) return output.error();
  if (output->exit_code != 0) {
    const std::string place = command.folder.empty() ? "" : " in " + command.folder;
    return Error{
        fmt::format("`git {}` failed{}: {}", VerbOf(command), place, output->FirstErrorLine())};
  }
  return std::move(output->out);
}

Result<std::string> RunGitForOutput(const GitCommand& command) {
  Result<GitProcess> process = GitProcess::Start(command);
  if (!process.ok()) return process.error();
  return FinishForOutput(command, &*process);
}

}  // namespace blotter
