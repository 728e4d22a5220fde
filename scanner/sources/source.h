// A source offers blobs; a sink takes them. Sources run their own worker threads, and call the sink
// from them with the worker's number, so that a sink can keep one state per worker without locks.
#pragma once

#include <cstddef>

#include "scanner/model/blob.h"
#include "scanner/model/ledger.h"

namespace blotter {

class BlobSink {
 public:
  virtual ~BlobSink() = default;

  // Called from worker `worker` (0 <= worker < Source::worker_count()), one call at a time for each
  // worker. `blob` is gone after the call. The sink reads it and counts files, bytes and failures.
  virtual void Consume(std::size_t worker, BlobRef& blob) = 0;

  // An env file that is not read because git ignores it (only states kIgnoredLocally and kIgnored).
  virtual void NoteIgnoredEnvFile(std::size_t worker, const Provenance& where) = 0;
};

class Source {
 public:
  virtual ~Source() = default;

  virtual std::size_t worker_count() const = 0;

  // Offers everything, and returns when the sink has taken it all. What could not be listed or
  // asked of git is in the ledger's failures; what was passed over is counted there.
  virtual Ledger Run(BlobSink& sink) = 0;
};

}  // namespace blotter
