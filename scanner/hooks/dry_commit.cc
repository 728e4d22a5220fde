#include "scanner/hooks/dry_commit.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "scanner/base/file.h"
#include "scanner/git/calling_repository.h"
#include "scanner/git/git_process.h"
#include "scanner/hooks/hook_block.h"
#include "scanner/hooks/own_program.h"

namespace blotter {
namespace {

namespace fs = std::filesystem;

// A folder in GIT_ALTERNATE_OBJECT_DIRECTORIES: in quotes, where a colon may stand, too.
std::string AsAlternate(std::string_view folder) {
  std::string quoted = "\"";
  for (const char c : folder) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + "\"";
}

Result<std::string> MakeTemporaryFolder() {
  std::error_code error;
  std::string path = (fs::temp_directory_path(error) / "blotter-doctor.XXXXXX").string();
  if (error || ::mkdtemp(path.data()) == nullptr) {
    return Error{fmt::format("cannot make a temporary folder: {}",
                             error ? error.message() : ErrnoMessage(errno))};
  }
  return path;
}

}  // namespace

Result<DryCommit> DryCommit::Prepare(const HookFolder& folder) {
  const Result<CallingRepository> calling =
      CallingRepository::Find(CallerVariables::FromProcess(), GitEnvironment::FromProcess());
  if (!calling.ok()) return calling.error();
  Result<std::string> own = MakeTemporaryFolder();
  if (!own.ok()) return own.error();
  DryCommit commit(folder, std::move(*own));
  if (::mkdir((commit.own_ + "/objects").c_str(), 0700) != 0) {
    return Error{fmt::format("cannot make {}/objects: {}", commit.own_, ErrnoMessage(errno))};
  }
  for (const std::string& objects : calling->object_folders) {
    commit.alternates_ += (commit.alternates_.empty() ? "" : ":") + AsAlternate(objects);
  }
  const Result<GitOutput> head =
      RunGit(commit.Command({"rev-parse", "--verify", "--quiet", "HEAD^{commit}"}));
  if (!head.ok()) return head.error();
  const Result<std::string> read =
      RunGitForOutput(commit.Command({"read-tree", head->exit_code == 0 ? "HEAD" : "--empty"}));
  if (!read.ok()) return read.error();
  return commit;
}

DryCommit::~DryCommit() {
  std::error_code error;
  if (!own_.empty()) fs::remove_all(own_, error);
}

std::vector<std::string> DryCommit::Variables() const {
  return {"GIT_INDEX_FILE=" + own_ + "/index", "GIT_OBJECT_DIRECTORY=" + own_ + "/objects",
          "GIT_ALTERNATE_OBJECT_DIRECTORIES=" + alternates_};
}

// A split index would leave its shared half in the repository.
GitCommand DryCommit::Command(std::vector<std::string> arguments, std::string_view input) const {
  arguments.insert(arguments.begin(), {"-c", "core.splitIndex=false"});
  return {.folder = folder_.top,
          .arguments = std::move(arguments),
          .input = std::string(input),
          .variables = RepositoryVariables::kKeep,
          .environment = Variables()};
}

Status DryCommit::Stage(std::string_view content) const {
  Result<std::string> id = RunGitForOutput(Command({"hash-object", "-w", "--stdin"}, content));
  if (!id.ok()) return id.error();
  if (id->ends_with('\n')) id->pop_back();
  const Result<std::string> staged =
      RunGitForOutput(Command({"update-index", "--add", "--replace", "--cacheinfo",
                               fmt::format("100644,{},{}", *id, kFileName)}));
  return staged.ok() ? Status::Ok() : Status(staged.error());
}

// As git's run_hooks and prepare_index do: GIT_DIR is set in a linked worktree only.
Result<ChildOutput> DryCommit::Run(const std::vector<std::string>& arguments) const {
  std::vector<std::string> variables = Variables();
  variables.insert(variables.end(), {"GIT_EDITOR=:", "GIT_PREFIX="});
  if (folder_.git_dir != folder_.common_dir) variables.push_back("GIT_DIR=" + folder_.git_dir);
  Result<ChildProcess> child = ChildProcess::Start({.arguments = arguments,
                                                    .environment = EnvironmentWith(variables),
                                                    .input = {},
                                                    .folder = folder_.top});
  if (!child.ok()) return child.error();
  return child->Finish();
}

Result<std::string> DryCommit::WriteScript(std::string_view text) const {
  std::string path = own_ + "/hook";
  const Status written = WriteFileAtomically(path, text, 0700);
  if (!written.ok()) return written.error();
  return path;
}

Result<Trial> PlanTrial(const HookStatus& pre_commit, const std::string& running,
                        const DryCommit& commit) {
  const bool runs_us =
      pre_commit.fires && pre_commit.by.empty() && IsSameFile(pre_commit.program, running);
  if (!runs_us) return Trial{.way = TrialWay::kStaged, .arguments = {running, "staged", "--quiet"}};
  const HookFile& file = pre_commit.place.ours;
  const FoundBlock block = FindBlock(Hook::kPreCommit, file.text).value().value();
  const std::string alone = WithBlock(Hook::kPreCommit, block.program, "", false).value();
  if (pre_commit.place.manager == HookManager::kNone && file.text == alone) {
    return Trial{.way = TrialWay::kHook, .arguments = {file.path}};
  }
  const Result<std::string> script = commit.WriteScript(alone);
  if (!script.ok()) return script.error();
  // By sh, not by itself: temporary folders may be mounted so that nothing there is executed.
  return Trial{.way = TrialWay::kLines, .arguments = {"/bin/sh", *script}};
}

// The same each time, so that what is said of it is, too: letters and digits by xorshift.
std::string LineWithKey() {
  constexpr std::string_view kAlphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  constexpr int kKeyLength = 32;
  std::uint64_t state = 0x9e3779b97f4a7c15;
  std::string line = "WRITER_API_KEY=";
  for (int at = 0; at < kKeyLength; ++at) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    line += kAlphabet[state % kAlphabet.size()];
  }
  return line + "\n";
}

}  // namespace blotter
