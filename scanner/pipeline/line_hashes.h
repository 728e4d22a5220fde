// GitHub's line hashes for findings in a blob.
#pragma once

#include <vector>

#include "scanner/model/blob.h"
#include "scanner/model/finding.h"

namespace blotter {

// Reads the blob again and fills in Finding::line_hash. Where that is not possible the hashes stay
// empty: they are a convenience of one report format.
void AddLineHashes(BlobRef* blob, std::vector<Finding>* findings);

}  // namespace blotter
