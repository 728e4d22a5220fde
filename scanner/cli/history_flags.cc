// The flags of `blotter history`, declared once: parser, help, man page and completions follow.
#include <utility>

#include "scanner/cli/allowance_files.h"
#include "scanner/cli/history_command.h"
#include "scanner/cli/output_flags.h"

namespace blotter {
namespace {

Flag ReposFlag(RepositoryArguments* arguments) {
  Flag flag;
  flag.name = "--repos";
  flag.value_name = "FILE";
  flag.help =
      "Read a list of repositories from a file, one a line, relative to the current folder; empty "
      "lines and lines that begin with # do not count. Can be repeated";
  flag.value_kind = ValueKind::kFile;
  flag.repeatable = true;
  flag.set = [arguments](const std::string& value) -> Status {
    if (value.empty()) return Error{"names no file"};
    arguments->list_files.push_back(value);
    return Status::Ok();
  };
  return flag;
}

Flag SinceScanFlag(HistoryOptions* history) {
  Flag flag;
  flag.name = "--since-scan";
  flag.value_name = "FILE";
  flag.help =
      "Read only what has come since the run that wrote this file, and write into it what has been "
      "read by now; where there is no such file yet, everything is read";
  flag.value_kind = ValueKind::kFile;
  flag.set = [history](const std::string& value) -> Status {
    if (value.empty()) return Error{"names no file"};
    history->since_scan = value;
    return Status::Ok();
  };
  return flag;
}

}  // namespace

Command DescribeHistory(HistoryRequest* request) {
  HistoryOptions* history = &request->history;
  Command command;
  command.name = "history";
  command.summary = "Audit everything that repositories ever held";
  command.description = {
      "Reads every object of each REPO (a git repository, bare or not; the current one where none "
      "is given): what branches, tags, stashes, notes and reflogs lead to, what nothing leads to "
      "any more, and the messages of commits and tags. Reports leaked Writer API keys, bearer "
      "tokens in Authorization headers, and .env files that were ever committed: by secret, with "
      "the commit that brought it, who, when, and whether it is still there.",
      "What is not in the repository (a shallow or partial clone, damaged objects, Git LFS, "
      "submodules) is counted and named with the command that gets it, and the run ends with 2.",
      "A secret that was ever pushed is to be revoked: rewriting the history does not take it "
      "back. Secrets are shown by their first 4 characters and their length."};
  command.positional =
      Positional{.value_name = "REPO",
                 .help =
                     "Repositories to audit; - reads a list of them from standard input, one a "
                     "line, as --repos does; the current one by default",
                 .required = false,
                 .repeatable = true,
                 .value_kind = ValueKind::kFile,
                 .values = &request->arguments.repositories};
  command.flags = WithOutputFlags(
      {
          BaselineFlag(&request->allow),
          ReposFlag(&request->arguments),
          Switch("--null",
                 "In lists of repositories, names end with NUL instead of a line's end, as find "
                 "-print0 writes them, and are taken as they are",
                 &request->arguments.null_separated, 'z'),
          Switch(
              "--reachable",
              "Read only what branches, tags and HEAD lead to, as a clone would carry: no stashes, "
              "no reflogs, nothing that is lost",
              &history->reachable_only),
          SinceScanFlag(history),
          Switch("--verify-objects",
                 "Check every object that is read against its id, not only those with findings",
                 &history->verify_objects),
          ConfigFlag(&request->config),
          NoConfigFlag(&request->config),
          ThreadsFlag(&history->threads),
          MaxFileSizeFlag(&history->max_file_size_bytes),
      },
      &request->output);
  command.examples = {
      {"blotter history", "Audit the repository in the current folder"},
      {"blotter history ~/src/app /srv/git/lib.git", "Audit two repositories"},
      {"find /srv/git -maxdepth 1 -name '*.git' -print0 | blotter history -z -",
       "Audit what another command lists"},
      {"blotter history --since-scan audit.state --repos repos.txt",
       "Audit a list, and tomorrow only what is new"},
      {"blotter history --format jsonl | jq -r '[.commit, .path] | @tsv'",
       "Findings for another program"},
  };
  return command;
}

}  // namespace blotter
