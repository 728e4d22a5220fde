// GitProcess: one `git` child process, without a shell. Contract: nothing that a repository can
// configure is run (no fsmonitor, no hooks, no pager, no prompt, no optional locks), output is
// taken byte for byte, and a process can be started now and collected later, so that it runs
// beside a walk. Limits: Linux (output and input go through memfd, so a child never blocks on us);
// the whole output is held in memory.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scanner/base/child_process.h"
#include "scanner/base/result.h"

namespace blotter {

// What happens to the variables that name a repository (GIT_DIR, GIT_WORK_TREE, GIT_INDEX_FILE and
// the rest of `git rev-parse --local-env-vars`).
enum class RepositoryVariables : std::uint8_t {
  kDrop,  // for a repository that was found by its folder: they may name another one
  kKeep,  // for the repository that the caller stands in (inside a hook they matter)
};

struct GitCommand {
  std::string folder = {};                  // git's -C; empty: the current folder
  std::vector<std::string> arguments = {};  // after `git`: {"ls-files", "-z"}
  std::string input = {};                   // standard input, may hold NUL
  RepositoryVariables variables = RepositoryVariables::kDrop;
  // "NAME=value", beside what is inherited. Those that name a repository only with kKeep.
  std::vector<std::string> environment = {};
  // Leaves core.hooksPath as it is configured, for asking where hooks are. Only for commands that
  // never run any.
  bool tells_hooks_path = false;
};

struct GitOutput : ChildOutput {
  // The line of standard error that says most, without its "fatal: "; for one-line errors.
  std::string FirstErrorLine() const;
};

// Movable; used by one thread at a time (Start and Finish may be on different ones). A process that
// nobody collected is ended.
class GitProcess {
 public:
  // Starts git and returns at once. Error: git is not on PATH, or the system has no room for it.
  static Result<GitProcess> Start(const GitCommand& command);

  // Waits for the end and hands out what was written. Once only. An exit code other than 0 is not
  // an Error here: what it means is the caller's business.
  Result<GitOutput> Finish();

 private:
  explicit GitProcess(ChildProcess child) : child_(std::move(child)) {}
  ChildProcess child_;
};

// Start and Finish in one.
Result<GitOutput> RunGit(const GitCommand& command);

// Finish of what `command` started, where any exit code but 0 is an Error with git's own first
// line.
Result<std::string> FinishForOutput(const GitCommand& command, GitProcess* process);

// RunGit where any exit code but 0 is an Error with git's own first line.
Result<std::string> RunGitForOutput(const GitCommand& command);

}  // namespace blotter
