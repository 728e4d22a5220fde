// What there is to know about where output goes: a terminal or not, how wide, colour or not.
#pragma once

#include "scanner/model/options.h"

namespace blotter {

struct Terminal {
  bool is_terminal = false;
  int columns = 80;
};

// What the environment says about terminals; main reads it, nothing else does.
struct TerminalEnvironment {
  bool no_color = false;       // NO_COLOR is set and not empty (no-color.org)
  bool dumb_terminal = false;  // TERM is unset, empty or "dumb"
};

Terminal DetectTerminal(int fd);

// Colour for a stream, as asked for and as it is fit for.
bool UseColor(ColorChoice choice, const Terminal& terminal, const TerminalEnvironment& environment);

}  // namespace blotter
