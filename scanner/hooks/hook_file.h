// The file that a hook of ours goes into, whoever else is there: git's own hooks folder, husky
// (https://typicode.github.io/husky), lefthook (https://lefthook.dev), the pre-commit framework
// (https://pre-commit.com). Read without following links, written whole or not at all.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "scanner/base/result.h"
#include "scanner/hooks/hook.h"
#include "scanner/hooks/hook_folder.h"

namespace blotter {

enum class HookFileKind : std::uint8_t { kMissing, kFile, kLink, kOther };

struct HookFile {
  std::string path;  // absolute
  HookFileKind kind = HookFileKind::kMissing;
  mode_t mode = 0;      // permissions
  bool runs = false;    // the system lets this user execute it
  std::string text;     // of a file
  std::string link_to;  // of a link
};

// Error: it cannot be read, or is larger than any script.
Result<HookFile> ReadHookFile(const std::string& path);

// Folders on the way are made. A file that was there keeps its mode; a new one is executable for
// whoever the umask lets read it.
Status WriteHookFile(const HookFile& old, std::string_view text);

// Who wrote a hook, where it is one of the programs that manage them.
enum class HookManager : std::uint8_t { kNone, kHusky, kLefthook, kPreCommitFramework };

HookManager ManagerOf(std::string_view script);

// Where a hook goes, and what git itself runs, which may be another file.
struct HookPlace {
  HookManager manager = HookManager::kNone;
  HookFile run;   // by git
  HookFile ours;  // where our block stands or goes: the same file, or the one that a manager runs
  // `ours` is started by git or by a manager that asks for the executable bit.
  bool must_be_executable = true;
};

// husky's wrappers run .husky/NAME, the framework's hook runs NAME.legacy beside it; lefthook's
// runs nothing, and puts away what it finds.
Result<HookPlace> FindHookPlace(const HookFolder& folder, Hook hook);
// The same in any folder that git copies or takes hooks from.
Result<HookPlace> FindHookPlace(const std::string& folder, Hook hook);

// The name of lefthook's configuration in the worktree, if there is one: 'lefthook install' puts
// away the hooks that it finds.
std::string LefthookConfiguration(const HookFolder& folder);

// What to write into lefthook's configuration.
std::string LefthookLines(Hook hook);

}  // namespace blotter
