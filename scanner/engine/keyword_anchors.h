// Whether anchors can be looked for around keywords only.
#pragma once

#include <string>
#include <vector>

namespace blotter {

// Whether every match of every one of `patterns` holds one of `keywords`, whatever the case. Judged
// by the literals that RE2 finds a pattern to need: where it cannot tell, the answer is no.
bool EveryMatchHoldsKeyword(const std::vector<std::string>& patterns,
                            const std::vector<std::string>& keywords);

}  // namespace blotter
