// From TOML tables to rules, evidence and allowlists (docs/formats.md, "Rule files"). What is wrong
// is thrown as a LoadError; regexes are not compiled here (rule_validator.h).
#pragma once

#include <map>
#include <string>

#include "scanner/config/table_reader.h"
#include "scanner/model/rule.h"

namespace blotter {

// Named pieces of patterns, used as %{name}.
using Fragments = std::map<std::string, std::string>;

Fragments ReadFragments(TableReader& reader);
Rule ReadRule(TableReader& reader, const Fragments& fragments);
EvidencePattern ReadEvidence(TableReader& reader, const Fragments& fragments);
Allowlist ReadAllowlist(TableReader& reader);
// [[allowlists]], and gitleaks' older [allowlist].
void ForEachAllowlist(TableReader& reader, const std::function<void(TableReader&)>& each);
// What reports say of a rule: what is given replaces what is there; tags are added.
void ReadRuleTexts(TableReader& reader, Rule* rule);

}  // namespace blotter
