// Allowlists, with gitleaks' meaning. Those that are part of a rule say what is no finding; the
// exceptions of a configuration say which findings are allowed.
#pragma once

#include <cstddef>
#include <string_view>

#include "scanner/engine/candidate.h"
#include "scanner/engine/compiled_rules.h"
#include "scanner/model/finding.h"
#include "scanner/model/rule.h"

namespace blotter {

// Whether an allowlist that is part of the candidate's rule matches: then it is no finding. `path`
// is the file's, from the repository's top.
bool IsNoFinding(std::string_view text, std::string_view path, const Candidate& candidate,
                 const CompiledRules& rules);

// The exception that allows the candidate; null where none does.
const Allowlist* ExceptionFor(std::string_view text, std::string_view path,
                              const Candidate& candidate, const CompiledRules& rules);

// The same for a finding about a whole file, of the rule of that index: only paths count.
const Allowlist* ExceptionFor(std::string_view path, std::size_t rule, const CompiledRules& rules);

// Allows the finding by the exception that `exception` is; does nothing for null.
void AllowBy(const Allowlist* exception, Finding* finding);

// Allows a finding whose commit an exception names.
void AllowByCommit(const RuleSet& rules, Finding* finding);

}  // namespace blotter
