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
    const std::size_t known = pieces->empty() ? 0 : pieces->back().end;
    const auto to_word_begin = [&](std::size_t at) {
      while (at > known && IsTokenChar(text[at - 1])) --at;
      return at;
    };
    // What speaks of a token stands before it, however far into the token the change is.
    const std::size_t word = to_word_begin(change.begin);
    std::size_t begin = to_word_begin(word > reach ? word - reach : 0);
    if (begin > 0) --begin;  // what stands before a token may be an escape, and part of it
    // Not over what is known again: a word of many changes would be gone over for each of them.
    std::size_t end = text.size() - change.end > reach ? change.end + reach : text.size();
    end = std::max(end, known);
    while (end < text.size() && IsTokenChar(text[end])) ++end;
    if (!pieces->empty() && begin <= known) {
      pieces->back().end = end;
    } else {
      pieces->push_back({begin, end});
    }
  }
}

}  // namespace blotter
