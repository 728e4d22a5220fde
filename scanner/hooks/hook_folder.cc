#include "scanner/hooks/hook_folder.h"

#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "scanner/git/calling_repository.h"
#include "scanner/git/git_process.h"

namespace blotter {
namespace {

namespace fs = std::filesystem;

struct Setting {
  std::string value;
  ConfigOrigin origin;
};

std::string WithoutTrailingSlash(std::string path) {
  while (path.size() > 1 && path.back() == '/') path.pop_back();
  return path;
}

bool IsInside(const std::string& path, const std::string& folder) {
  return !folder.empty() && path.starts_with(folder) &&
         (path.size() == folder.size() || path[folder.size()] == '/');
}

// One answer of `git rev-parse`, without its newline.
Result<std::string> Ask(const std::string& folder, std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "rev-parse");
  Result<std::string> answer = RunGitForOutput({.folder = folder,
                                                .arguments = std::move(arguments),
                                                .input = {},
                                                .variables = RepositoryVariables::kKeep,
                                                .tells_hooks_path = true});
  if (answer.ok() && answer->ends_with('\n')) answer->pop_back();
  return answer;
}

// The values of a path setting, the one that counts last. A record is "scope NUL origin NUL value
// NUL".
Result<std::vector<Setting>> Settings(const GitCommand& asked) {
  Result<GitOutput> output = RunGit(asked);
  if (!output.ok()) return output.error();
  if (output->exit_code > 1) {
    return Error{fmt::format("git's configuration cannot be read: {}", output->FirstErrorLine())};
  }
  std::vector<std::string> fields;
  for (std::string_view rest = output->out; !rest.empty();) {
    fields.emplace_back(rest.substr(0, rest.find('\0')));
    rest.remove_prefix(std::min(rest.size(), fields.back().size() + 1));
  }
  std::vector<Setting> settings;
  for (std::size_t at = 0; at + 2 < fields.size(); at += 3) {
    Setting setting{.value = fields[at + 2], .origin = {.scope = fields[at], .file = {}}};
    if (fields[at + 1].starts_with("file:")) setting.origin.file = fields[at + 1].substr(5);
    settings.push_back(std::move(setting));
  }
  return settings;
}

GitCommand SettingsCommand(const std::string& folder, const std::string& key,
                           RepositoryVariables variables) {
  return {.folder = folder,
          .arguments = {"config", "--type=path", "--show-scope", "--show-origin", "-z", "--get-all",
                        key},
          .input = {},
          .variables = variables,
          .tells_hooks_path = true};
}

// As it counts where no repository is near.
Result<std::optional<Setting>> SettingForAll(const std::string& key) {
  Result<std::vector<Setting>> settings =
      Settings(SettingsCommand("/", key, RepositoryVariables::kDrop));
  if (!settings.ok()) return settings.error();
  std::optional<Setting> last;
  for (Setting& setting : *settings) {
    const std::string& scope = setting.origin.scope;
    if (scope != "local" && scope != "worktree") last = std::move(setting);
  }
  return last;
}

Error NoHooksAt(const Setting& setting) {
  const ConfigOrigin& origin = setting.origin;
  return Error{fmt::format(
      "core.hooksPath is '{}'{}, which is no folder, so that git runs no hooks at all; 'git config "
      "--{} --unset core.hooksPath' takes the setting out",
      setting.value, origin.file.empty() ? "" : " in " + origin.file, origin.scope)};
}

bool IsNoFolder(const std::string& path) {
  struct stat info;
  return ::stat(path.c_str(), &info) == 0 && !S_ISDIR(info.st_mode);
}

Result<std::string> FindTop() {
  const Result<std::string> inside = Ask("", {"--is-inside-work-tree"});
  if (!inside.ok()) return inside.error();
  if (*inside == "true") return Ask("", {"--show-toplevel"});
  const Result<std::string> bare = Ask("", {"--is-bare-repository"});
  if (!bare.ok()) return bare.error();
  if (*bare == "true") return std::string();
  return Error{"this is git's own folder of a repository; run it in the worktree"};
}

}  // namespace

bool HookFolder::in_worktree() const {
  return IsInside(folder, top) && !IsInside(folder, common_dir) && !IsInside(folder, git_dir);
}

bool HookFolder::of_husky() const { return in_worktree() && folder.ends_with("/.husky/_"); }

Result<HookFolder> FindHookFolder() {
  const GitEnvironment environment = GitEnvironment::FromProcess();
  const Result<CallingRepository> calling =
      CallingRepository::Find(CallerVariables::FromProcess(), environment);
  if (!calling.ok()) return calling.error();
  Result<std::string> top = FindTop();
  if (!top.ok()) return calling->Explain(top.error(), environment);
  HookFolder found{.folder = {},
                   .git_dir = calling->git_dir,
                   .common_dir = calling->common_dir,
                   .top = std::move(*top),
                   .hooks_path = {},
                   .origin = {}};
  // Where hooks run: git takes a relative core.hooksPath from there.
  const std::string& place = found.command_folder();
  const Result<std::string> folder = Ask(place, {"--git-path", "hooks"});
  if (!folder.ok()) return calling->Explain(folder.error(), environment);
  found.folder = WithoutTrailingSlash((fs::path(place) / *folder).lexically_normal().string());
  Result<std::vector<Setting>> settings =
      Settings(SettingsCommand(place, "core.hooksPath", RepositoryVariables::kKeep));
  if (!settings.ok()) return settings.error();
  if (settings->empty()) return found;
  Setting& setting = settings->back();
  if (setting.value.empty() || IsNoFolder(found.folder)) return NoHooksAt(setting);
  found.hooks_path = std::move(setting.value);
  found.origin = std::move(setting.origin);
  return found;
}

Result<GlobalHooks> FindGlobalHooks(const std::string& config_home) {
  Result<std::optional<Setting>> hooks_path = SettingForAll("core.hooksPath");
  if (!hooks_path.ok()) return hooks_path.error();
  if (*hooks_path) {
    Setting& setting = **hooks_path;
    if (setting.value.empty() || IsNoFolder(setting.value)) return NoHooksAt(setting);
    if (setting.value.front() != '/') {
      return Error{fmt::format(
          "core.hooksPath is '{}' in {}: another folder in each repository; run 'blotter hook "
          "install' in each of them",
          setting.value, setting.origin.file)};
    }
    return GlobalHooks{.way = GlobalHooks::Way::kHooksPath,
                       .folder = WithoutTrailingSlash(std::move(setting.value)),
                       .origin = std::move(setting.origin),
                       .unset = false};
  }
  Result<std::optional<Setting>> template_folder = SettingForAll("init.templateDir");
  if (!template_folder.ok()) return template_folder.error();
  GlobalHooks global;
  if (*template_folder && !(*template_folder)->value.empty()) {
    const std::string& folder = (*template_folder)->value;
    if (folder.front() != '/') {
      return Error{
          fmt::format("init.templateDir is '{}', which is no absolute path; 'git config --global "
                      "init.templateDir FOLDER' names one",
                      folder)};
    }
    global.folder = WithoutTrailingSlash(folder) + "/hooks";
    global.origin = std::move((*template_folder)->origin);
    return global;
  }
  if (config_home.empty()) return Error{"HOME is not set, so there is no place for a template"};
  global.folder = config_home + "/git/template/hooks";
  global.unset = true;
  return global;
}

Status SetTemplateFolder(const std::string& folder) {
  const Result<std::string> set = RunGitForOutput(
      {.folder = "/", .arguments = {"config", "--global", "init.templateDir", folder}});
  return set.ok() ? Status::Ok() : Status(set.error());
}

Status UnsetTemplateFolder() {
  const Result<std::string> unset = RunGitForOutput(
      {.folder = "/", .arguments = {"config", "--global", "--unset", "init.templateDir"}});
  return unset.ok() ? Status::Ok() : Status(unset.error());
}

std::string PathFrom(const std::string& folder, const std::string& path) {
  if (!IsInside(path, folder) || path.size() == folder.size()) return path;
  return path.substr(folder.size() + 1);
}

}  // namespace blotter
