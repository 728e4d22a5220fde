// A run whose names, messages, evidence and failures try to break out of every format: they hold
// what ends a value, begins a command, a tag, a table cell or a link somewhere.
#pragma once

#include <string>
#include <vector>

#include "tests/report/sample_run.h"

namespace blotter::testing {

// Names of files, of which each has a finding in MakeHostileRun.
const std::vector<std::string>& HostileNames();

// Incomplete: it could not read files of these names either. Notes, warnings and errors in turn.
SampleRun MakeHostileRun();

}  // namespace blotter::testing
