// A verb and its flags, declared once. The parser, --help, the man page and the completions are all
// made from these declarations, so that they cannot disagree. Plain data; the setters write into
// the option structs of whoever declared the command, which must outlive it.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scanner/base/result.h"

namespace blotter {

// What a value is, for completion.
enum class ValueKind : std::uint8_t { kText, kFile, kRuleId };

struct Flag {
  std::string name;                  // "--format"
  char short_name = '\0';            // 'q' for -q; none where 0
  std::string value_name;            // "FORMAT"; empty for a switch
  std::string help;                  // a sentence, without the final stop; no wrapping
  std::vector<std::string> choices;  // the only values allowed, where there are such
  ValueKind value_kind = ValueKind::kText;
  bool repeatable = false;  // otherwise the last one wins
  // Takes the value ("" for a switch). The error says what is wrong with it, without the flag.
  std::function<Status(const std::string&)> set;

  bool takes_value() const { return !value_name.empty(); }
};

// The arguments that are no flags.
struct Positional {
  std::string value_name;  // "PATH"
  std::string help;
  bool required = false;
  bool repeatable = false;
  ValueKind value_kind = ValueKind::kFile;
  std::vector<std::string> choices = {};  // the only values allowed, where there are such
  std::vector<std::string>* values = nullptr;
};

struct Example {
  std::string command;
  std::string meaning;
};

struct Command {
  std::string name;                      // "scan", "rules list"
  std::string summary;                   // one line
  std::vector<std::string> description;  // paragraphs
  std::optional<Positional> positional;
  std::vector<Flag> flags;
  std::vector<Example> examples;
};

// A switch that sets `*target`.
inline Flag Switch(std::string name, std::string help, bool* target, char short_name = '\0') {
  Flag flag;
  flag.name = std::move(name);
  flag.short_name = short_name;
  flag.help = std::move(help);
  flag.set = [target](const std::string&) {
    *target = true;
    return Status::Ok();
  };
  return flag;
}

// Every command answers --help; the parser handles it, so nothing is set.
inline Flag HelpFlag() {
  Flag flag;
  flag.name = "--help";
  flag.short_name = 'h';
  flag.help = "Print this help and exit";
  return flag;
}

// "blotter scan [FLAGS] [PATH...]"
inline std::string Synopsis(const Command& command) {
  std::string line = "blotter " + command.name;
  if (!command.flags.empty()) line += " [FLAGS]";
  if (command.positional) {
    const Positional& positional = *command.positional;
    const std::string shown = positional.value_name + (positional.repeatable ? "..." : "");
    line += positional.required ? " " + shown : " [" + shown + "]";
  }
  return line;
}

}  // namespace blotter
