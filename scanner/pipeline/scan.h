// Scan: sources -> engine -> findings. Runs a source through one detector per worker and collects
// what is found, in an order that does not depend on the number of threads.
#pragma once

#include <atomic>
#include <cstdint>
#include <vector>

#include "scanner/engine/compiled_rules.h"
#include "scanner/model/finding.h"
#include "scanner/model/ledger.h"
#include "scanner/model/options.h"

namespace blotter {

// Counters that a run keeps up to date for whoever shows progress. Lock-free; any thread may read.
struct Progress {
  std::atomic<std::uint64_t> files{0};
  std::atomic<std::uint64_t> bytes{0};
  std::atomic<std::uint64_t> findings{0};
};

struct ScanResult {
  std::vector<Finding> findings;  // sorted, complete with path and fingerprint
  Ledger ledger;
};

// `want_line_hashes`: compute Finding::line_hash (SARIF only needs it; it reads files once more).
ScanResult RunScan(const ScanOptions& options, const CompiledRules& rules, bool want_line_hashes,
                   Progress* progress);

}  // namespace blotter
