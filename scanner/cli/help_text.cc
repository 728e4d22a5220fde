#include "scanner/cli/help_text.h"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

namespace blotter {
namespace {

constexpr std::size_t kFlagIndent = 2;
constexpr std::size_t kTextIndent = 10;

std::string FlagSection(const Command& command) {
  std::string text = "Flags:\n";
  for (const Flag& flag : command.flags) {
    text += fmt::format("{:{}}{}\n", "", kFlagIndent, FlagHeading(flag));
    text += Wrap(flag.help + ".", kTextIndent);
  }
  return text;
}

std::string ExampleSection(const std::vector<Example>& examples) {
  std::string text = "Examples:\n";
  for (const Example& example : examples) {
    text += fmt::format("  {}\n{}", example.command, Wrap(example.meaning + ".", kTextIndent));
  }
  return text;
}

}  // namespace

std::string Wrap(const std::string& paragraph, std::size_t indent, std::size_t width) {
  std::string text;
  std::string line(indent, ' ');
  std::string_view rest = paragraph;
  while (!rest.empty()) {
    const std::string_view word = rest.substr(0, rest.find(' '));
    rest.remove_prefix(std::min(word.size() + 1, rest.size()));
    if (line.size() > indent && line.size() + 1 + word.size() > width) {
      text += line + "\n";
      line.assign(indent, ' ');
    }
    if (line.size() > indent) line += ' ';
    line += word;
  }
  return text + line + "\n";
}

std::string FlagHeading(const Flag& flag) {
  const std::string short_form =
      flag.short_name == '\0' ? "    " : fmt::format("-{}, ", flag.short_name);
  const std::string value = flag.takes_value() ? " " + flag.value_name : "";
  return short_form + flag.name + value;
}

std::string CommandHelp(const Command& command) {
  std::string text = fmt::format("{}\n\nUsage: {}\n", command.summary, Synopsis(command));
  for (const std::string& paragraph : command.description) text += "\n" + Wrap(paragraph, 0);
  if (command.positional) {
    text += fmt::format("\nArguments:\n  {}\n{}", command.positional->value_name,
                        Wrap(command.positional->help + ".", kTextIndent));
  }
  text += "\n" + FlagSection(command);
  if (!command.examples.empty()) text += "\n" + ExampleSection(command.examples);
  return text;
}

std::string ProgramHelp(const Command& program, const std::vector<const Command*>& verbs) {
  std::string text =
      fmt::format("blotter: {}\n\nUsage: blotter VERB [FLAGS] [ARGUMENTS]\n", program.summary);
  for (const std::string& paragraph : program.description) text += "\n" + Wrap(paragraph, 0);
  std::size_t widest = 0;
  for (const Command* verb : verbs) widest = std::max(widest, verb->name.size());
  text += "\nVerbs:\n";
  for (const Command* verb : verbs) {
    text += fmt::format("  {:<{}}  {}\n", verb->name, widest, verb->summary);
  }
  text += "\n" + FlagSection(program) + "\n" + ExampleSection(program.examples);
  return text +
         "\nExit status:\n"
         "  0  complete, nothing found at or above --fail-on\n"
         "  1  complete, findings\n"
         "  2  could not complete (usage error, unreadable content, failed write)\n"
         "\n'blotter VERB --help' has the flags of each verb; 'man blotter' has it all.\n";
}

}  // namespace blotter
