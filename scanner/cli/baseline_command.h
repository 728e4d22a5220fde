// `blotter baseline create` and `blotter baseline prune`: writing what is known, and forgetting
// what is gone. Both go by a complete run only; otherwise the file stays as it is.
#pragma once

#include <string>

#include "scanner/cli/command.h"
#include "scanner/cli/console.h"
#include "scanner/cli/exit_code.h"
#include "scanner/cli/variables.h"
#include "scanner/model/options.h"

namespace blotter {

struct BaselineRequest {
  ScanOptions scan;
  ConfigOptions config;
  std::string file = ".blotter-baseline";
  bool history = false;  // paths are repositories, and their histories are looked at
};

Command DescribeBaselineCreate(BaselineRequest* request);
Command DescribeBaselinePrune(BaselineRequest* request);

ExitCode RunBaselineCreate(const BaselineRequest& request, const Variables& variables,
                           Console& console);
ExitCode RunBaselinePrune(const BaselineRequest& request, const Variables& variables,
                          Console& console);

}  // namespace blotter
