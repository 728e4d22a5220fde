#include "scanner/git/git_process.h"

#include <spawn.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>

#include <fmt/format.h>

namespace blotter {
namespace {

// What names a repository, from `git rev-parse --local-env-vars`. The GIT_CONFIG_COUNT and
// GIT_CONFIG_PARAMETERS of that list stay: they are the user's own settings (safe.directory in CI).
constexpr std::array<std::string_view, 13> kRepositoryVariables = {
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_CONFIG",
    "GIT_OBJECT_DIRECTORY",
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_IMPLICIT_WORK_TREE",
    "GIT_GRAFT_FILE",
    "GIT_INDEX_FILE",
    "GIT_PREFIX",
    "GIT_SHALLOW_FILE",
    "GIT_COMMON_DIR",
    "GIT_NAMESPACE",
    "GIT_INTERNAL_SUPER_PREFIX",
};

// Set for every child. GIT_ALLOW_PROTOCOL names no protocol that exists: a partial clone's
// configuration could otherwise have git run a transport of its choice to fetch a missing object.
constexpr std::array<std::string_view, 4> kForcedVariables = {
    "GIT_OPTIONAL_LOCKS=0",
    "GIT_TERMINAL_PROMPT=0",
    "GIT_NO_LAZY_FETCH=1",
    "GIT_ALLOW_PROTOCOL=none",
};

std::string_view VariableName(std::string_view variable) {
  return variable.substr(0, variable.find('='));
}

std::vector<std::string> ChildEnvironment(RepositoryVariables variables) {
  std::vector<std::string> result;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    const std::string_view name = VariableName(*variable);
    const auto same_name = [name](std::string_view forced) { return VariableName(forced) == name; };
    const bool names_repository =
        std::find(kRepositoryVariables.begin(), kRepositoryVariables.end(), name) !=
        kRepositoryVariables.end();
    if (names_repository && variables == RepositoryVariables::kDrop) continue;
    if (std::any_of(kForcedVariables.begin(), kForcedVariables.end(), same_name)) continue;
    result.emplace_back(*variable);
  }
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

std::vector<char*> PointersTo(std::vector<std::string>& strings) {
  std::vector<char*> pointers;
  pointers.reserve(strings.size() + 1);
  for (std::string& string : strings) pointers.push_back(string.data());
  pointers.push_back(nullptr);
  return pointers;
}

Error SystemError(std::string_view what, int error_number) {
  return Error{fmt::format("cannot run git: {}: {}", what, ErrnoMessage(error_number))};
}

Result<std::string> TakeAll(int fd) {
  struct stat info;
  if (::fstat(fd, &info) != 0 || ::lseek(fd, 0, SEEK_SET) != 0) {
    return SystemError("its output", errno);
  }
  std::string content(static_cast<std::size_t>(info.st_size), '\0');
  const long got = ReadFull(fd, content.data(), content.size());
  if (got < 0) return SystemError("its output", errno);
  content.resize(static_cast<std::size_t>(got));
  return content;
}

}  // namespace

std::string GitOutput::FirstErrorLine() const {
  std::string_view rest = err;
  std::string_view chosen;
  while (!rest.empty()) {
    const std::size_t newline = rest.find('\n');
    std::string_view line = rest.substr(0, newline);
    rest.remove_prefix(newline == std::string_view::npos ? rest.size() : newline + 1);
    for (const std::string_view prefix : {"fatal: ", "error: "}) {
      if (line.substr(0, prefix.size()) == prefix) return std::string(line.substr(prefix.size()));
    }
    if (chosen.empty()) chosen = line;
  }
  if (chosen.empty()) return fmt::format("git ended with exit code {}", exit_code);
  return std::string(chosen);
}

Result<GitProcess> GitProcess::Start(const GitCommand& command) {
  // Created in this order, so that each descriptor is larger than the ones before, and no dup2
  // below can overwrite one that is still needed, even where 0 to 2 were closed in us.
  const UniqueFd in(::memfd_create("git-in", MFD_CLOEXEC));
  UniqueFd out(::memfd_create("git-out", MFD_CLOEXEC));
  UniqueFd err(::memfd_create("git-err", MFD_CLOEXEC));
  if (!in.valid() || !out.valid() || !err.valid()) return SystemError("no memory file", errno);
  if (!WriteFull(in.get(), command.input) || ::lseek(in.get(), 0, SEEK_SET) != 0) {
    return SystemError("its input", errno);
  }
  posix_spawn_file_actions_t actions;
  if (const int failed = ::posix_spawn_file_actions_init(&actions)) {
    return SystemError("no memory", failed);
  }
  ::posix_spawn_file_actions_adddup2(&actions, in.get(), 0);
  ::posix_spawn_file_actions_adddup2(&actions, out.get(), 1);
  ::posix_spawn_file_actions_adddup2(&actions, err.get(), 2);
  // We ignore broken pipes; git is to die of them, as it does for everybody.
  posix_spawnattr_t attributes;
  if (const int failed = ::posix_spawnattr_init(&attributes)) {
    ::posix_spawn_file_actions_destroy(&actions);
    return SystemError("no memory", failed);
  }
  sigset_t defaults;
  ::sigemptyset(&defaults);
  ::sigaddset(&defaults, SIGPIPE);
  ::posix_spawnattr_setsigdefault(&attributes, &defaults);
  ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
  std::vector<std::string> arguments = ChildArguments(command);
  std::vector<std::string> environment = ChildEnvironment(command.variables);
  pid_t pid = -1;
  const int failed = ::posix_spawnp(&pid, "git", &actions, &attributes,
                                    PointersTo(arguments).data(), PointersTo(environment).data());
  ::posix_spawnattr_destroy(&attributes);
  ::posix_spawn_file_actions_destroy(&actions);
  if (failed == ENOENT) {
    return Error{"cannot run git: no `git` on PATH; install git, or add its folder to PATH"};
  }
  if (failed != 0) return SystemError("git", failed);
  GitProcess process;
  process.pid_ = pid;
  process.out_ = std::move(out);
  process.err_ = std::move(err);
  return process;
}

GitProcess& GitProcess::operator=(GitProcess&& other) noexcept {
  if (this != &other) {
    Abandon();
    pid_ = std::exchange(other.pid_, -1);
    out_ = std::move(other.out_);
    err_ = std::move(other.err_);
  }
  return *this;
}

GitProcess::~GitProcess() { Abandon(); }

void GitProcess::Abandon() {
  if (pid_ < 0) return;
  ::kill(pid_, SIGKILL);
  while (::waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
  }
  pid_ = -1;
}

Result<GitOutput> GitProcess::Finish() {
  int status = 0;
  pid_t waited;
  do {
    waited = ::waitpid(pid_, &status, 0);
  } while (waited < 0 && errno == EINTR);
  const int reason = errno;
  pid_ = -1;
  if (waited < 0) return SystemError("waiting for it", reason);
  Result<std::string> out = TakeAll(out_.get());
  if (!out.ok()) return out.error();
  Result<std::string> err = TakeAll(err_.get());
  if (!err.ok()) return err.error();
  GitOutput output;
  output.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  output.out = std::move(out.value());
  output.err = std::move(err.value());
  return output;
}

Result<GitOutput> RunGit(const GitCommand& command) {
  Result<GitProcess> process = GitProcess::Start(command);
  if (!process.ok()) return process.error();
  return process->Finish();
}

Result<std::string> RunGitForOutput(const GitCommand& command) {
  Result<GitOutput> output = RunGit(command);
  if (!output.ok()) return output.error();
  if (output->exit_code != 0) {
    const std::string verb = command.arguments.empty() ? "" : command.arguments.front();
    const std::string place = command.folder.empty() ? "" : " in " + command.folder;
    return Error{fmt::format("`git {}` failed{}: {}", verb, place, output->FirstErrorLine())};
  }
  return std::move(output->out);
}

}  // namespace blotter
