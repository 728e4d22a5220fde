// How much a run of letters looks like a word rather than like letters drawn at random.
#pragma once

#include <string_view>

namespace blotter {

// log2 odds, in bits, that `letters` (ASCII letters of any case) are an English word, against
// uniformly random letters, by the pairs of letters in it (tools/letter_model.py says how it was
// learnt). Words average about +1 bit a letter, random letters about -2.
double WordOdds(std::string_view letters);

// Whether a run of letters counts as a word: odds that random letters of its length reach less
// than once in a hundred.
bool LooksLikeWord(std::string_view letters);

}  // namespace blotter
