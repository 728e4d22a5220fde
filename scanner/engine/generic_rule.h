// Rules of other people's files, with gitleaks' meaning: regex, secretGroup, entropy, keywords,
// path. Allowlists apply to every rule alike.
#pragma once

#include <string_view>
#include <vector>

#include "scanner/engine/candidate.h"
#include "scanner/engine/writer_key.h"

namespace blotter {

void FindByRegex(const TextUnderTest& input, std::size_t rule, std::vector<Candidate>* out);

// Whether an allowlist of the rule, or a global one, lets the candidate pass. `path` is the file's.
bool IsAllowed(std::string_view text, std::string_view path, const Candidate& candidate,
               const CompiledRules& rules);

}  // namespace blotter
