// Detector: from a blob to judged findings. One per thread; the rules it borrows are shared.
//
// Hyperscan looks for keywords, then for anchors, where the text holds a live token at all; RE2
// confirms around them; the judges decide. Most blobs end after the first step. A blob larger than
// the buffer goes through in windows that overlap by kReachBytes on either side of what is judged,
// more than any rule looks around, so that no match is lost on a seam and none is seen twice.
#pragma once

#include <cstddef>
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
  // Bytes held of a blob at once. At least 8 * kReachBytes.
  std::size_t buffer_bytes = std::size_t{2} << 20;
  // Skip blobs larger than this; 0: no limit.
  std::uint64_t max_blob_bytes = 0;
  // Tests only: take the end of the text as the one hit of every anchor instead of Hyperscan's, so
  // that, where the rules' windows are as wide as the text, RE2 alone decides.
  bool without_hyperscan = false;
};

struct ScanOutcome {
  std::uint64_t bytes = 0;     // read from the blob
  bool too_large = false;      // beyond max_blob_bytes: nothing is reported of it
  std::optional<Error> error;  // reading failed after `bytes`; what came before was judged
};

struct SuspectOutcome {
  ScanOutcome scan;
  bool is_suspect = false;
};

class Detector {
 public:
  // How far before and after a secret the rules may look. In bytes.
  static constexpr std::size_t kReachBytes = 32768;

  // `rules` must outlive the detector.
  explicit Detector(const CompiledRules& rules, DetectorOptions options = {});
  ~Detector();

  // Reads `blob` to its end and appends what it holds, in order of position. Findings carry
  // everything but path, repository_path, fingerprint and line_hash, which depend on where the blob
  // is. Includes the env-file rules for blobs whose name asks for them.
  ScanOutcome Scan(BlobRef& blob, std::vector<Finding>* findings);

  // Whether the blob holds anything that is a finding under some name: names of files decide how a
  // text is read (code, tables), and the names of what git keeps are found out only for what is
  // worth it. The blob's own name is not asked; env-file rules are not applied.
  SuspectOutcome Suspect(BlobRef& blob);

  // The finding for an env file that git ignores and nobody reads, where there is one.
  std::optional<Finding> JudgeIgnoredEnvFile(const Provenance& where) const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace blotter
