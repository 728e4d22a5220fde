// The process: its environment, its signals, its exit. Everything else is in the rooms.
#include <cstdlib>
#include <string>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/cli/console.h"
#include "scanner/cli/exit_code.h"
#include "scanner/cli/process.h"
#include "scanner/cli/program.h"
#include "scanner/cli/terminal.h"

namespace {

std::string Variable(const std::string& name) {
  const char* value = std::getenv(name.c_str());
  return value == nullptr ? "" : value;
}

blotter::Status PrepareProcess() {
  blotter::IgnoreBrokenPipes();
  const blotter::Status open = blotter::OpenStandardDescriptors();
  return open.ok() ? blotter::ForbidCoreDumps() : open;
}

}  // namespace

int main(int argc, char** argv) {
  const blotter::Status prepared = PrepareProcess();
  blotter::Console console;
  if (!prepared.ok()) {
    blotter::PrintError(console, prepared.error().message).ok();
    return static_cast<int>(blotter::ExitCode::kIncomplete);
  }
  console.out_terminal = blotter::DetectTerminal(1);
  console.err_terminal = blotter::DetectTerminal(2);
  blotter::TerminalEnvironment environment;
  environment.no_color = !Variable("NO_COLOR").empty();
  const std::string terminal_type = Variable("TERM");
  environment.dumb_terminal = terminal_type.empty() || terminal_type == "dumb";

  const std::vector<std::string> arguments(argv + (argc > 0 ? 1 : 0), argv + argc);
  return static_cast<int>(blotter::Program(environment, Variable).Run(arguments, console));
}
