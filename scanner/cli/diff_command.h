// `blotter diff`: what commits add.
#pragma once

#include <string>
#include <vector>

#include "scanner/cli/command.h"
#include "scanner/cli/console.h"
#include "scanner/cli/exit_code.h"
#include "scanner/cli/terminal.h"
#include "scanner/cli/variables.h"
#include "scanner/model/options.h"

namespace blotter {

struct DiffRequest {
  std::vector<std::string> ranges;  // "BASE" or "BASE..TIP"; at most one
  bool base_from_ci = false;
  std::string pre_push;      // the remote that is pushed to; empty: no such hook
  bool pre_receive = false;  // refs come on standard input, as to that hook
  DiffOptions diff;          // the commits are set from the above
  ConfigOptions config;
  AllowOptions allow;
  OutputOptions output;
};

// The declaration; parsing fills in `*request`, which must outlive it.
Command DescribeDiff(DiffRequest* request);

ExitCode RunDiffCommand(const DiffRequest& request, const TerminalEnvironment& environment,
                        const Variables& variables, Console& console);

}  // namespace blotter
