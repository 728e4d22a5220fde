// `blotter staged`: what the commit being made would record.
#pragma once

#include "scanner/cli/command.h"
#include "scanner/cli/console.h"
#include "scanner/cli/exit_code.h"
#include "scanner/cli/terminal.h"
#include "scanner/cli/variables.h"
#include "scanner/model/options.h"

namespace blotter {

struct StagedRequest {
  StagedOptions staged;
  ConfigOptions config;
  AllowOptions allow;
  OutputOptions output;
};

// The declaration; parsing fills in `*request`, which must outlive it.
Command DescribeStaged(StagedRequest* request);

ExitCode RunStagedCommand(const StagedRequest& request, const TerminalEnvironment& environment,
                          const Variables& variables, Console& console);

}  // namespace blotter
