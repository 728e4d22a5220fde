// How large objects may be, so that memory stays bounded whatever a pack says.
#pragma once

#include <cstddef>
#include <cstdint>

namespace blotter {

struct PackLimits {
  // One beyond this is handed out as a stream where it is whole and nothing is built on it; else
  // only one worker at a time holds such objects.
  std::uint64_t large_object_bytes = std::uint64_t{32} << 20;

  // One beyond this that is a delta, or the base of one, is not read. (git makes no deltas of what
  // is larger than core.bigFileThreshold, 512 MiB where it is not set.)
  std::uint64_t most_object_bytes = std::uint64_t{1} << 30;

  // What a worker keeps of contents that deltas are still to be applied to.
  std::uint64_t kept_object_bytes = std::uint64_t{64} << 20;
};

}  // namespace blotter
