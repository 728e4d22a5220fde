#include "scanner/cli/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

namespace blotter {

Terminal DetectTerminal(int fd) {
  Terminal terminal;
  terminal.is_terminal = ::isatty(fd) == 1;
  winsize size{};
  if (terminal.is_terminal && ::ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
    terminal.columns = size.ws_col;
  }
  return terminal;
}

bool UseColor(ColorChoice choice, const Terminal& terminal,
              const TerminalEnvironment& environment) {
  if (choice != ColorChoice::kAuto) return choice == ColorChoice::kAlways;
  return terminal.is_terminal && !environment.no_color && !environment.dumb_terminal;
}

}  // namespace blotter
