// `blotter history`: every object that repositories ever held.
#pragma once

#include "scanner/cli/command.h"
#include "scanner/cli/console.h"
#include "scanner/cli/exit_code.h"
#include "scanner/cli/repository_list.h"
#include "scanner/cli/terminal.h"
#include "scanner/cli/variables.h"
#include "scanner/model/options.h"

namespace blotter {

struct HistoryRequest {
  RepositoryArguments arguments;  // HistoryOptions::repositories comes of these
  HistoryOptions history;
  AllowOptions allow;
  ConfigOptions config;
  OutputOptions output;
};

// The declaration; parsing fills in `*request`, which must outlive it.
Command DescribeHistory(HistoryRequest* request);

ExitCode RunHistoryCommand(const HistoryRequest& request, const TerminalEnvironment& environment,
                           const Variables& variables, Console& console);

}  // namespace blotter
