#include "scanner/cli/hook_status_text.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "scanner/report/sanitize.h"

namespace blotter {
namespace {

bool IsExpected(Hook hook, const HookFolder& folder, const std::vector<std::string>& names) {
  if (!names.empty()) {
    return std::find(names.begin(), names.end(), HookName(hook)) != names.end();
  }
  return (hook == Hook::kPreReceive) == folder.top.empty();
}

std::string ProgramWords(const HookStatus& status) {
  return fmt::format("{} ({})", status.program,
                     status.version.empty() ? "its bytes tell no version" : status.version);
}

}  // namespace

Result<HooksSeen> InspectHooks(const HookFolder& folder, const std::vector<std::string>& names,
                               const std::string& path_variable) {
  HooksSeen seen;
  for (const Hook hook : kAllHooks) {
    Result<HookStatus> status = InspectHook(folder, hook, path_variable);
    if (!status.ok()) return status.error();
    const bool expected = IsExpected(hook, folder, names);
    if (!expected && (!names.empty() || !status->has_block)) continue;
    if (!status->fires) seen.all_fire = false;
    seen.hooks.push_back(std::move(*status));
  }
  return seen;
}

std::string HookWords(const HookStatus& status, const HookFolder& folder) {
  const std::string file = PathFrom(folder.command_folder(), status.place.ours.path);
  if (!status.fires) {
    return Sanitize(fmt::format("does not fire: {} {}", file, status.problem));
  }
  if (!status.by.empty()) return Sanitize(fmt::format("fires, by {}", status.by));
  std::string words = fmt::format("fires: {} runs {}", file, ProgramWords(status));
  if (status.place.manager == HookManager::kPreCommitFramework) {
    words += ", before the pre-commit framework's hooks";
  } else if (status.others_too) {
    words += ", before the script's other lines";
  }
  return Sanitize(words);
}

std::string FolderWords(const HookFolder& folder) {
  const std::string shown = PathFrom(folder.command_folder(), folder.folder);
  if (folder.hooks_path.empty()) return Sanitize(fmt::format("{}, git's own", shown));
  const std::string where =
      folder.origin.file.empty() ? "given on the command line" : "in " + folder.origin.file;
  return Sanitize(fmt::format("{}, since core.hooksPath says so ({}, {}){}", shown, where,
                              folder.origin.scope,
                              folder.of_husky() ? "; husky's, which run .husky/NAME" : ""));
}

}  // namespace blotter
