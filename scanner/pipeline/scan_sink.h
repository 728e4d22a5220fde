// ScanSink: takes the blobs of a source, runs each through its worker's detector, and collects what
// is found and what could not be read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "scanner/base/mutex.h"
#include "scanner/engine/detector.h"
#include "scanner/model/finding.h"
#include "scanner/model/ledger.h"
#include "scanner/pipeline/scan.h"
#include "scanner/sources/source.h"

namespace blotter {

struct ScanSinkOptions {
  DetectorOptions detector;
  bool want_line_hashes = false;
};

// Each worker has a state of its own; only findings, which are few, go through a lock.
class ScanSink final : public BlobSink {
 public:
  // `rules` and `progress` (may be null) must outlive the sink.
  ScanSink(const CompiledRules& rules, ScanSinkOptions options, std::size_t workers,
           Progress* progress);
  ~ScanSink() override;

  void Consume(std::size_t worker, BlobRef& blob) override;
  void NoteIgnoredEnvFile(std::size_t worker, const Provenance& where) override;

  // When all sources are done: everything, in no particular order.
  ScanResult Take() EXCLUDES(mutex_);

 private:
  struct Worker;
  Worker& StateOf(std::size_t worker);
  void Complete(const Provenance& where, std::vector<Finding>* findings) const;
  void Collect(std::vector<Finding>* findings) EXCLUDES(mutex_);
  void ReportProgress(Worker* state);

  const CompiledRules& rules_;
  const ScanSinkOptions options_;
  Progress* const progress_;
  std::vector<std::unique_ptr<Worker>> workers_;
  Mutex mutex_;
  std::vector<Finding> findings_ GUARDED_BY(mutex_);
};

}  // namespace blotter
