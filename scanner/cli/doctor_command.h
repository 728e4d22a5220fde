// `blotter doctor`: whether blotter would really stop a leak here, tried and not believed.
#pragma once

#include "scanner/cli/command.h"
#include "scanner/cli/console.h"
#include "scanner/cli/exit_code.h"
#include "scanner/cli/variables.h"

namespace blotter {

Command DescribeDoctor();

// 0: all is well; 1: something is wrong; 2: it could not be found out.
ExitCode RunDoctorCommand(const Variables& variables, Console& console);

}  // namespace blotter
