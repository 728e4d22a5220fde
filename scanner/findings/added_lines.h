// AddedLines: which lines of a text are new, compared with the text that it replaces. A line that
// only moved is not; of equal lines as many count as old as there were. What git would call added
// depends on the algorithm it is told to use; for a gate it matters that no new line passes for an
// old one, and that equal input gives equal answers.
// Time: n log n in the lengths of both texts, whatever they hold.
#pragma once

#include <string_view>
#include <vector>

#include "scanner/base/byte_range.h"
#include "scanner/model/position.h"

namespace blotter {

// Ranges of `now`, ascending and not touching, each of whole lines. Lines end at LF, CR LF or a
// lone CR, and are equal whichever of them it is.
std::vector<ByteRange> AddedLines(std::string_view before, std::string_view now);

// Whether any byte of `span` is in one of `ranges`, as AddedLines returns them.
bool Touches(const std::vector<ByteRange>& ranges, const ByteSpan& span);

// How much of `now` was in `before`, from 0 to 1: by the bytes of equal lines.
double Similarity(std::string_view before, std::string_view now);

}  // namespace blotter
