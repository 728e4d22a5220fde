// A rule's own examples, run through the engine as files: what must match and what must not.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/engine/compiled_rules.h"
#include "scanner/model/rule.h"

namespace blotter {

struct ExampleResult {
  const Rule* rule = nullptr;  // in the compiled rules
  const RuleExample* example = nullptr;
  bool passed = false;
  std::string reason;  // why it failed, without the example's secret; empty if it passed
};

// Fills in an example's templates with made-up tokens, the same for the same `seed`:
// {{key}} 32 letters and digits, {{wr}} wr- and 22 of base64url, {{hex:N}}, {{base62:N}},
// {{lower:N}}, {{b64:N}}, {{uuid}}.
std::string FillTemplate(std::string_view text, std::uint64_t seed);

// Every example of every rule. Env-file rules have none: they depend on git, not on content.
std::vector<ExampleResult> RunExamples(const CompiledRules& rules);

}  // namespace blotter
