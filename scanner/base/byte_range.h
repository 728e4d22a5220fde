// ByteRange: a stretch of a text.
#pragma once

#include <cstddef>

namespace blotter {

// Offsets in a text, half-open.
struct ByteRange {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool operator==(const ByteRange&) const = default;
};

}  // namespace blotter
