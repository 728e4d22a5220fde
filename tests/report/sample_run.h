// A hand-made run that holds what reports find hard: hostile names, wide characters, a region over
// two lines, an env file, history, doubles. Its secrets are made when the test runs.
#pragma once

#include <string>
#include <vector>

#include "scanner/report/reporter.h"

namespace blotter::testing {

struct SampleRun {
  RuleSet rules;
  RunInfo info;
  std::vector<Finding> findings;  // sorted
  Ledger ledger;
  std::vector<RepositoryLedger> repositories;
  std::vector<Finding> allowed;

  RunReport report() {
    info.rules = &rules;
    return {info, findings, ledger, repositories, allowed};
  }
};

// Complete, with findings of all levels; and the same with failures and remarks; and nothing found.
SampleRun MakeSampleRun();
SampleRun MakeIncompleteRun();
SampleRun MakeCleanRun();
// One finding, and one allowed in each way.
SampleRun MakeAllowedRun();

// The whole report; throws where the reporter fails.
std::string Render(Format format, const SampleRun& run, const ReporterOptions& options = {});

}  // namespace blotter::testing
