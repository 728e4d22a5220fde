#include "scanner/cli/report_target.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <memory>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "scanner/base/file.h"
#include "scanner/base/suggest.h"
#include "scanner/cli/quote.h"

namespace blotter {
namespace {

constexpr std::array<std::pair<std::string_view, Format>, 9> kFormats = {{
    {"text", Format::kText},
    {"jsonl", Format::kJsonl},
    {"json", Format::kJson},
    {"sarif", Format::kSarif},
    {"github", Format::kGithub},
    {"gitlab", Format::kGitlab},
    {"junit", Format::kJunit},
    {"github-summary", Format::kGithubSummary},
    {"ledger", Format::kLedger},
}};
constexpr std::size_t kFileOnlyFormats = 2;  // the last ones

struct CFree {
  void operator()(char* memory) const { std::free(memory); }
};

std::string FolderOf(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

// The path with its links followed, where all of it exists; otherwise as it is.
std::string Resolve(const std::string& path) {
  const std::unique_ptr<char, CFree> resolved(::realpath(path.c_str(), nullptr));
  return resolved ? std::string(resolved.get()) : path;
}

// One name for one file, for files that are not there yet, too.
std::string Identity(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) == 0) return Resolve(path);
  return Resolve(FolderOf(path)) + "/" + path.substr(path.rfind('/') + 1);
}

Status CheckWritable(const std::string& path) {
  const auto refuse = [&path](int reason) {
    return Error{fmt::format("--report: cannot write {}: {}", Quote(path), ErrnoMessage(reason))};
  };
  struct stat status {};
  if (::stat(path.c_str(), &status) == 0) {
    if (S_ISDIR(status.st_mode)) return refuse(EISDIR);
    if (!S_ISREG(status.st_mode)) {
      return ::access(path.c_str(), W_OK) == 0 ? Status::Ok() : refuse(errno);
    }
  }
  // A regular file is replaced, so it is its folder that must let us.
  const std::string folder = FolderOf(Resolve(path));
  if (::stat(folder.c_str(), &status) != 0) return refuse(errno);
  if (!S_ISDIR(status.st_mode)) return refuse(ENOTDIR);
  return ::access(folder.c_str(), W_OK | X_OK) == 0 ? Status::Ok() : refuse(errno);
}

}  // namespace

std::vector<std::string> OutputFormatNames() {
  std::vector<std::string> names = ReportFormatNames();
  names.resize(names.size() - kFileOnlyFormats);
  return names;
}

std::vector<std::string> ReportFormatNames() {
  std::vector<std::string> names;
  for (const auto& [name, format] : kFormats) names.emplace_back(name);
  return names;
}

Format FormatOf(std::string_view name) {
  for (const auto& [known, format] : kFormats) {
    if (known == name) return format;
  }
  std::abort();
}

Result<ReportTarget> ParseReportTarget(std::string_view text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string_view::npos) {
    return Error{fmt::format("{} is not FORMAT=PATH, such as sarif=blotter.sarif", Quote(text))};
  }
  const std::string name(text.substr(0, equals));
  const std::vector<std::string> names = ReportFormatNames();
  if (std::find(names.begin(), names.end(), name) == names.end()) {
    return Error{fmt::format("{} is not one of {}{}", Quote(name), fmt::join(names, ", "),
                             DidYouMean(name, names))};
  }
  const std::string path(text.substr(equals + 1));
  if (path.empty()) return Error{fmt::format("{} names no file", Quote(text))};
  if (path == "-") {
    return Error{"reports go to files; for standard output use --format"};
  }
  return ReportTarget{FormatOf(name), path};
}

Status CheckReportTargets(const std::vector<ReportTarget>& targets) {
  std::set<std::string> seen;
  for (const ReportTarget& target : targets) {
    Status writable = CheckWritable(target.path);
    if (!writable.ok()) return writable;
    struct stat status {};
    const bool is_special = ::stat(target.path.c_str(), &status) == 0 && !S_ISREG(status.st_mode);
    if (!is_special && !seen.insert(Identity(target.path)).second) {
      return Error{fmt::format("--report: {} is named twice", Quote(target.path))};
    }
  }
  return Status::Ok();
}

Status WriteReportFile(const std::string& path, std::string_view data) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0 || S_ISREG(status.st_mode)) {
    return WriteFileAtomically(Resolve(path), data);
  }
  UniqueFd fd(::open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY));
  const bool written = fd.valid() && WriteFull(fd.get(), data) && ::close(fd.Release()) == 0;
  if (written) return Status::Ok();
  return Error{fmt::format("cannot write {}: {}", Quote(path), ErrnoMessage(errno))};
}

}  // namespace blotter
