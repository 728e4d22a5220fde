// The line around a secret, for people: cut to a readable width, with every secret masked.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "scanner/engine/candidate.h"
#include "scanner/model/finding.h"

namespace blotter {

// The line of `candidates[index]`. The candidates are sorted by position; the secrets of all those
// near it (kNeighbours on either side) are masked wherever their bytes stand on the line.
Excerpt MakeExcerpt(std::string_view text, const std::vector<Candidate>& candidates,
                    std::size_t index);

}  // namespace blotter
