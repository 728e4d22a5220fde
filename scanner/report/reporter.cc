#include "scanner/report/reporter.h"

#include "scanner/report/formats.h"

namespace blotter {

std::unique_ptr<Reporter> MakeReporter(Format format, const ReporterOptions& options) {
  switch (format) {
    case Format::kText:
      return MakeTextReporter(options);
    case Format::kJsonl:
      return MakeJsonlReporter(options);
    case Format::kJson:
      return MakeJsonReporter(options);
    case Format::kSarif:
      return MakeSarifReporter(options);
    case Format::kGithub:
      return MakeGithubReporter();
    case Format::kGithubSummary:
      return MakeGithubSummaryReporter();
    case Format::kGitlab:
      return MakeGitlabReporter();
    case Format::kJunit:
      return MakeJunitReporter();
    case Format::kLedger:
      return MakeLedgerReporter();
  }
  return MakeTextReporter(options);
}

}  // namespace blotter
