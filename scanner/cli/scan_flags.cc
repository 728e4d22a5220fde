// The flags of `blotter scan`, declared once: parser, help, man page and completions follow.
#include "scanner/cli/allowance_files.h"
#include "scanner/cli/output_flags.h"
#include "scanner/cli/scan_command.h"

namespace blotter {

Command DescribeScan(ScanRequest* request) {
  ScanOptions* scan = &request->scan;
  Command command;
  command.name = "scan";
  command.summary = "Look at files as they are on disk";
  command.description = {
      "Reads every file below each PATH (a folder, a file, or - for standard input; the current "
      "folder where none is given) and reports leaked Writer API keys, bearer tokens in "
      "Authorization headers, and .env files that git tracks or does not ignore.",
      "In a git repository, files that git ignores are passed over, unless git tracks them; what "
      "was "
      "passed over is counted in the summary, and --no-ignore reads that, too. Symbolic links are "
      "not followed.",
      "Secrets are shown by their first 4 characters and their length."};
  command.positional = Positional{
      .value_name = "PATH",
      .help = "Folders and files to look at; - is standard input; the current folder by default",
      .required = false,
      .repeatable = true,
      .value_kind = ValueKind::kFile,
      .values = &scan->paths};
  command.flags = WithOutputFlags(
      {
          BaselineFlag(&request->allow),
          Switch("--no-ignore", "Read what git ignores, too", &scan->no_ignore),
          ConfigFlag(&request->config),
          NoConfigFlag(&request->config),
          ThreadsFlag(&scan->threads),
          MaxFileSizeFlag(&scan->max_file_size_bytes),
      },
      &request->output);
  command.examples = {
      {"blotter scan", "Look at the current folder"},
      {"blotter scan src deploy/prod.yaml", "Look at one folder and one file"},
      {"kubectl get cm app -o yaml | blotter scan -", "Look at what another command prints"},
      {"blotter scan --format jsonl | jq .path", "Findings for another program"},
      {"blotter scan --report sarif=blotter.sarif", "Also write a SARIF file, for code scanning"},
  };
  return command;
}

}  // namespace blotter
