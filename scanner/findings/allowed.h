// Where allowed findings part from those that count: exit codes, reports and histories see only the
// latter; the former are counted, and kept for whoever asks to see them.
#pragma once

#include <vector>

#include "scanner/model/finding.h"
#include "scanner/model/ledger.h"

namespace blotter {

// Moves the findings with an allowance out of `*findings`, counts them in `*ledger` and, those of
// histories, in their repository's, and returns them. Both lists keep their order.
std::vector<Finding> TakeAllowed(std::vector<Finding>* findings, Ledger* ledger,
                                 std::vector<RepositoryLedger>* repositories);

}  // namespace blotter
