// Inertness: why nothing is found in a text, and whether that holds for texts that differ from it
// in places only. Most of what a repository's history holds are such versions of the same few
// files: what of them is not new was judged before.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "scanner/base/byte_range.h"

namespace blotter {

enum class Inertness : std::uint8_t {
  kNone,         // something may be found in it
  kUnchanged,    // nothing, whatever the file's name; but a change may matter far away from it
  kNoKeyword,    // it holds no keyword
  kNoToken,      // it holds no token that may be live
  kNoEvidence,   // no anchor of a key or of evidence, and no bearer token in reach of another's
  kNoKeyInReach  // as kNoEvidence, but it may hold evidence, and then no name or call to apply it
                 // to
};

// Of the last four it is known what would have to come into a text for something to be found in it,
// and that all of that would stand close together.
constexpr bool OutlivesChanges(Inertness inertness) { return inertness > Inertness::kUnchanged; }

// Of a text in two pieces that overlap.
Inertness OfBoth(Inertness one, Inertness other);

// The pieces of `text` that lie within `reach` bytes of changes, and to the ends of the words
// there: no token is cut. `changes` ascend, and so do `pieces`, which do not touch each other.
void PiecesAround(std::string_view text, const std::vector<ByteRange>& changes, std::size_t reach,
                  std::vector<ByteRange>* pieces);

}  // namespace blotter
