// The program without its process: verbs, and which of them the arguments ask for.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "scanner/cli/baseline_command.h"
#include "scanner/cli/command.h"
#include "scanner/cli/console.h"
#include "scanner/cli/diff_command.h"
#include "scanner/cli/exit_code.h"
#include "scanner/cli/history_command.h"
#include "scanner/cli/hook_command.h"
#include "scanner/cli/rules_command.h"
#include "scanner/cli/scan_command.h"
#include "scanner/cli/staged_command.h"
#include "scanner/cli/variables.h"

namespace blotter {

struct Verb {
  Command command;
  std::function<ExitCode(Console&)> run;
};

// Holds the option structs that the verbs' flags write to. One run each; not shared.
class Program {
 public:
  Program(const TerminalEnvironment& environment, Variables variables);
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  // `arguments` without the program's own name. Never exits, never throws.
  ExitCode Run(const std::vector<std::string>& arguments, Console& console);

  // For the man page and the completions.
  const Command& command() const { return command_; }
  std::vector<const Command*> verbs() const;

 private:
  ExitCode RunVerb(const Verb& verb, const std::vector<std::string>& arguments, Console& console);
  // Whether verbs of two words begin with it.
  bool IsGroup(const std::string& word) const;
  Error UnknownVerb(const std::vector<std::string>& arguments) const;

  const TerminalEnvironment environment_;
  const Variables variables_;
  ScanRequest scan_;
  StagedRequest staged_;
  DiffRequest diff_;
  HistoryRequest history_;
  HookRequest hook_;
  BaselineRequest baseline_;
  RulesRequest rules_;
  Command command_;
  std::vector<Verb> verbs_;
};

}  // namespace blotter
