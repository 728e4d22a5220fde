#include "scanner/cli/output_flags.h"

#include <iterator>
#include <string>
#include <utility>

#include "scanner/cli/byte_size.h"
#include "scanner/cli/report_target.h"

namespace blotter {
namespace {

constexpr int kMaxThreads = 256;

Flag FormatFlag(OutputOptions* output) {
  Flag flag;
  flag.name = "--format";
  flag.value_name = "FORMAT";
  flag.help =
      "What standard output holds: text for people (the default), jsonl (findings only, one "
      "a line), json (findings and the coverage ledger), sarif (SARIF 2.1.0), github (workflow "
      "annotations), gitlab (secret detection report) or junit (JUnit XML)";
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
      "--format, or github-summary (Markdown for a job's step summary), or ledger (what was read "
      "and what was not, as JSON). Can be repeated";
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

Flag ConfigFlag(ConfigOptions* config) {
  Flag flag;
  flag.name = "--config";
  flag.value_name = "FILE";
  flag.help =
      "Take rules, levels and allowlists from this file (TOML, in the schema of gitleaks) instead "
      "of .blotter.toml at the repository's top";
  flag.value_kind = ValueKind::kFile;
  flag.set = [config](const std::string& value) -> Status {
    if (value.empty()) return Error{"names no file"};
    config->file = value;
    return Status::Ok();
  };
  return flag;
}

Flag NoConfigFlag(ConfigOptions* config) {
  return Switch("--no-config", "Go by the rules that blotter ships, whatever .blotter.toml says",
                &config->none);
}

Flag ThreadsFlag(int* threads) {
  Flag flag;
  flag.name = "--threads";
  flag.short_name = 'j';
  flag.value_name = "N";
  flag.help =
      "How many threads read and search; one per processor where it is left out. The output "
      "is the same for any number";
  flag.set = [threads](const std::string& value) -> Status {
    const Result<int> number = ParseNumber(value, 1, kMaxThreads);
    if (!number.ok()) return number.error();
    *threads = number.value();
    return Status::Ok();
  };
  return flag;
}

Flag MaxFileSizeFlag(std::optional<std::uint64_t>* bytes) {
  Flag flag;
  flag.name = "--max-file-size";
  flag.value_name = "SIZE";
  flag.help =
      "Pass over larger files (4096, 64K, 10M, 2G) and count them in the ledger. There is no "
      "limit by default: memory stays bounded whatever a file's size";
  flag.set = [bytes](const std::string& value) -> Status {
    const Result<std::uint64_t> size = ParseByteSize(value);
    if (!size.ok()) return size.error();
    *bytes = size.value();
    return Status::Ok();
  };
  return flag;
}

std::vector<Flag> WithOutputFlags(std::vector<Flag> own, OutputOptions* output) {
  std::vector<Flag> flags = {
      FormatFlag(output),
      ReportFlag(output),
      FailOnFlag(output),
      Switch("--exit-zero",
             "Exit with 0 where it would be 1; a run that is not complete still exits with 2",
             &output->exit_zero),
  };
  std::move(own.begin(), own.end(), std::back_inserter(flags));
  flags.push_back(Switch(
      "--show-secrets",
      "Print secrets whole on standard output (text, jsonl and json); never into report files",
      &output->show_secrets));
  flags.push_back(Switch("--show-allowed",
                         "Show what was allowed, too, marked as such (text, jsonl and json)",
                         &output->show_allowed));
  flags.push_back(Switch("--sarif-suppressed",
                         "Put what was allowed into SARIF as suppressed results; GitHub shows them "
                         "as if they were not",
                         &output->sarif_suppressed));
  flags.push_back(Switch("--quiet", "No summary and no progress line; errors are still shown",
                         &output->quiet, 'q'));
  flags.push_back(ColorFlag(output));
  flags.push_back(HelpFlag());
  return flags;
}

}  // namespace blotter
