#include "scanner/cli/program.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "scanner/base/suggest.h"
#include "scanner/base/version.h"
#include "scanner/cli/command_parser.h"
#include "scanner/cli/doctor_command.h"
#include "scanner/cli/help_text.h"
#include "scanner/cli/quote.h"

namespace blotter {
namespace {

Command DescribeProgram() {
  Command command;
  command.summary = "finds leaked Writer API keys, bearer headers and unignored .env files";
  command.description = {
      "Looks at files, says which keys they leak, where, and what to do, and proves what it looked "
      "at: a run that could not read everything never ends with 0."};
  Flag version;
  version.name = "--version";
  version.short_name = 'V';
  version.help = "Print the version and exit";
  command.flags = {version, HelpFlag()};
  command.examples = {
      {"blotter scan", "Look at the current folder"},
      {"blotter staged", "Look at what the commit being made would record"},
      {"blotter diff main", "Look at what the commits since main add"},
      {"blotter history", "Look at every object that this repository ever held"},
      {"blotter rules list", "What it looks for"},
  };
  return command;
}

// The words of "rules list", compared with the first arguments.
bool Names(const std::vector<std::string>& arguments, const std::string& verb, std::size_t* words) {
  const std::size_t space = verb.find(' ');
  *words = space == std::string::npos ? 1 : 2;
  if (arguments.size() < *words || arguments[0] != verb.substr(0, space)) return false;
  return *words == 1 || arguments[1] == verb.substr(space + 1);
}

ExitCode FinishOutput(Console& console, std::string_view text) {
  Status written = console.out.Write(text);
  if (written.ok()) written = console.out.Flush();
  if (written.ok()) return ExitCode::kClean;
  PrintError(console, written.error().message).ok();
  return ExitCode::kIncomplete;
}

ExitCode UsageError(Console& console, std::string_view message, std::string_view read_more) {
  PrintError(console, fmt::format("{}; see '{}'", message, read_more)).ok();
  return ExitCode::kIncomplete;
}

}  // namespace

Program::Program(const TerminalEnvironment& environment, Variables variables)
    : environment_(environment), variables_(std::move(variables)), command_(DescribeProgram()) {
  verbs_.push_back({DescribeScan(&scan_), [this](Console& console) {
                      return RunScanCommand(scan_, environment_, variables_, console);
                    }});
  verbs_.push_back({DescribeStaged(&staged_), [this](Console& console) {
                      return RunStagedCommand(staged_, environment_, variables_, console);
                    }});
  verbs_.push_back({DescribeDiff(&diff_), [this](Console& console) {
                      return RunDiffCommand(diff_, environment_, variables_, console);
                    }});
  verbs_.push_back({DescribeHistory(&history_), [this](Console& console) {
                      return RunHistoryCommand(history_, environment_, variables_, console);
                    }});
  verbs_.push_back({DescribeHookInstall(&hook_), [this](Console& console) {
                      return RunHookInstall(hook_, variables_, console);
                    }});
  verbs_.push_back({DescribeHookUninstall(&hook_), [this](Console& console) {
                      return RunHookUninstall(hook_, variables_, console);
                    }});
  verbs_.push_back({DescribeHookStatus(&hook_), [this](Console& console) {
                      return RunHookStatus(hook_, variables_, console);
                    }});
  verbs_.push_back({DescribeDoctor(),
                    [this](Console& console) { return RunDoctorCommand(variables_, console); }});
  verbs_.push_back({DescribeBaselineCreate(&baseline_), [this](Console& console) {
                      return RunBaselineCreate(baseline_, variables_, console);
                    }});
  verbs_.push_back({DescribeBaselinePrune(&baseline_), [this](Console& console) {
                      return RunBaselinePrune(baseline_, variables_, console);
                    }});
  verbs_.push_back({DescribeRulesList(&rules_),
                    [this](Console& console) { return RunRulesList(rules_, console); }});
  verbs_.push_back({DescribeRulesShow(&rules_),
                    [this](Console& console) { return RunRulesShow(rules_, console); }});
  verbs_.push_back({DescribeRulesTest(&rules_),
                    [this](Console& console) { return RunRulesTest(rules_, console); }});
}

bool Program::IsGroup(const std::string& word) const {
  return std::any_of(verbs_.begin(), verbs_.end(), [&word](const Verb& verb) {
    return verb.command.name.starts_with(word + " ");
  });
}

std::vector<const Command*> Program::verbs() const {
  std::vector<const Command*> commands;
  for (const Verb& verb : verbs_) commands.push_back(&verb.command);
  return commands;
}

Error Program::UnknownVerb(const std::vector<std::string>& arguments) const {
  const std::string& word = arguments.front();
  if (word.size() > 1 && word.front() == '-') {
    return Error{fmt::format("{} before the verb; flags follow it", Quote(word))};
  }
  std::vector<std::string> first_words;
  std::vector<std::string> second_words;
  for (const Verb& verb : verbs_) {
    const std::string& name = verb.command.name;
    const std::size_t space = name.find(' ');
    first_words.push_back(name.substr(0, space));
    if (space != std::string::npos && first_words.back() == word) {
      second_words.push_back(name.substr(space + 1));
    }
  }
  if (second_words.empty()) {
    return Error{fmt::format("unknown verb {}{}", Quote(word), DidYouMean(word, first_words))};
  }
  if (arguments.size() == 1) {
    return Error{fmt::format("{} needs one of {}", word, fmt::join(second_words, ", "))};
  }
  return Error{fmt::format("unknown verb {}{}", Quote(word + " " + arguments[1]),
                           DidYouMean(arguments[1], second_words))};
}

ExitCode Program::Run(const std::vector<std::string>& arguments, Console& console) {
  if (arguments.empty()) {
    return UsageError(console, "no verb given; 'blotter scan' looks at this folder",
                      "blotter --help");
  }
  const std::string& first = arguments.front();
  if (first == "--version" || first == "-V") {
    return FinishOutput(console, fmt::format("blotter {}\n", Version()));
  }
  const bool help_of_group =
      arguments.size() == 2 && IsGroup(first) && (arguments[1] == "--help" || arguments[1] == "-h");
  if (first == "--help" || first == "-h" || help_of_group) {
    return FinishOutput(console, ProgramHelp(command_, verbs()));
  }
  for (const Verb& verb : verbs_) {
    std::size_t words = 0;
    if (!Names(arguments, verb.command.name, &words)) continue;
    const auto rest = arguments.begin() + static_cast<std::ptrdiff_t>(words);
    return RunVerb(verb, {rest, arguments.end()}, console);
  }
  return UsageError(console, UnknownVerb(arguments).message, "blotter --help");
}

ExitCode Program::RunVerb(const Verb& verb, const std::vector<std::string>& arguments,
                          Console& console) {
  const Result<ParseOutcome> outcome = ParseArguments(verb.command, arguments);
  if (!outcome.ok()) {
    return UsageError(console, outcome.error().message,
                      fmt::format("blotter {} --help", verb.command.name));
  }
  if (outcome.value() == ParseOutcome::kHelpWanted) {
    return FinishOutput(console, CommandHelp(verb.command));
  }
  return verb.run(console);
}

}  // namespace blotter
