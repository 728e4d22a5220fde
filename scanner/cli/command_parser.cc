#include "scanner/cli/command_parser.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <utility>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "scanner/base/suggest.h"
#include "scanner/cli/quote.h"

namespace blotter {
namespace {

std::string ParserNames(const Flag& flag) {
  if (flag.short_name == '\0') return flag.name;
  return fmt::format("-{},{}", flag.short_name, flag.name);
}

std::vector<std::string> FlagNames(const Command& command) {
  std::vector<std::string> names;
  for (const Flag& flag : command.flags) names.push_back(flag.name);
  return names;
}

// Everything that CLI11 did not take: paths, flags that do not exist, and "--".
Status TakeRest(const Command& command, const std::vector<std::string>& rest) {
  bool flags_ended = false;
  std::size_t taken = 0;
  for (const std::string& word : rest) {
    if (!flags_ended && word == "--") {
      flags_ended = true;
      continue;
    }
    if (!flags_ended && word.size() > 1 && word.front() == '-') {
      const std::string name = word.substr(0, word.find('='));
      return Error{
          fmt::format("unknown flag {}{}", Quote(name), DidYouMean(name, FlagNames(command)))};
    }
    if (word.empty()) return Error{"an empty argument is not a path"};
    if (!command.positional || (taken > 0 && !command.positional->repeatable)) {
      return Error{fmt::format("unexpected argument {}", Quote(word))};
    }
    const std::vector<std::string>& choices = command.positional->choices;
    if (!choices.empty() && std::find(choices.begin(), choices.end(), word) == choices.end()) {
      return Error{fmt::format("{} is not one of {}{}", Quote(word), fmt::join(choices, ", "),
                               DidYouMean(word, choices))};
    }
    command.positional->values->push_back(word);
    ++taken;
  }
  if (command.positional && command.positional->required && taken == 0) {
    return Error{fmt::format("{} is missing", command.positional->value_name)};
  }
  return Status::Ok();
}

Status SetValue(const Flag& flag, const std::string& value) {
  const bool allowed = flag.choices.empty() || std::find(flag.choices.begin(), flag.choices.end(),
                                                         value) != flag.choices.end();
  if (!allowed) {
    return Error{fmt::format("{}: {} is not one of {}{}", flag.name, Quote(value),
                             fmt::join(flag.choices, ", "), DidYouMean(value, flag.choices))};
  }
  Status status = flag.set(value);
  if (status.ok()) return status;
  return Error{fmt::format("{}: {}", flag.name, status.error().message)};
}

// CLI11's messages begin with the option's name, sometimes without its dashes; ours say what it
// wants in the words of the declaration.
Error Explain(const Command& command, const CLI::ParseError& error) {
  const std::string message = error.what();
  for (const Flag& flag : command.flags) {
    const bool about_it =
        message.starts_with(flag.name + ":") || message.starts_with(flag.name.substr(2) + " ");
    if (about_it && flag.takes_value()) {
      return Error{fmt::format("{} needs a value: {}", flag.name, flag.value_name)};
    }
    if (about_it) return Error{fmt::format("{} takes no value", flag.name)};
  }
  return Error{message};
}

}  // namespace

Result<ParseOutcome> ParseArguments(const Command& command, std::vector<std::string> arguments) {
  // Asked for beside anything else, wrong or right; but a path may be called --help, too.
  for (const std::string& argument : arguments) {
    if (argument == "--") break;
    if (argument == "--help" || argument == "-h") return ParseOutcome::kHelpWanted;
  }
  CLI::App app;
  app.set_help_flag();
  app.allow_extras();
  std::map<const Flag*, CLI::Option*> options;
  for (const Flag& flag : command.flags) {
    if (!flag.set) continue;
    CLI::Option* option = flag.takes_value()
                              ? app.add_option(ParserNames(flag))
                              : app.add_flag(ParserNames(flag))->disable_flag_override();
    if (flag.takes_value()) option->expected(1)->allow_extra_args(false);
    option->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    options.emplace(&flag, option);
  }
  try {
    std::reverse(arguments.begin(), arguments.end());  // CLI11 takes them from the back
    app.parse(std::move(arguments));
  } catch (const CLI::ParseError& error) {
    return Explain(command, error);
  }
  for (const Flag& flag : command.flags) {
    const auto found = options.find(&flag);
    if (found == options.end() || found->second->count() == 0) continue;
    const std::vector<std::string> values =
        flag.takes_value() ? found->second->results() : std::vector<std::string>{""};
    for (const std::string& value : values) {
      const Status status = SetValue(flag, value);
      if (!status.ok()) return status.error();
    }
  }
  const Status rest = TakeRest(command, app.remaining());
  if (!rest.ok()) return rest.error();
  return ParseOutcome::kRun;
}

}  // namespace blotter
