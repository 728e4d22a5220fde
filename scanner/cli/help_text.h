// --help, made from the declarations.
#pragma once

#include <string>
#include <vector>

#include "scanner/cli/command.h"

namespace blotter {

// `paragraph` broken at spaces into lines of at most `width` bytes, each after `indent` spaces.
std::string Wrap(const std::string& paragraph, std::size_t indent, std::size_t width = 80);

// "-q, --quiet", "    --format FORMAT"
std::string FlagHeading(const Flag& flag);

std::string CommandHelp(const Command& command);

// The help of the program itself: `program` holds its own flags, `verbs` all that it can do.
std::string ProgramHelp(const Command& program, const std::vector<const Command*>& verbs);

}  // namespace blotter
