// What allows findings beside comments in the files themselves: the baseline that --baseline names,
// and the .gitleaksignore at the top of the repository that is looked at (of a folder outside of
// all repositories: in it). A comment comes first, then .gitleaksignore, then the baseline.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/cli/command.h"
#include "scanner/findings/baseline.h"
#include "scanner/model/finding.h"
#include "scanner/model/ledger.h"
#include "scanner/model/options.h"
#include "scanner/pipeline/gate_files.h"

namespace blotter {

Flag BaselineFlag(AllowOptions* allow);

// The baseline asked for; nothing where none is. Error: it is not there, or cannot be used.
Result<std::optional<Baseline>> LoadBaseline(const AllowOptions& allow);

// For findings in files below `roots`, as typed. Where these are in several repositories no
// .gitleaksignore is read, since its paths would speak of all of them: that is a remark.
void AllowInFiles(const std::vector<std::string>& roots, const std::optional<Baseline>& baseline,
                  std::vector<Finding>* findings, Ledger* ledger);

// For findings in histories: each repository's own .gitleaksignore, as it stands in the worktree.
void AllowInHistories(const std::vector<RepositoryLedger>& repositories,
                      const std::optional<Baseline>& baseline, std::vector<Finding>* findings,
                      Ledger* ledger);

// For what a gate finds: the same files as `open` gives them, which is asked only where they
// matter. What cannot be used is a failure.
void AllowInGate(const AllowOptions& allow, const std::function<Result<GateFiles>()>& open,
                 std::vector<Finding>* findings, Ledger* ledger);

// --policy-from of the verbs that are gates.
Flag PolicyFlag(AllowOptions* allow);

}  // namespace blotter
