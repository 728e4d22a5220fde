#include "scanner/findings/allowed.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <string_view>

namespace blotter {

std::vector<Finding> TakeAllowed(std::vector<Finding>* findings, Ledger* ledger,
                                 std::vector<RepositoryLedger>* repositories) {
  const auto first =
      std::stable_partition(findings->begin(), findings->end(),
                            [](const Finding& finding) { return !finding.allowance; });
  std::vector<Finding> allowed(std::make_move_iterator(first),
                               std::make_move_iterator(findings->end()));
  findings->erase(first, findings->end());

  std::map<std::string_view, Ledger*> ledgers;
  for (RepositoryLedger& part : *repositories) ledgers.emplace(part.repository, &part.ledger);
  for (const Finding& finding : allowed) {
    ledger->Allow(finding.allowance->by);
    if (!finding.history) continue;
    const auto own = ledgers.find(finding.history->repository);
    if (own != ledgers.end()) own->second->Allow(finding.allowance->by);
  }
  return allowed;
}

}  // namespace blotter
