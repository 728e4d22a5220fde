// Puts hooks of ours in place, and takes them out again. What was there stays: a shell script gets
// our block in front of it, all else is refused with words.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "scanner/base/result.h"
#include "scanner/hooks/hook.h"
#include "scanner/hooks/hook_file.h"
#include "scanner/hooks/hook_folder.h"

namespace blotter {

enum class HookChange : std::uint8_t { kNone, kMade, kChained, kUpdated, kRemoved, kTakenOut };

struct HookOutcome {
  HookChange change = HookChange::kNone;
  std::string path;  // of the file, absolute
  HookManager manager = HookManager::kNone;
};

// `program` is what the hook runs: an absolute path, or a name on PATH. Doing it twice changes
// nothing. Error: what is in the way, and what to do; nothing was written.
Result<HookOutcome> InstallHook(const HookPlace& place, Hook hook, std::string_view program);

// kNone where there is nothing of ours.
Result<HookOutcome> UninstallHook(const HookPlace& place, Hook hook);

// That the folder is where its name says, and not led out of the worktree by a link that somebody
// committed.
Status CheckHookFolder(const HookFolder& folder);

}  // namespace blotter
