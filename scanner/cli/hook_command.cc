#include "scanner/cli/hook_command.h"

#include <unistd.h>

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "scanner/cli/quote.h"
#include "scanner/hooks/hook.h"
#include "scanner/hooks/hook_file.h"
#include "scanner/hooks/hook_folder.h"
#include "scanner/hooks/hook_install.h"
#include "scanner/hooks/own_program.h"

namespace blotter {
namespace {

constexpr std::string_view kTemplateCovers =
    "It stands in every repository that is made or cloned from now on. For one that is here "
    "already: 'git init' in it, which copies hooks that are not there yet, or 'blotter hook "
    "install'.\n";
constexpr std::string_view kHooksPathCovers =
    "It stands in every repository, those that are here already, too, but for those with a "
    "core.hooksPath of their own, as husky has; git does not look into .git/hooks.\n";

std::vector<std::string> Names(bool with_server_hook) {
  std::vector<std::string> names;
  for (const Hook hook : kAllHooks) {
    if (with_server_hook || hook != Hook::kPreReceive) names.emplace_back(HookName(hook));
  }
  return names;
}

std::vector<Hook> Wanted(const HookRequest& request, bool with_server_hook) {
  const std::vector<std::string> names =
      request.names.empty() ? Names(with_server_hook) : request.names;
  std::vector<Hook> hooks;
  for (const Hook hook : kAllHooks) {
    if (std::find(names.begin(), names.end(), HookName(hook)) != names.end()) hooks.push_back(hook);
  }
  return hooks;
}

// What is said on both streams, and how it ends. What went well is told before what did not.
class Telling {
 public:
  explicit Telling(Console& console) : console_(console) {}
  void Say(std::string_view line) { text_ += line; }
  void Refuse(const Error& error) { refused_.push_back(error.message); }
  ExitCode Finish() {
    Status written = console_.out.Write(text_);
    if (written.ok()) written = console_.out.Flush();
    if (!written.ok()) refused_.push_back(written.error().message);
    for (const std::string& message : refused_) PrintError(console_, Sanitize(message)).ok();
    return refused_.empty() ? ExitCode::kClean : ExitCode::kIncomplete;
  }

 private:
  Console& console_;
  std::string text_;
  std::vector<std::string> refused_;
};

ExitCode RefuseAll(Console& console, const Error& error) {
  Telling telling(console);
  telling.Refuse(error);
  return telling.Finish();
}

std::string_view ChangeWords(HookChange change) {
  switch (change) {
    case HookChange::kNone:
      return "is in place already";
    case HookChange::kMade:
      return "installed";
    case HookChange::kChained:
      return "installed, in front of the script that was there";
    case HookChange::kUpdated:
      return "brought up to date";
    case HookChange::kRemoved:
      return "removed";
    case HookChange::kTakenOut:
      return "taken out, the rest of the script is as it was";
  }
  return "";
}

std::string OutcomeLine(Hook hook, const HookOutcome& outcome, const std::string& seen_from) {
  std::string line = fmt::format("{}: {}: {}\n", HookName(hook), ChangeWords(outcome.change),
                                 Sanitize(PathFrom(seen_from, outcome.path)));
  if (outcome.manager == HookManager::kPreCommitFramework && outcome.change == HookChange::kMade) {
    line += "  The pre-commit framework's hook runs it first.\n";
  }
  return line;
}

// True where it is in place.
bool InstallOne(const Result<HookPlace>& place, Hook hook, const std::string& program,
                const std::string& seen_from, Telling& telling) {
  if (!place.ok()) {
    telling.Refuse(place.error());
    return false;
  }
  const Result<HookOutcome> outcome = InstallHook(*place, hook, program);
  if (outcome.ok()) {
    telling.Say(OutcomeLine(hook, *outcome, seen_from));
  } else {
    telling.Refuse(outcome.error());
    if (place->manager == HookManager::kLefthook) telling.Say(LefthookLines(hook));
  }
  return outcome.ok();
}

// What a repository's hooks folder means for who gets them.
std::string FolderRemarks(const HookFolder& folder) {
  std::string text;
  if (folder.in_worktree()) {
    text += fmt::format(
        "The hooks are files of the worktree: commit them, and whoever has {} and 'blotter' on "
        "PATH has them, too.\n",
        folder.of_husky() ? "husky" : "core.hooksPath set");
  }
  const std::string lefthook = LefthookConfiguration(folder);
  if (!lefthook.empty()) {
    text += fmt::format(
        "{} is here: 'lefthook install' puts the hooks of others away; if you use it, run it, "
        "and then 'blotter hook install' again, which prints what to write there.\n",
        lefthook);
  }
  return text;
}

Error SharedFolder(const HookFolder& folder) {
  return Error{fmt::format(
      "git takes this repository's hooks from {}, as all others' (core.hooksPath in {}); 'blotter "
      "hook install --global' puts them there",
      folder.folder, folder.origin.file)};
}

ExitCode InstallHere(const HookRequest& request, const Variables& variables, Console& console) {
  const Result<HookFolder> folder = FindHookFolder();
  if (!folder.ok()) return RefuseAll(console, folder.error());
  if (folder->shared()) return RefuseAll(console, SharedFolder(*folder));
  if (folder->top.empty() && request.names.empty()) {
    return RefuseAll(console,
                     Error{"nobody commits in a bare repository; what is pushed to it is looked at "
                           "by 'blotter hook install pre-receive'"});
  }
  const Status usable = CheckHookFolder(*folder);
  if (!usable.ok()) return RefuseAll(console, usable.error());
  const Result<std::string> own = OwnProgram(variables("PATH"));
  if (!own.ok()) return RefuseAll(console, own.error());
  // What others may check out cannot know where they have it.
  const std::string program = folder->in_worktree() ? "blotter" : *own;
  Telling telling(console);
  bool in_place = false;
  for (const Hook hook : Wanted(request, /*with_server_hook=*/false)) {
    const Result<HookPlace> place = FindHookPlace(*folder, hook);
    in_place = InstallOne(place, hook, program, folder->command_folder(), telling) || in_place;
  }
  if (in_place) telling.Say(FolderRemarks(*folder));
  return telling.Finish();
}

std::string ConfigHome(const Variables& variables) {
  std::string xdg = variables("XDG_CONFIG_HOME");
  if (!xdg.empty()) return xdg;
  const std::string home = variables("HOME");
  return home.empty() ? "" : home + "/.config";
}

std::string TemplateFolder(const GlobalHooks& global) {
  return global.folder.substr(0, global.folder.rfind('/'));
}

std::string GlobalRemarks(const GlobalHooks& global) {
  if (global.way == GlobalHooks::Way::kHooksPath) {
    return fmt::format("The folder is core.hooksPath in {}. {}", Sanitize(global.origin.file),
                       kHooksPathCovers);
  }
  return fmt::format(
      "The folder is {}. {}",
      global.unset ? "git's template now (init.templateDir, set globally)"
                   : "git's template (init.templateDir in " + Sanitize(global.origin.file) + ")",
      kTemplateCovers);
}

ExitCode InstallForAll(const HookRequest& request, const Variables& variables, Console& console) {
  const Result<GlobalHooks> global = FindGlobalHooks(ConfigHome(variables));
  if (!global.ok()) return RefuseAll(console, global.error());
  const Result<std::string> own = OwnProgram(variables("PATH"));
  if (!own.ok()) return RefuseAll(console, own.error());
  Telling telling(console);
  bool in_place = false;
  for (const Hook hook : Wanted(request, /*with_server_hook=*/false)) {
    if (hook == Hook::kPreReceive) {
      telling.Refuse(Error{"pre-receive is for a repository that is pushed to; install it there"});
      continue;
    }
    in_place = InstallOne(FindHookPlace(global->folder, hook), hook, *own, "", telling) || in_place;
  }
  if (!in_place) return telling.Finish();
  if (global->unset) {
    const Status set = SetTemplateFolder(TemplateFolder(*global));
    if (!set.ok()) telling.Refuse(set.error());
  }
  telling.Say(GlobalRemarks(*global));
  return telling.Finish();
}

void UninstallOne(const Result<HookPlace>& place, Hook hook, const std::string& seen_from,
                  bool asked_for, Telling& telling) {
  if (!place.ok()) return telling.Refuse(place.error());
  const Result<HookOutcome> outcome = UninstallHook(*place, hook);
  if (!outcome.ok()) return telling.Refuse(outcome.error());
  if (outcome->change != HookChange::kNone) {
    telling.Say(OutcomeLine(hook, *outcome, seen_from));
  } else if (asked_for) {
    telling.Say(fmt::format("{}: nothing of blotter's is there\n", HookName(hook)));
  }
}

// The template that install made goes with its hooks; one that holds anything else stays.
void TakeBackTemplate(const GlobalHooks& global, const std::string& config_home, Telling& telling) {
  const std::string folder = TemplateFolder(global);
  if (global.way != GlobalHooks::Way::kTemplate || folder != config_home + "/git/template") return;
  if (::rmdir(global.folder.c_str()) != 0 || ::rmdir(folder.c_str()) != 0) return;
  const Status unset = UnsetTemplateFolder();
  if (!unset.ok()) return telling.Refuse(unset.error());
  telling.Say("init.templateDir: no longer set\n");
}

ExitCode UninstallForAll(const HookRequest& request, const Variables& variables, Console& console) {
  const std::string config_home = ConfigHome(variables);
  const Result<GlobalHooks> global = FindGlobalHooks(config_home);
  if (!global.ok()) return RefuseAll(console, global.error());
  Telling telling(console);
  for (const Hook hook : Wanted(request, /*with_server_hook=*/false)) {
    UninstallOne(FindHookPlace(global->folder, hook), hook, "", true, telling);
  }
  if (!global->unset) TakeBackTemplate(*global, config_home, telling);
  if (global->way == GlobalHooks::Way::kTemplate) {
    telling.Say(
        "Repositories that were made meanwhile keep theirs: 'blotter hook uninstall' in each.\n");
  }
  return telling.Finish();
}

ExitCode UninstallHere(const HookRequest& request, Console& console) {
  const Result<HookFolder> folder = FindHookFolder();
  if (!folder.ok()) return RefuseAll(console, folder.error());
  if (folder->shared()) {
    return RefuseAll(console,
                     Error{fmt::format("git takes this repository's hooks from {}, as all others'; "
                                       "'blotter hook uninstall --global' takes them out there",
                                       folder->folder)});
  }
  const Status usable = CheckHookFolder(*folder);
  if (!usable.ok()) return RefuseAll(console, usable.error());
  Telling telling(console);
  for (const Hook hook : Wanted(request, /*with_server_hook=*/true)) {
    const bool asked_for = hook != Hook::kPreReceive || !request.names.empty();
    UninstallOne(FindHookPlace(*folder, hook), hook, folder->command_folder(), asked_for, telling);
  }
  return telling.Finish();
}

Positional HookNames(std::string help, HookRequest* request) {
  return {.value_name = "HOOK",
          .help = std::move(help),
          .required = false,
          .repeatable = true,
          .value_kind = ValueKind::kText,
          .choices = Names(/*with_server_hook=*/true),
          .values = &request->names};
}

}  // namespace

Command DescribeHookInstall(HookRequest* request) {
  Command command;
  command.name = "hook install";
  command.summary = "Have git run blotter before commits, merges and pushes";
  command.description = {
      "Writes hooks into the folder where git looks for them, in worktrees, with core.hooksPath "
      "and beside husky and the pre-commit framework, too. A shell script that is there gets "
      "blotter's lines in front of its own; anything else is left alone, with words on what to do. "
      "Doing it again brings older lines up to date.",
      "A hook names the executable by its path; where it cannot be run, the commit is blocked, "
      "with a line that says so. 'git commit --no-verify' passes over all hooks."};
  command.positional = HookNames(
      "pre-commit, pre-merge-commit, pre-push; by default these three. Or pre-receive, for a "
      "repository on a server, which refuses pushes",
      request);
  command.flags = {
      Switch("--global",
             "For all repositories: in core.hooksPath where that is set globally, otherwise in "
             "git's template for new ones",
             &request->global),
      HelpFlag()};
  command.examples = {
      {"blotter hook install", "Look at each commit, merge and push of this repository"},
      {"blotter hook install pre-push", "Only at what is pushed"},
      {"blotter hook install --global", "In every repository from now on"},
  };
  return command;
}

Command DescribeHookUninstall(HookRequest* request) {
  Command command;
  command.name = "hook uninstall";
  command.summary = "Take blotter's hooks out again";
  command.description = {
      "Takes out what 'blotter hook install' wrote, and nothing else: a script that was there is "
      "afterwards what it was before, to the byte."};
  command.positional = HookNames("Which hooks; by default all that are blotter's", request);
  command.flags = {Switch("--global", "Those for all repositories", &request->global), HelpFlag()};
  return command;
}

Command DescribeHookStatus(HookRequest* request) {
  Command command;
  command.name = "hook status";
  command.summary = "Which hooks would run blotter, and why others would not";
  command.description = {
      "Says of each hook what git would run, and where blotter would not be run, why, and the "
      "command that changes it. Nothing is run and nothing is changed; 'blotter doctor' tries it.",
      "Exit status: 0 where all of them would run blotter, 1 where not, 2 where it could not be "
      "found out."};
  command.positional = HookNames(
      "Which hooks; by default pre-commit, pre-merge-commit and pre-push, in a bare repository "
      "pre-receive",
      request);
  command.flags = {HelpFlag()};
  return command;
}

ExitCode RunHookInstall(const HookRequest& request, const Variables& variables, Console& console) {
  return request.global ? InstallForAll(request, variables, console)
                        : InstallHere(request, variables, console);
}

ExitCode RunHookUninstall(const HookRequest& request, const Variables& variables,
                          Console& console) {
  return request.global ? UninstallForAll(request, variables, console)
                        : UninstallHere(request, console);
}

}  // namespace blotter
