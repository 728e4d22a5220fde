// The rules that blotter ships, as they were when it was built: nothing is parsed or compiled at
// start. Made from rules/*.toml by tools/embed_rules.cc.
#pragma once

#include <string_view>

#include "scanner/model/rule.h"

namespace blotter {

// With or without the rules' examples (only `blotter rules` needs those).
RuleSet EmbeddedRules(bool with_examples = false);

// The serialised Hyperscan database of EmbeddedRules(). Lives as long as the program.
std::string_view EmbeddedDatabase();

}  // namespace blotter
