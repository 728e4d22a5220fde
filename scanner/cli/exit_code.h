// What the process says when it ends (product, "exit"). 2 outranks 1, and nothing turns 2 into 0.
#pragma once

#include <algorithm>
#include <vector>

#include "scanner/model/finding.h"
#include "scanner/model/ledger.h"
#include "scanner/model/options.h"

namespace blotter {

enum class ExitCode : int {
  kClean = 0,       // complete, nothing at or above --fail-on
  kFindings = 1,    // complete, findings
  kIncomplete = 2,  // usage error, unreadable content, a report that could not be written
};

inline ExitCode ScanExitCode(const std::vector<Finding>& findings, const Ledger& ledger,
                             const OutputOptions& options) {
  if (!ledger.complete()) return ExitCode::kIncomplete;
  const bool failing =
      std::any_of(findings.begin(), findings.end(),
                  [&options](const Finding& finding) { return finding.level >= options.fail_on; });
  return failing && !options.exit_zero ? ExitCode::kFindings : ExitCode::kClean;
}

}  // namespace blotter
