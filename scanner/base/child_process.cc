#include "scanner/base/child_process.h"

#include <spawn.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <utility>

#include <fmt/format.h>

namespace blotter {
namespace {

std::vector<char*> PointersTo(std::vector<std::string>& strings) {
  std::vector<char*> pointers;
  pointers.reserve(strings.size() + 1);
  for (std::string& string : strings) pointers.push_back(string.data());
  pointers.push_back(nullptr);
  return pointers;
}

Error SystemError(std::string_view program, std::string_view what, int error_number) {
  return Error{fmt::format("cannot run {}: {}: {}", program, what, ErrnoMessage(error_number))};
}

Result<std::string> TakeAll(std::string_view program, int fd) {
  struct stat info;
  if (::fstat(fd, &info) != 0 || ::lseek(fd, 0, SEEK_SET) != 0) {
    return SystemError(program, "its output", errno);
  }
  std::string content(static_cast<std::size_t>(info.st_size), '\0');
  const long got = ReadFull(fd, content.data(), content.size());
  if (got < 0) return SystemError(program, "its output", errno);
  content.resize(static_cast<std::size_t>(got));
  return content;
}

// What posix_spawn is to do in the child; owns what its C structures hold.
class SpawnPlan {
 public:
  SpawnPlan() {
    actions_failed_ = ::posix_spawn_file_actions_init(&actions_);
    attributes_failed_ = ::posix_spawnattr_init(&attributes_);
  }
  ~SpawnPlan() {
    if (actions_failed_ == 0) ::posix_spawn_file_actions_destroy(&actions_);
    if (attributes_failed_ == 0) ::posix_spawnattr_destroy(&attributes_);
  }
  SpawnPlan(const SpawnPlan&) = delete;
  SpawnPlan& operator=(const SpawnPlan&) = delete;

  // Returns 0 or an errno value.
  int Spawn(const UniqueFd& in, const UniqueFd& out, const UniqueFd& err, ChildRequest& request,
            pid_t* pid) {
    if (actions_failed_ != 0 || attributes_failed_ != 0) return ENOMEM;
    ::posix_spawn_file_actions_adddup2(&actions_, in.get(), 0);
    ::posix_spawn_file_actions_adddup2(&actions_, out.get(), 1);
    ::posix_spawn_file_actions_adddup2(&actions_, err.get(), 2);
    if (!request.folder.empty()) {
      ::posix_spawn_file_actions_addchdir_np(&actions_, request.folder.c_str());
    }
    // We ignore broken pipes; others are to die of them, as they do for everybody.
    sigset_t defaults;
    ::sigemptyset(&defaults);
    ::sigaddset(&defaults, SIGPIPE);
    ::posix_spawnattr_setsigdefault(&attributes_, &defaults);
    ::posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGDEF);
    return ::posix_spawnp(pid, request.arguments.front().c_str(), &actions_, &attributes_,
                          PointersTo(request.arguments).data(),
                          PointersTo(request.environment).data());
  }

 private:
  posix_spawn_file_actions_t actions_;
  posix_spawnattr_t attributes_;
  int actions_failed_ = 0;
  int attributes_failed_ = 0;
};

}  // namespace

Result<ChildProcess> ChildProcess::Start(ChildRequest request) {
  const std::string name = request.arguments.front();
  // Created in this order, so that each descriptor is larger than the ones before, and no dup2
  // can overwrite one that is still needed, even where 0 to 2 were closed in us.
  const UniqueFd in(::memfd_create("child-in", MFD_CLOEXEC));
  UniqueFd out(::memfd_create("child-out", MFD_CLOEXEC));
  UniqueFd err(::memfd_create("child-err", MFD_CLOEXEC));
  if (!in.valid() || !out.valid() || !err.valid()) {
    return SystemError(name, "no memory file", errno);
  }
  if (!WriteFull(in.get(), request.input) || ::lseek(in.get(), 0, SEEK_SET) != 0) {
    return SystemError(name, "its input", errno);
  }
  pid_t pid = -1;
  const int failed = SpawnPlan().Spawn(in, out, err, request, &pid);
  if (failed == ENOENT && name.find('/') == std::string::npos) {
    return Error{fmt::format(
        "cannot run {0}: no `{0}` on PATH; install {0}, or add its folder to PATH", name)};
  }
  if (failed != 0) return SystemError(name, "it does not start", failed);
  ChildProcess process;
  process.name_ = name;
  process.pid_ = pid;
  process.out_ = std::move(out);
  process.err_ = std::move(err);
  return process;
}

ChildProcess& ChildProcess::operator=(ChildProcess&& other) noexcept {
  if (this != &other) {
    Abandon();
    name_ = std::move(other.name_);
    pid_ = std::exchange(other.pid_, -1);
    out_ = std::move(other.out_);
    err_ = std::move(other.err_);
  }
  return *this;
}

ChildProcess::~ChildProcess() { Abandon(); }

void ChildProcess::Abandon() {
  if (pid_ < 0) return;
  ::kill(pid_, SIGKILL);
  while (::waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
  }
  pid_ = -1;
}

Result<ChildOutput> ChildProcess::Finish() {
  int status = 0;
  pid_t waited;
  do {
    waited = ::waitpid(pid_, &status, 0);
  } while (waited < 0 && errno == EINTR);
  const int reason = errno;
  pid_ = -1;
  if (waited < 0) return SystemError(name_, "waiting for it", reason);
  Result<std::string> out = TakeAll(name_, out_.get());
  if (!out.ok()) return out.error();
  Result<std::string> err = TakeAll(name_, err_.get());
  if (!err.ok()) return err.error();
  ChildOutput output;
  output.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  output.out = std::move(*out);
  output.err = std::move(*err);
  return output;
}

std::string_view VariableName(std::string_view variable) {
  return variable.substr(0, variable.find('='));
}

std::vector<std::string> EnvironmentWith(const std::vector<std::string>& changes) {
  std::vector<std::string> result;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    const std::string_view name = VariableName(*variable);
    if (std::none_of(changes.begin(), changes.end(),
                     [name](std::string_view change) { return VariableName(change) == name; })) {
      result.emplace_back(*variable);
    }
  }
  result.insert(result.end(), changes.begin(), changes.end());
  return result;
}

}  // namespace blotter
