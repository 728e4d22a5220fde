// Rules of other people's files, with gitleaks' meaning: regex, secretGroup, entropy, keywords,
// path. allowlists.h has the rest.
#pragma once

#include <string_view>
#include <vector>

#include "scanner/engine/candidate.h"
#include "scanner/engine/writer_key.h"

namespace blotter {

void FindByRegex(const TextUnderTest& input, std::size_t rule, std::vector<Candidate>* out);

}  // namespace blotter
