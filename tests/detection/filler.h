// What stands around a secret in a real file: ordinary code and settings of the same language, with
// other products' keys, and with "writer", "key" and "token" in their innocent senses.
#pragma once

#include <string_view>

#include "tests/detection/rng.h"

namespace blotter::detection {

// A snippet of whole lines in `lang`, with slots; empty for a language without filler.
std::string_view FillerSnippet(Rng* rng, std::string_view lang);

// True where snippets are pieces of one long line.
inline bool IsOneLine(std::string_view lang) { return lang == "min" || lang == "jsonline"; }

}  // namespace blotter::detection
