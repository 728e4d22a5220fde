// Reporter: turns a finished run into one output format. Reporters are immutable and know no
// terminal, file, environment or exit code of the process: all they need comes in, bytes go out.
// Secrets leave only redacted, unless the options say otherwise.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/model/finding.h"
#include "scanner/model/ledger.h"
#include "scanner/model/options.h"
#include "scanner/model/rule.h"

namespace blotter {

// Facts about the run that no finding carries.
struct RunInfo {
  std::string version;                      // blotter's own: "0.1.0"
  const RuleSet* rules = nullptr;           // borrowed; all rules that ran; never null
  std::vector<std::string> roots;           // as typed
  int exit_code = 0;                        // what the process is going to return
  std::optional<std::uint64_t> elapsed_ms;  // text only; leave out for reproducible output
  // When the looking began and ended, in seconds since 1970; gitlab only, which must have it.
  std::int64_t started_s = 0, ended_s = 0;
};

// Everything a reporter is given. Borrows all of it.
struct RunReport {
  const RunInfo& run;
  const std::vector<Finding>& findings;  // in FindingLess order
  const Ledger& ledger;                  // normalized; of all repositories together
  // A history run's part for each repository, in the order asked for; empty for other runs.
  std::span<const RepositoryLedger> repositories = {};

  // What would be findings, had nobody allowed it (each has an allowance); in the same order.
  std::span<const Finding> allowed = {};

  bool is_history() const { return !repositories.empty(); }
};

struct ReporterOptions {
  bool show_secrets = false;  // standard output only: text, jsonl and json honour it, others never
  bool color = false;         // text only
  bool show_allowed = false;  // text, jsonl and json: allowed findings follow the others
  bool sarif_suppressed = false;  // sarif: allowed findings are there as suppressed results
  bool with_summary = false;  // text only: the summary follows the findings (for --report text=)
};

// Where a report goes. The first failure ends the report.
class ReportSink {
 public:
  virtual ~ReportSink() = default;
  virtual Status Write(std::string_view bytes) = 0;
};

class StringSink : public ReportSink {
 public:
  Status Write(std::string_view bytes) override {
    text.append(bytes);
    return Status::Ok();
  }
  std::string text;
};

class Reporter {
 public:
  virtual ~Reporter() = default;
  // Writes the whole report in pieces of bounded size. Error: the sink's.
  virtual Status Write(const RunReport& report, ReportSink& sink) const = 0;
};

std::unique_ptr<Reporter> MakeReporter(Format format, const ReporterOptions& options);

}  // namespace blotter
