// What git would do with a hook of ours now, and why not, found by looking: nothing is run.
#pragma once

#include <string>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/hooks/hook.h"
#include "scanner/hooks/hook_file.h"
#include "scanner/hooks/hook_folder.h"

namespace blotter {

struct HookStatus {
  Hook hook = Hook::kPreCommit;
  HookPlace place;
  bool fires = false;
  bool has_block = false;   // ours stands there, whether it fires or not
  bool others_too = false;  // the script has other lines, which run when ours are done
  std::string by;           // where it fires without a block of ours: "lefthook.yml"
  std::string program;      // what the block runs, as an absolute path
  std::string version;      // of that, by its bytes; empty where they do not tell
  std::string problem;      // why it does not fire; one line
  std::string fix;          // the command, or what to do
};

// `path_variable`: PATH, where a hook names its program without a folder.
Result<HookStatus> InspectHook(const HookFolder& folder, Hook hook,
                               const std::string& path_variable);

// Hooks of ours in the repository's own folder that git does not look at, because core.hooksPath
// names another: their files, absolute.
std::vector<std::string> ShadowedHooks(const HookFolder& folder);

// Of the executable at `path`, by its bytes.
std::string VersionOfProgram(const std::string& path);

}  // namespace blotter
