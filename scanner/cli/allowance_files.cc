#include "scanner/cli/allowance_files.h"

#include <filesystem>
#include <set>
#include <string_view>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "scanner/base/file.h"
#include "scanner/findings/gitleaks_ignore.h"
#include "scanner/git/repository.h"

namespace blotter {
namespace {

namespace fs = std::filesystem;

constexpr char kGitleaksIgnoreName[] = ".gitleaksignore";
constexpr std::size_t kMostBytes = std::size_t{64} << 20;

// The folder whose .gitleaksignore speaks of `path`; empty where there is none.
std::string TopOf(const std::string& path) {
  std::error_code error;
  fs::path folder = path;
  if (!fs::is_directory(folder, error)) folder = folder.parent_path();
  if (folder.empty()) folder = ".";
  const Result<std::optional<Repository>> repository =
      DiscoverRepository(folder.string(), GitEnvironment::FromProcess());
  if (repository.ok() && *repository) return (*repository)->top;
  return fs::canonical(folder, error).string();
}

// `name`: for people. What cannot be read is a failure: it may allow what is going to be reported.
std::optional<GitleaksIgnore> ReadGitleaksIgnore(const std::string& top, const std::string& name,
                                                 Ledger* ledger) {
  if (top.empty()) return std::nullopt;
  const std::string path = top + '/' + kGitleaksIgnoreName;
  std::error_code error;
  const fs::file_status status = fs::symlink_status(path, error);
  if (status.type() == fs::file_type::not_found) return std::nullopt;
  // A repository must not lead the reader elsewhere, or to a pipe that never ends.
  if (status.type() != fs::file_type::regular) {
    ledger->remarks.push_back(fmt::format("{} is not read: it is no regular file", name));
    return std::nullopt;
  }
  const Result<std::string> text = ReadFile(path, kMostBytes);
  if (!text.ok()) {
    ledger->failures.push_back({name, text.error().message});
    return std::nullopt;
  }
  GitleaksIgnore ignore = GitleaksIgnore::Parse(*text, name);
  ledger->remarks.insert(ledger->remarks.end(), ignore.remarks().begin(), ignore.remarks().end());
  return ignore;
}

// A file that the gate's own side does not have is one that git does not know, or one that the
// change brings: the first counts as it is on disk, the second not before it is there.
Result<std::optional<GateFile>> FindBaseline(const std::string& typed, const GateFiles& files) {
  const std::optional<std::string> path = files.PathFromTop(typed);
  if (path) {
    Result<std::optional<GateFile>> file = files.Read(*path);
    if (!file.ok() || *file) return file;
  }
  const Result<bool> is_new = path ? files.ComesWithChange(*path) : false;
  if (!is_new.ok()) return is_new.error();
  if (*is_new) return std::optional<GateFile>();
  Result<std::string> text = ReadFile(typed);
  if (!text.ok()) return text.error();
  return std::optional<GateFile>(GateFile{typed, std::move(text).value()});
}

Status AllowFrom(const GateFiles& files, const AllowOptions& allow, std::vector<Finding>* findings,
                 Ledger* ledger) {
  const Result<std::optional<GateFile>> ignore = files.Read(kGitleaksIgnoreName);
  if (!ignore.ok()) return ignore.error();
  if (*ignore) {
    const GitleaksIgnore entries = GitleaksIgnore::Parse((*ignore)->text, (*ignore)->name);
    entries.Allow(findings);
    ledger->remarks.insert(ledger->remarks.end(), entries.remarks().begin(),
                           entries.remarks().end());
    ledger->remarks.push_back("allowances: " + (*ignore)->name);
  }
  if (allow.baseline.empty()) return Status::Ok();
  const Result<std::optional<GateFile>> file = FindBaseline(allow.baseline, files);
  if (!file.ok()) return Error{fmt::format("the baseline: {}", file.error().message)};
  if (!*file) {
    ledger->remarks.push_back(
        fmt::format("baseline: {} is not in {} yet, and counts from when it is", allow.baseline,
                    files.origin()));
    return Status::Ok();
  }
  const Result<Baseline> baseline = Baseline::Parse((*file)->text, (*file)->name);
  if (!baseline.ok()) return baseline.error();
  baseline->Allow(findings);
  ledger->remarks.push_back("baseline: " + (*file)->name);
  return Status::Ok();
}

}  // namespace

Flag BaselineFlag(AllowOptions* allow) {
  Flag flag;
  flag.name = "--baseline";
  flag.value_name = "FILE";
  flag.help =
      "Allow the findings that this file knows, as 'blotter baseline create' wrote it; they are "
      "counted in the summary. No baseline is read without this flag";
  flag.value_kind = ValueKind::kFile;
  flag.set = [allow](const std::string& value) -> Status {
    if (value.empty()) return Error{"names no file"};
    allow->baseline = value;
    return Status::Ok();
  };
  return flag;
}

Result<std::optional<Baseline>> LoadBaseline(const AllowOptions& allow) {
  if (allow.baseline.empty()) return std::optional<Baseline>();
  const Result<std::string> text = ReadFile(allow.baseline);
  if (!text.ok()) return Error{fmt::format("the baseline: {}", text.error().message)};
  Result<Baseline> baseline = Baseline::Parse(*text, allow.baseline);
  if (!baseline.ok()) return baseline.error();
  return std::optional<Baseline>(std::move(baseline).value());
}

void AllowInFiles(const std::vector<std::string>& roots, const std::optional<Baseline>& baseline,
                  std::vector<Finding>* findings, Ledger* ledger) {
  std::set<std::string> tops;
  for (const std::string& root : roots) {
    if (root != "-") tops.insert(TopOf(root));
  }
  if (tops.size() == 1) {
    const auto ignore = ReadGitleaksIgnore(*tops.begin(), kGitleaksIgnoreName, ledger);
    if (ignore) ignore->Allow(findings);
  } else {
    for (const std::string& top : tops) {
      std::error_code error;
      if (top.empty() || !fs::exists(top + '/' + kGitleaksIgnoreName, error)) continue;
      ledger->remarks.push_back(fmt::format(
          "{} is not read: the paths asked for are in several repositories", kGitleaksIgnoreName));
    }
  }
  if (baseline) baseline->Allow(findings);
  ledger->Normalize();
}

void AllowInHistories(const std::vector<RepositoryLedger>& repositories,
                      const std::optional<Baseline>& baseline, std::vector<Finding>* findings,
                      Ledger* ledger) {
  for (const RepositoryLedger& part : repositories) {
    const std::string name = (fs::path(part.repository) / kGitleaksIgnoreName).lexically_normal();
    const auto ignore = ReadGitleaksIgnore(TopOf(part.repository), name, ledger);
    if (ignore) ignore->Allow(findings, part.repository);
  }
  if (baseline) baseline->Allow(findings);
  ledger->Normalize();
}

void AllowInGate(const AllowOptions& allow, const std::function<Result<GateFiles>()>& open,
                 std::vector<Finding>* findings, Ledger* ledger) {
  if (findings->empty() && allow.baseline.empty()) return;
  Status status;
  if (allow.from_worktree) {
    const Result<std::optional<Baseline>> baseline = LoadBaseline(allow);
    if (baseline.ok()) return AllowInFiles({"."}, *baseline, findings, ledger);
    status = baseline.error();
  } else {
    const Result<GateFiles> files = open();
    status = files.ok() ? AllowFrom(*files, allow, findings, ledger) : Status(files.error());
  }
  if (!status.ok()) ledger->failures.push_back({"", status.error().message});
  ledger->Normalize();
}

Flag PolicyFlag(AllowOptions* allow) {
  Flag flag;
  flag.name = "--policy-from";
  flag.value_name = "WHERE";
  flag.help =
      "Take .blotter.toml, .gitleaksignore and the baseline from before the change, or as they are "
      "in the worktree";
  flag.choices = {"before", "worktree"};
  flag.set = [allow](const std::string& value) {
    allow->from_worktree = value == "worktree";
    return Status::Ok();
  };
  return flag;
}

}  // namespace blotter
