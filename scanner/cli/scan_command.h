// `blotter scan`: files as they are on disk.
#pragma once

#include "scanner/cli/command.h"
#include "scanner/cli/console.h"
#include "scanner/cli/exit_code.h"
#include "scanner/cli/terminal.h"
#include "scanner/cli/variables.h"
#include "scanner/model/options.h"

namespace blotter {

struct ScanRequest {
  ScanOptions scan;
  AllowOptions allow;
  ConfigOptions config;
  OutputOptions output;
};

// The declaration; parsing fills in `*request`, which must outlive it.
Command DescribeScan(ScanRequest* request);

ExitCode RunScanCommand(const ScanRequest& request, const TerminalEnvironment& environment,
                        const Variables& variables, Console& console);

}  // namespace blotter
