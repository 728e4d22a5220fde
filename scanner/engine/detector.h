// Detector: from a blob to judged findings. One per thread; the rules it borrows are shared.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/engine/compiled_rules.h"
#include "scanner/model/blob.h"
#include "scanner/model/finding.h"

namespace blotter {

struct DetectorOptions {
  // Bytes held of a blob at once. Larger blobs go through in overlapping pieces.
  std::size_t buffer_bytes = std::size_t{2} << 20;
  // Read no more than this of a blob; 0: no limit. A larger blob is not judged at all.
  std::uint64_t max_blob_bytes = 0;
};

struct ScanOutcome {
  std::uint64_t bytes = 0;     // read from the blob
  bool too_large = false;      // beyond max_blob_bytes: nothing was judged
  std::optional<Error> error;  // reading failed after `bytes`; what came before was judged
};

class Detector {
 public:
  // `rules` must outlive the detector.
  explicit Detector(const CompiledRules& rules, DetectorOptions options = {});
  ~Detector();

  // Reads `blob` to its end and appends what it holds, in order of position. Findings carry
  // everything but path, repository_path, fingerprint and line_hash, which depend on where the blob
  // is. Includes the env-file rules for blobs whose name asks for them.
  ScanOutcome Scan(BlobRef& blob, std::vector<Finding>* findings);

  // The finding for an env file that git ignores and nobody reads, where there is one.
  std::optional<Finding> JudgeIgnoredEnvFile(const Provenance& where) const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace blotter
