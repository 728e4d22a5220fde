// What `blotter hook status` and `blotter doctor` say about hooks.
#pragma once

#include <string>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/hooks/hook.h"
#include "scanner/hooks/hook_folder.h"
#include "scanner/hooks/hook_status.h"

namespace blotter {

// The hooks that a repository of this kind is expected to have; `all` adds what else is there.
struct HooksSeen {
  std::vector<HookStatus> hooks;
  bool all_fire = true;  // of those that were asked for
};

// `names`: of hooks; empty: pre-commit, pre-merge-commit and pre-push, in a bare repository
// pre-receive, and any other that holds lines of ours. Error: a hook that cannot be read.
Result<HooksSeen> InspectHooks(const HookFolder& folder, const std::vector<std::string>& names,
                               const std::string& path_variable);

// "fires: .git/hooks/pre-commit runs /usr/bin/blotter (0.1.0)", sanitised.
std::string HookWords(const HookStatus& status, const HookFolder& folder);

// "hooks/ of the repository", "tools/hooks (core.hooksPath in .git/config)", sanitised.
std::string FolderWords(const HookFolder& folder);

}  // namespace blotter
