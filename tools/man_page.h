// blotter(1), made from the declarations of the verbs and flags. Only the sections that no
// declaration holds (FILES, SEE ALSO) are prose.
#pragma once

#include <string>
#include <vector>

#include "scanner/cli/command.h"

namespace blotter {

// man(7) source. `program` holds the program's own flags.
std::string ManPage(const Command& program, const std::vector<const Command*>& verbs,
                    const std::string& version);

}  // namespace blotter
