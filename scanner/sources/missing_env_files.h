// Missing env files: tracked, but not on disk (deleted there, or outside a sparse checkout).
// Whoever clones the repository gets them, so they are offered from the index.
#pragma once

#include "scanner/model/ledger.h"
#include "scanner/sources/walker.h"

namespace blotter {

// For the time after the walk. Offers to `sink` as worker 0 what lies below the walk's folder
// roots; what cannot be read goes to the ledger's failures.
void OfferMissingEnvFiles(SharedWalk* walk, BlobSink* sink, Ledger* ledger);

}  // namespace blotter
