#include "scanner/hooks/hook_block.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "scanner/base/shell_quote.h"

namespace blotter {
namespace {

constexpr std::string_view kBegin = "# >>> blotter hook >>>";
constexpr std::string_view kEnd = "# <<< blotter hook <<<\n";
// Behind kBegin, on its line.
constexpr std::string_view kMadeFile = " made this file";
constexpr std::string_view kEndedLine = " ended the line before";
constexpr std::string_view kProgram = "blotter_program=";
constexpr std::string_view kOwnShebang = "#!/bin/sh\n";

// Shells that run POSIX sh as it stands.
constexpr std::array<std::string_view, 8> kShells = {"sh",  "bash", "dash", "ash",
                                                     "ksh", "mksh", "zsh",  "ksh93"};

std::string_view LineAt(std::string_view text, std::size_t at) {
  const std::string_view rest = text.substr(at);
  return rest.substr(0, rest.find('\n'));
}

std::string_view BlockedWords(Hook hook) {
  switch (hook) {
    case Hook::kPreCommit:
      return "the commit is blocked. Take out what is reported above, git add, and commit again";
    case Hook::kPreMergeCommit:
      return "the merge is not committed. Take out what is reported above, git add, and git commit";
    case Hook::kPrePush:
      return "the push is blocked. What was pushed once is there for ever: take what is reported "
             "above out of the commits (git rebase), and push again";
    case Hook::kPreReceive:
      return "the push is refused, and nothing of it was kept. Take what is reported above out of "
             "the commits (git rebase), and push again";
  }
  return "";
}

std::string_view WhatIsBlocked(Hook hook) {
  switch (hook) {
    case Hook::kPreCommit:
      return "the commit is blocked";
    case Hook::kPreMergeCommit:
      return "the merge is not committed";
    case Hook::kPrePush:
      return "the push is blocked";
    case Hook::kPreReceive:
      return "the push is refused";
  }
  return "";
}

std::string_view Arguments(Hook hook) {
  switch (hook) {
    case Hook::kPreCommit:
    case Hook::kPreMergeCommit:
      return "staged --quiet";
    case Hook::kPrePush:
      return "diff --quiet --pre-push \"$1\"";
    case Hook::kPreReceive:
      return "diff --quiet --pre-receive";
  }
  return "";
}

std::string Block(Hook hook, std::string_view program, std::string_view note) {
  const bool reads = ReadsInput(hook);
  const std::string around =
      WayAround(hook).empty() ? "" : fmt::format("; to do it all the same: {}", WayAround(hook));
  std::string text = fmt::format("{}{}\n", kBegin, note);
  text += "# By 'blotter hook install'; 'blotter hook uninstall' takes it out. Do not edit.\n";
  text += fmt::format("{}{}\n", kProgram, ShellQuote(program));
  text += "blotter_status=0\n";
  if (reads) text += "blotter_input=$(cat) || exit 2\n";
  text += fmt::format("{}\"$blotter_program\" {} || blotter_status=$?\n",
                      reads ? "printf %s \"$blotter_input\" | " : "", Arguments(hook));
  text += "case $blotter_status in\n  0) ;;\n";
  text += fmt::format("  1) echo \"blotter: {}{}\" ;;\n", BlockedWords(hook), around);
  text += fmt::format(
      "  126 | 127) echo \"blotter: {}, since blotter could not be started. Install it, or run "
      "'blotter hook {}' with the one that is there{}\" ;;\n",
      WhatIsBlocked(hook), hook == Hook::kPreReceive ? "install pre-receive" : "install", around);
  text += fmt::format(
      "  *) echo \"blotter: {}, since not everything could be looked at, see above{}\" ;;\n",
      WhatIsBlocked(hook), around);
  text += "esac >&2\n[ \"$blotter_status\" = 0 ] || exit \"$blotter_status\"\n";
  if (reads) {
    text += "[ -z \"$blotter_input\" ] || exec <<BLOTTER_INPUT\n$blotter_input\nBLOTTER_INPUT\n";
  }
  return text + std::string(kEnd);
}

// What ShellQuote made `word` of; nothing where it made none of it.
std::optional<std::string> Unquote(std::string_view word) {
  std::string plain;
  if (!word.starts_with('\'')) {
    plain = word;
  } else {
    bool quoted = false;
    for (std::size_t at = 0; at < word.size(); ++at) {
      if (word[at] == '\'') {
        quoted = !quoted;
      } else if (!quoted && word[at] == '\\' && ++at == word.size()) {
        return std::nullopt;
      } else {
        plain += word[at];
      }
    }
  }
  if (ShellQuote(plain) != word) return std::nullopt;
  return plain;
}

// The block's executable, if the block is what this version writes for it.
std::string ProgramOf(Hook hook, std::string_view block) {
  const std::string_view note = LineAt(block, 0).substr(kBegin.size());
  const std::size_t at = block.find(fmt::format("\n{}", kProgram));
  if (at == std::string_view::npos) return "";
  const std::string_view line = LineAt(block, at + 1);
  const std::optional<std::string> program = Unquote(line.substr(kProgram.size()));
  return program && Block(hook, *program, note) == block ? *program : "";
}

bool OnlyComments(std::string_view text) {
  while (!text.empty()) {
    const std::string_view line = LineAt(text, 0);
    if (!line.empty() && line.front() != '#') return false;
    text.remove_prefix(std::min(line.size() + 1, text.size()));
  }
  return true;
}

// "bash" for "#!/usr/bin/env -S bash -e"; empty where the line names no program.
std::string_view Interpreter(std::string_view line) {
  line.remove_prefix(2);
  while (true) {
    line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
    const std::string_view word = line.substr(0, line.find_first_of(" \t"));
    const std::string_view name = word.substr(word.rfind('/') + 1);
    const bool goes_on = name == "env" || name == "-S";
    if (!goes_on || word.size() == line.size()) return name;
    line.remove_prefix(word.size());
  }
}

// git runs what has no "#!" line with sh.
Status CheckShellScript(std::string_view script) {
  if (script.find('\0') != std::string_view::npos) return Error{"it is a program, not a script"};
  if (!script.starts_with("#!")) return Status::Ok();
  const std::string_view name = Interpreter(LineAt(script, 0));
  if (std::find(kShells.begin(), kShells.end(), name) != kShells.end()) return Status::Ok();
  return Error{"it is a script, but not one of a POSIX shell"};
}

}  // namespace

std::string_view WayAround(Hook hook) {
  switch (hook) {
    case Hook::kPreCommit:
      return "git commit --no-verify";
    case Hook::kPreMergeCommit:
      return "git merge --no-verify";
    case Hook::kPrePush:
      return "git push --no-verify";
    case Hook::kPreReceive:
      return "";
  }
  return "";
}

std::string BlotterCall(Hook hook) { return fmt::format("blotter {}", Arguments(hook)); }

std::string HookBlock(Hook hook, std::string_view program) { return Block(hook, program, ""); }

Result<std::optional<FoundBlock>> FindBlock(Hook hook, std::string_view script) {
  const auto line_begins = [script](std::string_view words, std::size_t from) {
    std::size_t at = script.find(words, from);
    while (at != std::string_view::npos && at > 0 && script[at - 1] != '\n') {
      at = script.find(words, at + 1);
    }
    return at;
  };
  const std::size_t begin = line_begins(kBegin, 0);
  const std::size_t end = line_begins(kEnd, 0);
  constexpr std::size_t kNone = std::string_view::npos;
  if (begin == kNone && end == kNone) return std::optional<FoundBlock>();
  if (begin == kNone || end == kNone || end < begin || line_begins(kBegin, begin + 1) != kNone ||
      line_begins(kEnd, end + 1) != kNone) {
    return Error{fmt::format(
        "its block of blotter is damaged; take out by hand what stands from '{}' to '{}'", kBegin,
        kEnd.substr(0, kEnd.size() - 1))};
  }
  FoundBlock block{.begin = begin, .end = end + kEnd.size(), .program = {}, .first = false};
  block.program = ProgramOf(hook, script.substr(begin, block.end - begin));
  block.first = OnlyComments(script.substr(0, begin));
  return std::optional<FoundBlock>(block);
}

Result<std::string> WithBlock(Hook hook, std::string_view program, std::string_view script,
                              bool existed) {
  if (!existed) return std::string(kOwnShebang) + Block(hook, program, kMadeFile);
  const Status shell = CheckShellScript(script);
  if (!shell.ok()) return shell.error();
  const Result<std::optional<FoundBlock>> found = FindBlock(hook, script);
  if (!found.ok()) return found.error();
  if (*found) {
    const FoundBlock& old = **found;
    const std::string_view note = LineAt(script, old.begin).substr(kBegin.size());
    return std::string(script.substr(0, old.begin)) + Block(hook, program, note) +
           std::string(script.substr(old.end));
  }
  const std::size_t line_end = script.starts_with("#!") ? LineAt(script, 0).size() : 0;
  const bool unended = line_end > 0 && line_end == script.size();
  const std::size_t at = line_end == 0 || unended ? line_end : line_end + 1;
  return std::string(script.substr(0, at)) + (unended ? "\n" : "") +
         Block(hook, program, unended ? kEndedLine : "") + std::string(script.substr(at));
}

Result<std::optional<std::string>> WithoutBlock(Hook hook, std::string_view script) {
  const Result<std::optional<FoundBlock>> found = FindBlock(hook, script);
  if (!found.ok()) return found.error();
  if (!*found) return std::optional<std::string>(script);
  const FoundBlock& block = **found;
  const std::string_view note = LineAt(script, block.begin).substr(kBegin.size());
  std::string_view before = script.substr(0, block.begin);
  const std::string_view behind = script.substr(block.end);
  if (note == kMadeFile && before == kOwnShebang && behind.empty()) {
    return std::optional<std::string>();
  }
  if (note == kEndedLine && before.ends_with('\n') && behind.empty()) before.remove_suffix(1);
  return std::optional<std::string>(std::string(before) + std::string(behind));
}

}  // namespace blotter
