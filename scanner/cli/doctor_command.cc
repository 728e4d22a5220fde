#include "scanner/cli/doctor_command.h"

#include <algorithm>
#include <string>

#include <fmt/format.h>

#include "scanner/cli/doctor_checks.h"
#include "scanner/cli/hook_status_text.h"
#include "scanner/hooks/hook_folder.h"
#include "scanner/report/sanitize.h"

namespace blotter {
namespace {

// What was looked at so far, and why no further.
struct Diagnosis {
  CheckLines lines;
  std::string unknown;  // why something could not be found out; empty: all was
};

void Add(CheckLines more, Diagnosis* diagnosis) {
  for (CheckLine& line : more) diagnosis->lines.push_back(std::move(line));
}

// From what everything else needs to what needs everything else.
Diagnosis Diagnose(const Variables& variables) {
  Diagnosis diagnosis;
  Add({CheckProcessor()}, &diagnosis);
  Add(CheckRules(variables), &diagnosis);
  const auto give_up = [&diagnosis](const Error& error) {
    diagnosis.unknown = error.message;
    return diagnosis;
  };
  const Result<CheckLine> git = CheckGit();
  if (!git.ok()) return give_up(git.error());
  Add({*git}, &diagnosis);
  const Result<HookFolder> folder = FindHookFolder();
  if (!folder.ok()) return give_up(folder.error());
  const Result<HooksSeen> seen = InspectHooks(*folder, {}, variables("PATH"));
  if (!seen.ok()) return give_up(seen.error());
  Add({{.name = "repository",
        .words = Sanitize(folder->command_folder()) + (folder->top.empty() ? ", bare" : "")}},
      &diagnosis);
  Add(CheckHooks(*seen, *folder), &diagnosis);
  Result<CheckLines> dry = CheckDryCommit(*folder, *seen);
  if (!dry.ok()) return give_up(dry.error());
  Add(std::move(*dry), &diagnosis);
  return diagnosis;
}

std::string Report(const CheckLines& lines) {
  std::size_t widest = 0;
  for (const CheckLine& line : lines) widest = std::max(widest, line.name.size());
  std::string text;
  std::string wrong;
  for (const CheckLine& line : lines) {
    text += fmt::format("{:<{}}  {}\n", line.name, widest, line.words);
    if (line.is_wrong()) wrong += fmt::format("  {}\n    {}\n", line.wrong, line.fix);
  }
  return text + (wrong.empty() ? "" : "\nWrong:\n" + wrong);
}

}  // namespace

Command DescribeDoctor() {
  Command command;
  command.name = "doctor";
  command.summary = "Try whether a leak would really be stopped here";
  command.description = {
      "Says what blotter has to do with here: git, the repository's hooks, rules, processor. Then "
      "makes a dry commit, in an index and a folder of objects of its own, with a made-up key: the "
      "pre-commit hook that git would run must block it and name the file, and must let it pass "
      "without the key. Nothing is left in the repository, and nobody else's hooks are run.",
      "What is wrong is told with the command that puts it right. Exit status: 0 where all is "
      "well, "
      "1 where something is wrong, 2 where it could not be found out."};
  command.flags = {HelpFlag()};
  return command;
}

ExitCode RunDoctorCommand(const Variables& variables, Console& console) {
  const Diagnosis diagnosis = Diagnose(variables);
  Status written = console.out.Write(Report(diagnosis.lines));
  if (written.ok()) written = console.out.Flush();
  if (!diagnosis.unknown.empty()) PrintError(console, Sanitize(diagnosis.unknown)).ok();
  if (!written.ok()) PrintError(console, written.error().message).ok();
  if (!written.ok() || !diagnosis.unknown.empty()) return ExitCode::kIncomplete;
  const bool well = std::none_of(diagnosis.lines.begin(), diagnosis.lines.end(),
                                 [](const CheckLine& line) { return line.is_wrong(); });
  return well ? ExitCode::kClean : ExitCode::kFindings;
}

}  // namespace blotter
