// Words for commands that a person is told to run.
#pragma once

#include <string>
#include <string_view>

namespace blotter {

// `text` as an argument that a POSIX shell reads back unchanged; as it is where it needs no quotes.
// Not made safe for a terminal.
std::string ShellQuote(std::string_view text);

}  // namespace blotter
