// From Hyperscan's hits to what RE2 captures around them: each match of a rule's forms once.
#pragma once

#include <cstddef>
#include <functional>
#include <string_view>
#include <vector>

#include "scanner/engine/compiled_rules.h"
#include "scanner/engine/hs_database.h"

namespace blotter {

// Views into the text searched.
struct FormMatch {
  std::string_view whole;
  std::string_view secret;  // group "secret", else secretGroup, else the first group, else `whole`
};

void ForEachFormMatch(std::string_view text, const CompiledRules& rules,
                      const std::vector<RawMatch>& matches, std::size_t rule,
                      const std::function<void(const FormMatch&)>& each);

}  // namespace blotter
