// `blotter hook install|uninstall|status`: git hooks that run blotter, beside whatever else is
// there.
#pragma once

#include <string>
#include <vector>

#include "scanner/cli/command.h"
#include "scanner/cli/console.h"
#include "scanner/cli/exit_code.h"
#include "scanner/cli/variables.h"

namespace blotter {

struct HookRequest {
  std::vector<std::string> names;  // of hooks; empty: the verb's default
  bool global = false;
};

Command DescribeHookInstall(HookRequest* request);
Command DescribeHookUninstall(HookRequest* request);
Command DescribeHookStatus(HookRequest* request);

// 0: all that was asked for is in place (or gone); 2: not all of it, each with its reason.
ExitCode RunHookInstall(const HookRequest& request, const Variables& variables, Console& console);
ExitCode RunHookUninstall(const HookRequest& request, const Variables& variables, Console& console);
// 0: all hooks that were asked for would run blotter; 1: not all; 2: could not find out.
ExitCode RunHookStatus(const HookRequest& request, const Variables& variables, Console& console);

}  // namespace blotter
