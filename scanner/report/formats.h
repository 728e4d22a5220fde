// One maker for each format, for MakeReporter and nobody else.
#pragma once

#include <memory>

#include "scanner/report/reporter.h"

namespace blotter {

std::unique_ptr<Reporter> MakeTextReporter(const ReporterOptions& options);
std::unique_ptr<Reporter> MakeJsonlReporter(const ReporterOptions& options);
std::unique_ptr<Reporter> MakeJsonReporter(const ReporterOptions& options);
std::unique_ptr<Reporter> MakeSarifReporter(const ReporterOptions& options);
std::unique_ptr<Reporter> MakeGithubReporter();
std::unique_ptr<Reporter> MakeGithubSummaryReporter();
std::unique_ptr<Reporter> MakeGitlabReporter();
std::unique_ptr<Reporter> MakeJunitReporter();
std::unique_ptr<Reporter> MakeLedgerReporter();

}  // namespace blotter
