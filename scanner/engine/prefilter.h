// What can be ruled out of a text that Hyperscan has hits in, before RE2 and the judges look: hits
// with no live token in reach, and evidence that nothing could be bound by. Never more than they
// would rule out themselves (tests/engine/equality_test.cc).
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "scanner/engine/compiled_rules.h"
#include "scanner/engine/hs_database.h"
#include "scanner/engine/live_tokens.h"

namespace blotter {

// How many blanks and line breaks may stand before a client's first argument.
inline constexpr std::size_t kArgumentIndent = 256;

// Drops the hits of rules that judge tokens (RuleSet) where no token in their reach is live,
// whatever the file is called.
void DropHopelessMatches(std::string_view text, const CompiledRules& rules, LiveTokens* live,
                         std::vector<RawMatch>* matches);

// Whether a live token may be the first argument of a call: Client("K").
bool MayBindFirstArgument(std::string_view text, LiveTokens* live);

}  // namespace blotter
