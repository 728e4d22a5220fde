// History: every object that repositories ever held -> engine -> findings with the commits they
// came in with.
#pragma once

#include <atomic>
#include <cstdint>
#include <vector>

#include "scanner/engine/compiled_rules.h"
#include "scanner/model/finding.h"
#include "scanner/model/ledger.h"
#include "scanner/model/options.h"

namespace blotter {

// What a run is doing, for whoever shows progress.
enum class HistoryPhase : std::uint8_t {
  kOpening,      // finding packs and refs
  kReading,      // objects are read and searched: bytes_done grows to bytes_total
  kAttributing,  // which commits brought what was found
};

// Counters that a run keeps up to date. Lock-free; any thread may read.
struct HistoryProgress {
  std::atomic<HistoryPhase> phase{HistoryPhase::kOpening};
  std::atomic<std::uint64_t> bytes_total{0};  // of what is to be read; grows as repositories open
  std::atomic<std::uint64_t> bytes_done{0};   // in the same unit
  std::atomic<std::uint64_t> objects{0};
  std::atomic<std::uint64_t> findings{0};
};

struct HistoryResult {
  std::vector<Finding> findings;               // sorted; one for each (rule, path, secret)
  Ledger ledger;                               // of all repositories together, normalized
  std::vector<RepositoryLedger> repositories;  // in the order asked for
};

// `want_line_hashes`: compute Finding::line_hash of what is still in HEAD (SARIF only needs it).
HistoryResult RunHistory(const HistoryOptions& options, const CompiledRules& rules,
                         bool want_line_hashes, HistoryProgress* progress);

}  // namespace blotter
