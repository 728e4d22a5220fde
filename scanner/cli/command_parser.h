// Reads a verb's arguments into the option structs that its declaration names. CLI11 does the
// reading; its types and exceptions stop here.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/cli/command.h"

namespace blotter {

enum class ParseOutcome : std::uint8_t { kRun, kHelpWanted };

// `arguments` are those after the verb. The error is one line: which argument is wrong, why, and
// the nearest right one. Flags may stand before, between and after paths; after "--" everything is
// a path. --help wins over whatever else is wrong.
Result<ParseOutcome> ParseArguments(const Command& command, std::vector<std::string> arguments);

}  // namespace blotter
