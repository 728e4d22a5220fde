// The flags of `blotter scan`, declared once: parser, help, man page and completions follow.
#include <utility>

#include "scanner/cli/byte_size.h"
#include "scanner/cli/report_target.h"
#include "scanner/cli/scan_command.h"

namespace blotter {
namespace {

constexpr int kMaxThreads = 256;

Flag FormatFlag(OutputOptions* output) {
  Flag flag;
  flag.name = "--format";
  flag.value_name = "FORMAT";
  flag.help =
      "What standard output holds: text for people (the default), jsonl (findings only, one "
      "a line), json (findings and the coverage ledger) or sarif (SARIF 2.1.0)";
  flag.choices = OutputFormatNames();
  flag.set = [output](const std::string& value) {
    output->format = FormatOf(value);
    return Status::Ok();
  };
  return flag;
}

Flag ReportFlag(OutputOptions* output) {
  Flag flag;
  flag.name = "--report";
  flag.value_name = "FORMAT=PATH";
  flag.help =
      "Write a report to a file as well, whole or not at all; FORMAT is one of those of "
      "--format, or ledger (what was read and what was not, as JSON). Can be repeated";
  flag.value_kind = ValueKind::kFile;
  flag.repeatable = true;
  flag.set = [output](const std::string& value) -> Status {
    Result<ReportTarget> target = ParseReportTarget(value);
    if (!target.ok()) return target.error();
    output->reports.push_back(std::move(*target));
    return Status::Ok();
  };
  return flag;
}

Flag FailOnFlag(OutputOptions* output) {
  Flag flag;
  flag.name = "--fail-on";
  flag.value_name = "LEVEL";
  flag.help =
      "Exit with 1 for findings of this level and above: error, warning (the default) or "
      "note. Lower ones are still shown";
  flag.choices = {"error", "warning", "note"};
  flag.set = [output](const std::string& value) {
    output->fail_on = ParseLevel(value).value_or(Level::kWarning);
    return Status::Ok();
  };
  return flag;
}

Flag ThreadsFlag(ScanOptions* scan) {
  Flag flag;
  flag.name = "--threads";
  flag.short_name = 'j';
  flag.value_name = "N";
  flag.help =
      "How many threads read and search; one per processor where it is left out. The output "
      "is the same for any number";
  flag.set = [scan](const std::string& value) -> Status {
    const Result<int> number = ParseNumber(value, 1, kMaxThreads);
    if (!number.ok()) return number.error();
    scan->threads = number.value();
    return Status::Ok();
  };
  return flag;
}

Flag MaxFileSizeFlag(ScanOptions* scan) {
  Flag flag;
  flag.name = "--max-file-size";
  flag.value_name = "SIZE";
  flag.help =
      "Pass over larger files (4096, 64K, 10M, 2G) and count them in the ledger. There is no "
      "limit by default: memory stays bounded whatever a file's size";
  flag.set = [scan](const std::string& value) -> Status {
    const Result<std::uint64_t> size = ParseByteSize(value);
    if (!size.ok()) return size.error();
    scan->max_file_size_bytes = size.value();
    return Status::Ok();
  };
  return flag;
}

Flag ColorFlag(OutputOptions* output) {
  Flag flag;
  flag.name = "--color";
  flag.value_name = "WHEN";
  flag.help =
      "Colour in text output: auto (the default: on a terminal, unless NO_COLOR is set), "
      "always or never";
  flag.choices = {"auto", "always", "never"};
  flag.set = [output](const std::string& value) {
    output->color = value == "always"  ? ColorChoice::kAlways
                    : value == "never" ? ColorChoice::kNever
                                       : ColorChoice::kAuto;
    return Status::Ok();
  };
  return flag;
}

}  // namespace

Command DescribeScan(ScanRequest* request) {
  ScanOptions* scan = &request->scan;
  OutputOptions* output = &request->output;
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
  command.flags = {
      FormatFlag(output),
      ReportFlag(output),
      FailOnFlag(output),
      Switch("--exit-zero",
             "Exit with 0 where it would be 1; a run that is not complete still exits with 2",
             &output->exit_zero),
      Switch("--no-ignore", "Read what git ignores, too", &scan->no_ignore),
      ThreadsFlag(scan),
      MaxFileSizeFlag(scan),
      Switch(
          "--show-secrets",
          "Print secrets whole on standard output (text, jsonl and json); never into report files",
          &output->show_secrets),
      Switch("--quiet", "No summary and no progress line; errors are still shown", &output->quiet,
             'q'),
      ColorFlag(output),
      HelpFlag(),
  };
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
