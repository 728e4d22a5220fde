#include "scanner/pipeline/scan_sink.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "scanner/findings/fingerprint.h"
#include "scanner/pipeline/line_hashes.h"

namespace blotter {

namespace {

// Workers add to the shared progress counters this rarely, so as not to pass their cache line back
// and forth with every file.
constexpr std::uint64_t kFilesPerReport = 64;
constexpr std::uint64_t kBytesPerReport = 4U << 20;

}  // namespace

// Made in, and used by, one worker's thread.
struct ScanSink::Worker {
  Worker(const CompiledRules& rules, const DetectorOptions& options) : detector(rules, options) {}

  Detector detector;
  Ledger ledger;
  std::vector<Finding> found;  // in the blob at hand
  std::uint64_t files_reported = 0;
  std::uint64_t bytes_reported = 0;
};

ScanSink::ScanSink(const CompiledRules& rules, ScanSinkOptions options, std::size_t workers,
                   Progress* progress)
    : rules_(rules), options_(options), progress_(progress), workers_(workers) {}

ScanSink::~ScanSink() = default;

ScanSink::Worker& ScanSink::StateOf(std::size_t worker) {
  std::unique_ptr<Worker>& state = workers_[worker];
  if (state == nullptr) state = std::make_unique<Worker>(rules_, options_.detector);
  return *state;
}

void ScanSink::Consume(std::size_t worker, BlobRef& blob) {
  Worker& state = StateOf(worker);
  const ScanOutcome outcome = state.detector.Scan(blob, &state.found);
  if (outcome.too_large) {
    state.ledger.Skip(SkipReason::kTooLarge);
  } else if (outcome.error.has_value()) {
    state.ledger.failures.push_back({blob.Describe().path, outcome.error->message});
  } else {
    ++state.ledger.files;
    state.ledger.bytes += outcome.bytes;
  }
  if (!state.found.empty()) {
    Complete(blob.Describe(), &state.found);
    if (options_.want_line_hashes) AddLineHashes(&blob, &state.found);
    Collect(&state.found);
  }
  const bool due = state.ledger.files - state.files_reported >= kFilesPerReport ||
                   state.ledger.bytes - state.bytes_reported >= kBytesPerReport;
  if (due) ReportProgress(&state);
}

void ScanSink::NoteIgnoredEnvFile(std::size_t worker, const Provenance& where) {
  std::optional<Finding> finding = StateOf(worker).detector.JudgeIgnoredEnvFile(where);
  if (!finding.has_value()) return;
  std::vector<Finding> findings;
  findings.push_back(std::move(*finding));
  Complete(where, &findings);
  Collect(&findings);
}

ScanResult ScanSink::Take() {
  ScanResult result;
  for (const std::unique_ptr<Worker>& state : workers_) {
    if (state == nullptr) continue;
    ReportProgress(state.get());
    result.ledger.Merge(state->ledger);
  }
  MutexLock lock(mutex_);
  result.findings = std::move(findings_);
  return result;
}

// Adds what depends on where the blob is.
void ScanSink::Complete(const Provenance& where, std::vector<Finding>* findings) const {
  for (Finding& finding : *findings) {
    finding.path = where.path;
    finding.repository_path = where.repository_path;
    finding.fingerprint = Fingerprint(finding.rule_id, finding.repository_path, finding.secret);
  }
}

void ScanSink::Collect(std::vector<Finding>* findings) {
  if (progress_ != nullptr) {
    const auto counting = std::count_if(findings->begin(), findings->end(),
                                        [](const Finding& finding) { return !finding.allowance; });
    progress_->findings.fetch_add(static_cast<std::uint64_t>(counting), std::memory_order_relaxed);
  }
  MutexLock lock(mutex_);
  std::move(findings->begin(), findings->end(), std::back_inserter(findings_));
  findings->clear();
}

void ScanSink::ReportProgress(Worker* state) {
  const Ledger& ledger = state->ledger;
  if (progress_ != nullptr) {
    progress_->files.fetch_add(ledger.files - state->files_reported, std::memory_order_relaxed);
    progress_->bytes.fetch_add(ledger.bytes - state->bytes_reported, std::memory_order_relaxed);
  }
  state->files_reported = ledger.files;
  state->bytes_reported = ledger.bytes;
}

}  // namespace blotter
