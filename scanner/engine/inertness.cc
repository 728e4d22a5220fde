#include "scanner/engine/inertness.h"

#include <algorithm>

#include "scanner/engine/words.h"

namespace blotter {

Inertness OfBoth(Inertness one, Inertness other) {
  if (one == other) return one;
  const auto [low, high] = std::minmax(one, other);
  if (low == Inertness::kNone) return Inertness::kNone;
  // What holds no keyword holds no anchor.
  const bool anchorless = low == Inertness::kNoKeyword && high == Inertness::kNoEvidence;
  return anchorless ? Inertness::kNoEvidence : Inertness::kUnchanged;
}

void PiecesAround(std::string_view text, const std::vector<ByteRange>& changes, std::size_t reach,
                  std::vector<ByteRange>* pieces) {
  pieces->clear();
  for (const ByteRange& change : changes) {
    std::size_t begin = change.begin > reach ? change.begin - reach : 0;
    std::size_t end = text.size() - change.end > reach ? change.end + reach : text.size();
    const std::size_t known = pieces->empty() ? 0 : pieces->back().end;
    while (begin > known && IsTokenChar(text[begin - 1])) --begin;
    if (begin > 0) --begin;  // what stands before a token may be an escape, and part of it
    while (end < text.size() && IsTokenChar(text[end])) ++end;
    if (!pieces->empty() && begin <= known) {
      pieces->back().end = std::max(known, end);
    } else {
      pieces->push_back({begin, end});
    }
  }
}

}  // namespace blotter
