#include "scanner/pipeline/history.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include "scanner/pipeline/repository_audit.h"

namespace blotter {

HistoryResult RunHistory(const HistoryOptions& options, const CompiledRules& rules,
                         bool want_line_hashes, HistoryProgress* progress) {
  std::vector<std::string> repositories = options.repositories;
  if (repositories.empty()) repositories = {"."};
  HistoryResult result;
  for (const std::string& typed : repositories) {
    // Several have no other base in common.
    std::string prefix = repositories.size() > 1 ? typed : "";
    if (!prefix.empty() && !prefix.ends_with('/')) prefix += '/';
    RepositoryFindings found =
        RepositoryAudit(typed, std::move(prefix), options, rules, want_line_hashes, progress).Run();
    std::move(found.findings.begin(), found.findings.end(), std::back_inserter(result.findings));
    result.ledger.Merge(found.ledger);
    result.repositories.push_back({typed, std::move(found.ledger)});
  }
  result.ledger.Normalize();
  std::sort(result.findings.begin(), result.findings.end(), FindingLess);
  return result;
}

}  // namespace blotter
