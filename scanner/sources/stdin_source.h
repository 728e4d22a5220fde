// StdinSource: standard input (or any open descriptor) as one blob, read as it comes and never held
// whole. Its path is "<stdin>"; git and the env-file rules have no say in it.
#pragma once

#include <cstddef>

#include "scanner/sources/source.h"

namespace blotter {

class StdinSource final : public Source {
 public:
  // `fd` is borrowed.
  explicit StdinSource(int fd) : fd_(fd) {}

  std::size_t worker_count() const override { return 1; }
  Ledger Run(BlobSink& sink) override;

 private:
  const int fd_;
};

}  // namespace blotter
