// What a rule set must hold to be run: ids there and unique, regexes that compile, groups that
// exist, examples that can be told apart.
#pragma once

#include <string>

#include "scanner/base/result.h"
#include "scanner/model/rule.h"

namespace blotter {

// The first thing wrong, as "FILE:LINE: rule ID: what; what to do".
Status ValidateRules(const RuleSet& rules, const std::string& file_name);

}  // namespace blotter
