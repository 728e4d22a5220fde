#include "scanner/hooks/hook_status.h"

#include <unistd.h>

#include <optional>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "scanner/base/file.h"
#include "scanner/base/shell_quote.h"
#include "scanner/base/version.h"
#include "scanner/hooks/hook_block.h"
#include "scanner/hooks/own_program.h"

namespace blotter {
namespace {

constexpr std::size_t kMostProgramBytes = std::size_t{256} << 20;
constexpr std::size_t kMostConfigBytes = std::size_t{4} << 20;

void Fail(HookStatus* status, std::string problem, std::string fix) {
  status->problem = std::move(problem);
  status->fix = std::move(fix);
}

std::string Install(Hook hook) { return fmt::format("blotter hook install {}", HookName(hook)); }

// The configuration of another manager that has blotter run; empty where none does.
std::string ConfiguredIn(const HookFolder& folder, const HookPlace& place, Hook hook) {
  std::string name;
  std::string words;
  if (place.manager == HookManager::kLefthook) {
    name = LefthookConfiguration(folder);
    words = ReadsInput(hook) ? "blotter diff" : "blotter staged";
  } else if (place.manager == HookManager::kPreCommitFramework && !ReadsInput(hook)) {
    name = ".pre-commit-config.yaml";
    words = "id: blotter";
  }
  if (name.empty() || folder.top.empty()) return "";
  const Result<std::string> text =
      ReadFile(fmt::format("{}/{}", folder.top, name), kMostConfigBytes);
  return text.ok() && text->find(words) != std::string::npos ? name : "";
}

// Whether the file that holds, or would hold, our block is one that we can say anything about.
bool CheckBlock(Hook hook, HookStatus* status, std::optional<FoundBlock>* block) {
  const HookFile& file = status->place.ours;
  if (file.kind == HookFileKind::kMissing) {
    Fail(status, "is not there", Install(hook));
    return false;
  }
  if (file.kind == HookFileKind::kLink) {
    Fail(status, fmt::format("is a symbolic link to {}, which is not followed", file.link_to),
         fmt::format("have it run '{}', or move it away, then {}", BlotterCall(hook),
                     Install(hook)));
    return false;
  }
  if (file.kind == HookFileKind::kOther) {
    Fail(status, "is neither a file nor a link", "move it away, then " + Install(hook));
    return false;
  }
  Result<std::optional<FoundBlock>> found = FindBlock(hook, file.text);
  if (!found.ok()) {
    Fail(status, found.error().message, "then " + Install(hook));
    return false;
  }
  *block = std::move(*found);
  status->has_block = block->has_value();
  if (status->has_block) return true;
  Fail(status, "is somebody else's script and does not run blotter", Install(hook));
  return false;
}

bool CheckExecutable(const HookFile& file, HookStatus* status) {
  if (file.runs) return true;
  if (status->place.manager == HookManager::kHusky && file.kind == HookFileKind::kMissing) {
    Fail(status, fmt::format("is not run: husky's own {} is not there", file.path), "npx husky");
  } else {
    Fail(status, "is not executable, so that git passes over it",
         "chmod +x " + ShellQuote(file.path));
  }
  return false;
}

bool CheckProgram(Hook hook, const std::string& named, const std::string& path_variable,
                  HookStatus* status) {
  if (named.empty()) {
    Fail(status, "holds lines of another version of blotter, or changed ones", Install(hook));
    return false;
  }
  status->program = named.starts_with('/') ? named : FindOnPath(named, path_variable);
  if (status->program.empty()) {
    Fail(status, fmt::format("blocks everything: there is no '{}' on PATH", named),
         "install blotter into a folder of PATH");
    return false;
  }
  if (::access(status->program.c_str(), X_OK) != 0) {
    Fail(status, fmt::format("blocks everything: {} cannot be run", status->program),
         Install(hook));
    return false;
  }
  status->version = VersionOfProgram(status->program);
  return true;
}

}  // namespace

Result<HookStatus> InspectHook(const HookFolder& folder, Hook hook,
                               const std::string& path_variable) {
  HookStatus status;
  status.hook = hook;
  Result<HookPlace> place = FindHookPlace(folder, hook);
  if (!place.ok()) return place.error();
  status.place = std::move(*place);
  std::optional<FoundBlock> block;
  const bool ours = CheckBlock(hook, &status, &block);
  if (!ours) status.by = ConfiguredIn(folder, status.place, hook);
  if (!status.by.empty()) {
    Fail(&status, "", "");
    status.fires = CheckExecutable(status.place.run, &status);
    return status;
  }
  if (status.place.manager == HookManager::kLefthook) {
    Fail(&status, "is lefthook's, whose configuration does not name blotter",
         Install(hook) + ", which prints the lines for it");
    return status;
  }
  if (!ours) return status;
  const HookFile& file = status.place.ours;
  // What is left without our lines is theirs, if it is more than the "#!" line.
  const std::string_view behind = std::string_view(file.text).substr(block->end);
  status.others_too = !behind.empty();
  if (!block->first) {
    Fail(&status, "has commands before blotter's lines, which may never be reached",
         fmt::format("blotter hook uninstall {0} && blotter hook install {0}", HookName(hook)));
    return status;
  }
  status.fires =
      CheckExecutable(status.place.run, &status) &&
      (!status.place.must_be_executable || CheckExecutable(status.place.ours, &status)) &&
      CheckProgram(hook, block->program, path_variable, &status);
  return status;
}

std::vector<std::string> ShadowedHooks(const HookFolder& folder) {
  std::vector<std::string> files;
  const std::string own = folder.common_dir + "/hooks";
  if (folder.hooks_path.empty() || folder.folder == own) return files;
  for (const Hook hook : kAllHooks) {
    const Result<HookFile> file = ReadHookFile(fmt::format("{}/{}", own, HookName(hook)));
    if (!file.ok()) continue;
    const Result<std::optional<FoundBlock>> block = FindBlock(hook, file->text);
    if (!block.ok() || block->has_value()) files.push_back(file->path);
  }
  return files;
}

std::string VersionOfProgram(const std::string& path) {
  const Result<std::string> bytes = ReadFile(path, kMostProgramBytes);
  return bytes.ok() ? std::string(VersionIn(*bytes)) : "";
}

}  // namespace blotter
