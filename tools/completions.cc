#include "tools/completions.h"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

namespace blotter {
namespace {

// "rules list" -> {"rules", "list"}; "scan" -> {"scan", ""}.
struct VerbWords {
  std::string first;
  std::string second;
};

VerbWords Split(const Command& verb) {
  const std::size_t space = verb.name.find(' ');
  if (space == std::string::npos) return {verb.name, ""};
  return {verb.name.substr(0, space), verb.name.substr(space + 1)};
}

std::vector<std::string> FirstWords(const std::vector<const Command*>& verbs) {
  std::vector<std::string> words;
  for (const Command* verb : verbs) {
    const std::string first = Split(*verb).first;
    if (std::find(words.begin(), words.end(), first) == words.end()) words.push_back(first);
  }
  return words;
}

std::vector<std::string> SecondWords(const std::vector<const Command*>& verbs,
                                     const std::string& first) {
  std::vector<std::string> words;
  for (const Command* verb : verbs) {
    const VerbWords split = Split(*verb);
    if (split.first == first && !split.second.empty()) words.push_back(split.second);
  }
  return words;
}

std::vector<std::string> FlagWords(const Command& command) {
  std::vector<std::string> words;
  for (const Flag& flag : command.flags) {
    words.push_back(flag.name);
    if (flag.short_name != '\0') words.push_back(fmt::format("-{}", flag.short_name));
  }
  return words;
}

// The fixed words that a command's positional argument can be.
std::vector<std::string> PositionalWords(const Command& command, const CompletionInput& input) {
  if (!command.positional) return {};
  if (command.positional->value_kind == ValueKind::kRuleId) return input.rule_ids;
  return command.positional->choices;
}

bool PositionalIsFile(const Command& command) {
  return command.positional && command.positional->value_kind == ValueKind::kFile;
}

std::string FlagPattern(const Flag& flag) {
  return flag.short_name == '\0' ? flag.name : fmt::format("{}|-{}", flag.name, flag.short_name);
}

// For text between single quotes in any of the three shells.
std::string SingleQuoted(std::string_view text, std::string_view quote_as) {
  std::string quoted;
  for (const char c : text) {
    if (c == '\'') {
      quoted += quote_as;
    } else {
      quoted += c;
    }
  }
  return quoted;
}

// zsh's _arguments reads ':' '[' ']' and '\' in a specification.
std::string ZshText(std::string_view text) {
  std::string escaped;
  for (const char c : SingleQuoted(text, "'\\''")) {
    if (c == ':' || c == '[' || c == ']') escaped += '\\';
    escaped += c;
  }
  return escaped;
}

std::string ZshFlag(const Flag& flag) {
  std::string value;
  if (!flag.choices.empty()) {
    value = fmt::format(":{}:({})", flag.value_name, fmt::join(flag.choices, " "));
  } else if (flag.takes_value()) {
    value =
        fmt::format(":{}:{}", flag.value_name, flag.value_kind == ValueKind::kFile ? "_files" : "");
  }
  const std::string names = flag.short_name == '\0'
                                ? fmt::format("'{}", flag.name)
                                : fmt::format("{{-{},{}}}'", flag.short_name, flag.name);
  return fmt::format("{}{}[{}]{}'", flag.repeatable ? "'*'" : "", names, ZshText(flag.help), value);
}

std::string ZshVerb(const Command& verb, const CompletionInput& input) {
  std::string text = "    _arguments -s -S";
  for (const Flag& flag : verb.flags) text += " \\\n      " + ZshFlag(flag);
  const std::vector<std::string> words = PositionalWords(verb, input);
  if (!words.empty()) {
    text +=
        fmt::format(" \\\n      '*:{}:({})'", verb.positional->value_name, fmt::join(words, " "));
  } else if (PositionalIsFile(verb)) {
    text += fmt::format(" \\\n      '*:{}:_files'", verb.positional->value_name);
  }
  return text + "\n";
}

std::string FishVerb(const Command& verb, const CompletionInput& input) {
  const VerbWords words = Split(verb);
  std::string condition = "__fish_seen_subcommand_from " + words.first;
  if (!words.second.empty()) condition += "; and __fish_seen_subcommand_from " + words.second;
  const std::string prefix = fmt::format("complete -c blotter -n '{}'", condition);
  std::string text;
  for (const Flag& flag : verb.flags) {
    text += fmt::format("{} -l {}", prefix, flag.name.substr(2));
    if (flag.short_name != '\0') text += fmt::format(" -s {}", flag.short_name);
    if (!flag.choices.empty()) {
      text += fmt::format(" -x -a '{}'", fmt::join(flag.choices, " "));
    } else if (flag.takes_value()) {
      text += flag.value_kind == ValueKind::kFile ? " -r -F" : " -x";
    }
    text += fmt::format(" -d '{}'\n", SingleQuoted(flag.help, "\\'"));
  }
  const std::vector<std::string> fixed = PositionalWords(verb, input);
  if (!fixed.empty()) text += fmt::format("{} -a '{}'\n", prefix, fmt::join(fixed, " "));
  if (PositionalIsFile(verb)) text += prefix + " -F\n";
  return text;
}

}  // namespace

std::string BashCompletion(const CompletionInput& input) {
  std::string text = R"(# bash completion for blotter; made from the declarations of its flags.
_blotter() {
  local word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}
  local verb=${COMP_WORDS[1]} flags="" values="" files=""
  COMPREPLY=()
  case $verb in
)";
  for (const std::string& first : FirstWords(input.verbs)) {
    const std::vector<std::string> seconds = SecondWords(input.verbs, first);
    if (!seconds.empty())
      text += fmt::format("    {}) verb=\"{} ${{COMP_WORDS[2]}}\" ;;\n", first, first);
  }
  text += "  esac\n  if ((COMP_CWORD == 1)); then\n";
  text += fmt::format("    COMPREPLY=($(compgen -W '{} {}' -- \"$word\"))\n    return\n  fi\n",
                      fmt::join(FirstWords(input.verbs), " "),
                      fmt::join(FlagWords(input.program), " "));
  for (const std::string& first : FirstWords(input.verbs)) {
    const std::vector<std::string> seconds = SecondWords(input.verbs, first);
    if (seconds.empty()) continue;
    text +=
        fmt::format("  if ((COMP_CWORD == 2)) && [[ ${{COMP_WORDS[1]}} == {} ]]; then\n", first);
    text +=
        fmt::format("    COMPREPLY=($(compgen -W '{} --help' -- \"$word\"))\n    return\n  fi\n",
                    fmt::join(seconds, " "));
  }
  text += "  case $verb in\n";
  for (const Command* verb : input.verbs) {
    text +=
        fmt::format("    '{}')\n      flags='{}'\n", verb->name, fmt::join(FlagWords(*verb), " "));
    const std::vector<std::string> words = PositionalWords(*verb, input);
    if (!words.empty()) text += fmt::format("      values='{}'\n", fmt::join(words, " "));
    if (PositionalIsFile(*verb)) text += "      files=yes\n";
    text += "      case $previous in\n";
    for (const Flag& flag : verb->flags) {
      if (!flag.takes_value()) continue;
      if (!flag.choices.empty()) {
        text += fmt::format("        {}) flags=''; files=''; values='{}' ;;\n", FlagPattern(flag),
                            fmt::join(flag.choices, " "));
      } else {
        text += fmt::format("        {}) flags=''; files={}; values='' ;;\n", FlagPattern(flag),
                            flag.value_kind == ValueKind::kFile ? "yes" : "''");
      }
    }
    text += "        *) ;;\n      esac\n      ;;\n";
  }
  return text + R"(  esac
  if [[ $word == -* ]]; then
    COMPREPLY=($(compgen -W "$flags" -- "$word"))
    return
  fi
  COMPREPLY=($(compgen -W "$values" -- "$word"))
  if [[ -n $files ]]; then
    compopt -o filenames 2>/dev/null
    mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -f -- "$word")
  fi
}
complete -F _blotter blotter
)";
}

std::string ZshCompletion(const CompletionInput& input) {
  std::string text =
      "#compdef blotter\n# Made from the declarations of blotter's flags.\n\n_blotter() {\n";
  text += fmt::format("  if ((CURRENT == 2)); then\n    compadd -- {} {}\n    return\n  fi\n",
                      fmt::join(FirstWords(input.verbs), " "),
                      fmt::join(FlagWords(input.program), " "));
  text += "  local verb=$words[2]\n";
  for (const std::string& first : FirstWords(input.verbs)) {
    const std::vector<std::string> seconds = SecondWords(input.verbs, first);
    if (seconds.empty()) continue;
    text += fmt::format("  if [[ $verb == {} ]]; then\n", first);
    text += fmt::format(
        "    if ((CURRENT == 3)); then\n      compadd -- {} --help\n      return\n    fi\n",
        fmt::join(seconds, " "));
    text += "    verb+=\" $words[3]\"\n    shift words\n    ((CURRENT--))\n  fi\n";
  }
  text += "  shift words\n  ((CURRENT--))\n  case $verb in\n";
  for (const Command* verb : input.verbs) {
    text += fmt::format("  '{}')\n{}    ;;\n", verb->name, ZshVerb(*verb, input));
  }
  return text + "  esac\n}\n\n_blotter \"$@\"\n";
}

std::string FishCompletion(const CompletionInput& input) {
  std::string text = "# Made from the declarations of blotter's flags.\ncomplete -c blotter -f\n";
  const std::vector<std::string> firsts = FirstWords(input.verbs);
  const std::string none_yet =
      fmt::format("not __fish_seen_subcommand_from {}", fmt::join(firsts, " "));
  for (const Flag& flag : input.program.flags) {
    text += fmt::format("complete -c blotter -n '{}' -l {} -s {} -d '{}'\n", none_yet,
                        flag.name.substr(2), flag.short_name, SingleQuoted(flag.help, "\\'"));
  }
  for (const std::string& first : firsts) {
    text += fmt::format("complete -c blotter -n '{}' -a {}\n", none_yet, first);
    const std::vector<std::string> seconds = SecondWords(input.verbs, first);
    if (seconds.empty()) continue;
    const std::string joined = fmt::format("{}", fmt::join(seconds, " "));
    text += fmt::format(
        "complete -c blotter -n '__fish_seen_subcommand_from {}; and not "
        "__fish_seen_subcommand_from {}' -a '{}'\n",
        first, joined, joined);
  }
  for (const Command* verb : input.verbs) text += FishVerb(*verb, input);
  return text;
}

}  // namespace blotter
