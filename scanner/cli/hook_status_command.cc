// `blotter hook status`.
#include <algorithm>
#include <string>

#include <fmt/format.h>

#include "scanner/cli/hook_command.h"
#include "scanner/cli/hook_status_text.h"
#include "scanner/report/sanitize.h"

namespace blotter {
namespace {

ExitCode Refuse(Console& console, const Error& error) {
  PrintError(console, Sanitize(error.message)).ok();
  return ExitCode::kIncomplete;
}

std::string StatusText(const HooksSeen& seen, const HookFolder& folder) {
  std::size_t widest = 0;
  for (const HookStatus& status : seen.hooks) {
    widest = std::max(widest, HookName(status.hook).size());
  }
  std::string text;
  for (const HookStatus& status : seen.hooks) {
    text += fmt::format("{:<{}}  {}\n", HookName(status.hook), widest, HookWords(status, folder));
    if (!status.fires) text += fmt::format("{:<{}}  {}\n", "", widest + 2, Sanitize(status.fix));
  }
  text += fmt::format("\nHooks folder: {}\n", FolderWords(folder));
  for (const std::string& file : ShadowedHooks(folder)) {
    text += fmt::format("git does not look at {}, where blotter stands, too.\n",
                        Sanitize(PathFrom(folder.command_folder(), file)));
  }
  return text;
}

}  // namespace

ExitCode RunHookStatus(const HookRequest& request, const Variables& variables, Console& console) {
  const Result<HookFolder> folder = FindHookFolder();
  if (!folder.ok()) return Refuse(console, folder.error());
  const Result<HooksSeen> seen = InspectHooks(*folder, request.names, variables("PATH"));
  if (!seen.ok()) return Refuse(console, seen.error());
  Status written = console.out.Write(StatusText(*seen, *folder));
  if (written.ok()) written = console.out.Flush();
  if (!written.ok()) return Refuse(console, written.error());
  return seen->all_fire ? ExitCode::kClean : ExitCode::kFindings;
}

}  // namespace blotter
