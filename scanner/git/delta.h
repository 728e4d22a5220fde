// Deltas of pack files (gitformat-pack(5), "Deltified representation"): copies from a base object
// and literal bytes, in turns. Nothing in a delta is believed: every copy is checked against the
// base, and the sum against the size that the delta claims.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "scanner/base/byte_range.h"

namespace blotter {

struct DeltaSizes {
  std::uint64_t base = 0;
  std::uint64_t result = 0;
  std::size_t header_bytes = 0;  // the instructions begin here
};

// Nothing where the delta is cut short or a size has more than 64 bits.
std::optional<DeltaSizes> ReadDeltaSizes(std::string_view delta);

// Makes `result` of `base` by the instructions (the delta without its header). False where they are
// cut short, unknown, copy from beyond the base, or make less or more than fits: then `result`
// holds anything.
// `changes` (null: not asked for) becomes where the result differs from its base: what no copy
// made, and, empty, the places where copies meet that were not neighbours in the base, or where the
// result begins or ends and the base does not. In order; what lies between two of them stands in
// the base as it does here.
bool ApplyDelta(std::string_view instructions, std::string_view base, std::span<char> result,
                std::vector<ByteRange>* changes);

}  // namespace blotter
