#include "scanner/git/repository.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <climits>
#include <cstdlib>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "scanner/base/file.h"

namespace blotter {
namespace {

constexpr std::size_t kMaxGitfileBytes = 1U << 20;  // git's own limit

std::string Variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

bool TruthyVariable(const char* name) {
  const std::string value = Variable(name);
  return !value.empty() && value != "0" && value != "false" && value != "no" && value != "off";
}

// The resolved absolute path, or empty where it does not exist.
std::string RealPath(const std::string& path) {
  char* resolved = ::realpath(path.c_str(), nullptr);
  if (resolved == nullptr) return {};
  std::string result(resolved);
  std::free(resolved);
  return result;
}

std::string Join(const std::string& folder, std::string_view path) {
  if (!path.empty() && path[0] == '/') return std::string(path);
  return fmt::format("{}{}{}", folder, folder == "/" ? "" : "/", path);
}

void StripLineEnds(std::string* text) {
  while (!text->empty() && (text->back() == '\n' || text->back() == '\r')) text->pop_back();
}

bool StartsWith(std::string_view text, std::string_view prefix) {
  return text.substr(0, prefix.size()) == prefix;
}

// git's validate_headref: a symlink or a "ref:" into refs/, or an object id.
bool IsHead(const std::string& path) {
  struct stat info;
  if (::lstat(path.c_str(), &info) != 0) return false;
  if (S_ISLNK(info.st_mode)) {
    char target[256];
    const ssize_t length = ::readlink(path.c_str(), target, sizeof target);
    if (length > 0 && StartsWith({target, static_cast<std::size_t>(length)}, "refs/")) return true;
  }
  const UniqueFd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  char buffer[256];
  const long length = fd.valid() ? ReadFull(fd.get(), buffer, sizeof buffer) : -1;
  if (length < 0) return false;
  std::string_view head(buffer, static_cast<std::size_t>(length));
  if (StartsWith(head, "ref:")) {
    head.remove_prefix(4);
    const std::size_t name = head.find_first_not_of(" \t\r\n");
    return name != std::string_view::npos && StartsWith(head.substr(name), "refs/");
  }
  constexpr std::string_view kHexDigits = "0123456789abcdefABCDEF";
  const std::size_t digits = std::min(head.find_first_not_of(kHexDigits), head.size());
  return digits >= 40;
}

// git's get_common_dir.
std::string CommonDir(const std::string& git_dir) {
  Result<std::string> content = ReadFile(git_dir + "/commondir", kMaxGitfileBytes);
  if (!content.ok()) return git_dir;
  StripLineEnds(&content.value());
  const std::string joined = Join(git_dir, content.value());
  const std::string resolved = RealPath(joined);
  return resolved.empty() ? joined : resolved;
}

// git's is_git_directory. On success `common_dir` is set.
bool IsGitDirectory(const std::string& path, std::string* common_dir) {
  if (!IsHead(path + "/HEAD")) return false;
  *common_dir = CommonDir(path);
  return ::access((*common_dir + "/objects").c_str(), X_OK) == 0 &&
         ::access((*common_dir + "/refs").c_str(), X_OK) == 0;
}

// The folder that the gitfile `path` names; git's read_gitfile_gently.
Result<std::string> GitfileTarget(const std::string& path, const std::string& folder) {
  Result<std::string> content = ReadFile(path, kMaxGitfileBytes);
  if (!content.ok()) return content.error();
  constexpr std::string_view kPrefix = "gitdir: ";
  StripLineEnds(&content.value());
  if (!StartsWith(content.value(), kPrefix) || content->size() == kPrefix.size()) {
    return Error{fmt::format(
        "{} is no gitfile (it does not start with \"gitdir: \"); git refuses this folder; remove "
        "the file if no repository belongs here",
        path)};
  }
  const std::string named = Join(folder, std::string_view(content.value()).substr(kPrefix.size()));
  const std::string resolved = RealPath(named);
  std::string common_dir;
  if (resolved.empty() || !IsGitDirectory(resolved, &common_dir)) {
    return Error{fmt::format(
        "{} names {}, which is no git repository; git refuses this folder; `git worktree repair` "
        "or `git submodule update --init` may mend it",
        path, named)};
  }
  return resolved;
}

std::optional<Repository> BareRepositoryAt(const std::string& folder) {
  Repository repository;
  if (!IsGitDirectory(folder, &repository.common_dir)) return std::nullopt;
  repository.git_dir = folder;
  repository.bare = true;
  return repository;
}

// The longest ceiling that is a proper ancestor of `path`, as a length; nothing where none is.
std::optional<std::size_t> CeilingLength(const std::string& path,
                                         const std::vector<std::string>& ceilings) {
  std::optional<std::size_t> longest;
  bool resolve = true;  // until an empty entry: git's way to say that the rest hold no symlinks
  for (const std::string& entry : ceilings) {
    if (entry.empty()) resolve = false;
    if (entry.empty() || entry[0] != '/') continue;
    std::string ceiling = resolve ? RealPath(entry) : entry;
    if (ceiling.empty()) ceiling = entry;
    while (!ceiling.empty() && ceiling.back() == '/') ceiling.pop_back();
    const bool ancestor = path.size() > ceiling.size() && StartsWith(path, ceiling) &&
                          path[ceiling.size()] == '/' && path != "/";
    if (ancestor) longest = std::max(longest.value_or(0), ceiling.size());
  }
  return longest;
}

bool OwnedByUser(const std::string& path, const GitEnvironment& environment) {
  struct stat info;
  if (::lstat(path.c_str(), &info) != 0) return false;
  if (info.st_uid == environment.effective_uid) return true;
  return environment.effective_uid == 0 && environment.sudo_uid == info.st_uid;
}

// git's advice line ("git config --global --add safe.directory PATH") out of its message.
std::string SafeDirectoryAdvice(const std::string& message, const std::string& fallback_path) {
  const std::size_t found = message.find("git config --global --add safe.directory");
  if (found == std::string::npos) {
    return fmt::format("git config --global --add safe.directory '{}'", fallback_path);
  }
  return message.substr(found, message.find('\n', found) - found);
}

}  // namespace

GitEnvironment GitEnvironment::FromProcess() {
  GitEnvironment result;
  const std::string list = Variable("GIT_CEILING_DIRECTORIES");
  std::string_view rest = list;
  while (!rest.empty()) {
    const std::size_t colon = rest.find(':');
    result.ceilings.emplace_back(rest.substr(0, colon));
    rest.remove_prefix(colon == std::string_view::npos ? rest.size() : colon + 1);
  }
  result.across_filesystems = TruthyVariable("GIT_DISCOVERY_ACROSS_FILESYSTEM");
  result.home = Variable("HOME");
  result.xdg_config_home = Variable("XDG_CONFIG_HOME");
  result.effective_uid = ::geteuid();
  const std::string sudo_uid = Variable("SUDO_UID");
  uid_t uid = 0;
  const auto parsed = std::from_chars(sudo_uid.data(), sudo_uid.data() + sudo_uid.size(), uid);
  const bool whole = parsed.ec == std::errc() && parsed.ptr == sudo_uid.data() + sudo_uid.size();
  if (result.effective_uid == 0 && whole) result.sudo_uid = uid;
  result.assume_different_owner = TruthyVariable("GIT_TEST_ASSUME_DIFFERENT_OWNER");
  return result;
}

Result<std::optional<Repository>> RepositoryAt(const std::string& folder) {
  const std::string top = RealPath(folder);
  if (top.empty()) {
    return Error{fmt::format("cannot resolve {}: {}", folder, ErrnoMessage(errno))};
  }
  Repository repository;
  repository.top = top;
  const std::string dot_git = Join(top, ".git");
  struct stat info;
  if (::stat(dot_git.c_str(), &info) != 0) return std::optional<Repository>();
  if (S_ISREG(info.st_mode)) {
    Result<std::string> target = GitfileTarget(dot_git, top);
    if (!target.ok()) return target.error();
    repository.gitfile = dot_git;
    repository.git_dir = std::move(target.value());
    repository.common_dir = CommonDir(repository.git_dir);
    return std::optional<Repository>(std::move(repository));
  }
  if (!IsGitDirectory(dot_git, &repository.common_dir)) return std::optional<Repository>();
  repository.git_dir = dot_git;
  return std::optional<Repository>(std::move(repository));
}

Result<std::optional<Repository>> GitDirAt(const std::string& path) {
  const std::string resolved = RealPath(path);
  struct stat info;
  if (resolved.empty() || ::stat(resolved.c_str(), &info) != 0) return std::optional<Repository>();
  if (!S_ISREG(info.st_mode)) return BareRepositoryAt(resolved);
  Result<std::string> target = GitfileTarget(resolved, resolved.substr(0, resolved.rfind('/')));
  if (!target.ok()) return target.error();
  return BareRepositoryAt(*target);
}

Result<std::optional<Repository>> DiscoverRepository(const std::string& folder,
                                                     const GitEnvironment& environment) {
  std::string current = RealPath(folder);
  struct stat start;
  if (current.empty() || ::stat(current.c_str(), &start) != 0) {
    return Error{fmt::format("cannot resolve {}: {}", folder, ErrnoMessage(errno))};
  }
  const std::optional<std::size_t> ceiling = CeilingLength(current, environment.ceilings);
  for (;;) {
    Result<std::optional<Repository>> here = RepositoryAt(current);
    if (!here.ok() || here->has_value()) return here;
    if (std::optional<Repository> bare = BareRepositoryAt(current)) return bare;
    if (current == "/") return std::optional<Repository>();
    const std::size_t slash = current.rfind('/');
    if (ceiling.has_value() && slash <= *ceiling) return std::optional<Repository>();
    current.resize(std::max<std::size_t>(slash, 1));
    struct stat info;
    if (::stat(current.c_str(), &info) != 0) {
      return Error{fmt::format("cannot look at {}: {}", current, ErrnoMessage(errno))};
    }
    if (!environment.across_filesystems && info.st_dev != start.st_dev) {
      return std::optional<Repository>();
    }
  }
}

Status CheckOwnership(const Repository& repository, const GitEnvironment& environment) {
  bool owned = !environment.assume_different_owner && OwnedByUser(repository.git_dir, environment);
  if (owned && !repository.bare) owned = OwnedByUser(repository.top, environment);
  if (owned && !repository.gitfile.empty()) owned = OwnedByUser(repository.gitfile, environment);
  if (owned) return Status::Ok();
  Result<GitOutput> verdict = RunGit({repository.command_folder(), {"rev-parse", "--git-dir"}});
  if (!verdict.ok()) return verdict.error();
  if (verdict->exit_code == 0) return Status::Ok();
  return Error{fmt::format("{}; if you trust it: {}", verdict->FirstErrorLine(),
                           SafeDirectoryAdvice(verdict->err, repository.command_folder()))};
}

Result<std::string> ReadBlob(const Repository& repository, const std::string& object_id) {
  return RunGitForOutput({repository.command_folder(), {"cat-file", "blob", object_id}});
}

}  // namespace blotter
