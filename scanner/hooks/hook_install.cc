#include "scanner/hooks/hook_install.h"

#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <optional>
#include <system_error>

#include <fmt/format.h>

#include "scanner/base/file.h"
#include "scanner/base/shell_quote.h"
#include "scanner/hooks/hook_block.h"

namespace blotter {
namespace {

namespace fs = std::filesystem;

Error InTheWay(const HookFile& file, std::string_view what, std::string_view advice) {
  return Error{fmt::format("{}: {}; {}", file.path, what, advice)};
}

// How a hook of another kind can run blotter itself.
std::string CallItself(Hook hook) {
  return fmt::format("have it run '{}' and end with its exit code, or move it away",
                     BlotterCall(hook));
}

Status CheckFile(const HookFile& file, Hook hook) {
  if (file.kind == HookFileKind::kLink) {
    return InTheWay(file,
                    fmt::format("it is a symbolic link to {}, which is not followed", file.link_to),
                    CallItself(hook));
  }
  if (file.kind == HookFileKind::kOther) {
    return InTheWay(file, "it is neither a file nor a link", "move it away");
  }
  return Status::Ok();
}

}  // namespace

Result<HookOutcome> InstallHook(const HookPlace& place, Hook hook, std::string_view program) {
  const HookFile& file = place.ours;
  if (place.manager == HookManager::kLefthook) {
    return InTheWay(file, "it is lefthook's, which runs nothing else",
                    "write these lines into lefthook's configuration");
  }
  const Status usable = CheckFile(file, hook);
  if (!usable.ok()) return usable.error();
  const bool existed = file.kind == HookFileKind::kFile;
  if (existed && place.must_be_executable && !file.runs) {
    return InTheWay(
        file, "it is not executable, so that git does not run it",
        fmt::format("'chmod +x {}' if it is to run again, or move it away", ShellQuote(file.path)));
  }
  const Result<std::optional<FoundBlock>> block = FindBlock(hook, file.text);
  if (!block.ok()) return InTheWay(file, block.error().message, "then install again");
  const Result<std::string> text = WithBlock(hook, program, file.text, existed);
  if (!text.ok()) return InTheWay(file, text.error().message, CallItself(hook));
  HookOutcome outcome{.change = HookChange::kNone, .path = file.path, .manager = place.manager};
  if (existed && *text == file.text) return outcome;
  outcome.change = *block    ? HookChange::kUpdated
                   : existed ? HookChange::kChained
                             : HookChange::kMade;
  const Status written = WriteHookFile(file, *text);
  if (!written.ok()) return written.error();
  return outcome;
}

Result<HookOutcome> UninstallHook(const HookPlace& place, Hook hook) {
  const HookFile& file = place.ours;
  HookOutcome outcome{.change = HookChange::kNone, .path = file.path, .manager = place.manager};
  if (file.kind != HookFileKind::kFile) return outcome;
  const Result<std::optional<std::string>> rest = WithoutBlock(hook, file.text);
  if (!rest.ok()) return InTheWay(file, rest.error().message, "then uninstall again");
  if (*rest && **rest == file.text) return outcome;
  if (*rest) {
    outcome.change = HookChange::kTakenOut;
    const Status written = WriteHookFile(file, **rest);
    if (!written.ok()) return written.error();
    return outcome;
  }
  outcome.change = HookChange::kRemoved;
  if (::unlink(file.path.c_str()) != 0) {
    return Error{fmt::format("cannot remove {}: {}", file.path, ErrnoMessage(errno))};
  }
  return outcome;
}

Status CheckHookFolder(const HookFolder& folder) {
  if (!folder.in_worktree()) return Status::Ok();
  std::error_code error;
  const fs::path real = fs::weakly_canonical(folder.folder, error);
  if (error) return Error{fmt::format("cannot look at {}: {}", folder.folder, error.message())};
  const fs::path top = fs::weakly_canonical(folder.top, error);
  const fs::path wanted = top / folder.folder.substr(folder.top.size() + 1);
  if (!error && real == wanted) return Status::Ok();
  return Error{fmt::format(
      "{} leads through a symbolic link in the worktree to {}; nothing is written there",
      folder.folder, real.string())};
}

}  // namespace blotter
