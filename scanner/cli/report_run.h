// What verbs that look for secrets do around the looking: targets are checked and rules loaded
// before it; afterwards report files, findings and summary are written, and the exit code follows.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "scanner/cli/console.h"
#include "scanner/cli/exit_code.h"
#include "scanner/cli/rules_in_force.h"
#include "scanner/cli/terminal.h"
#include "scanner/engine/compiled_rules.h"
#include "scanner/model/finding.h"
#include "scanner/model/ledger.h"
#include "scanner/model/options.h"

namespace blotter {

struct RunOutcome {
  std::vector<Finding> findings;               // sorted; allowed ones among them
  Ledger ledger;                               // normalized
  std::vector<RepositoryLedger> repositories;  // of histories
};

// The looking itself. `want_line_hashes`: a report needs Finding::line_hash.
using RunWork = std::function<RunOutcome(const CompiledRules& rules, bool want_line_hashes)>;

using RuleLoader = std::function<Result<RulesInForce>()>;

// `roots`: what the run looks at, as typed. `rules`: loads what it goes by; nothing is looked at
// where that fails.
ExitCode RunAndReport(const std::vector<std::string>& roots, const RuleLoader& rules,
                      const OutputOptions& output, const TerminalEnvironment& environment,
                      Console& console, const RunWork& work);

// Whether a progress line may be drawn on standard error.
bool ShowsProgress(const OutputOptions& output, const Console& console);

}  // namespace blotter
