// Rule files: TOML in gitleaks' schema with our keys beside it (docs/formats.md, "Rule files").
// Every error names file, line and why; nothing is guessed and nothing is silently dropped: a key
// that is unknown, or of the wrong type, is an error.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/model/rule.h"

namespace blotter {

// Parses `content`; `file_name` is for messages. Validates it, too (rule_validator.h).
Result<RuleSet> ParseRules(std::string_view content, const std::string& file_name);

Result<RuleSet> LoadRuleFile(const std::string& path);

// Loads several files into one set; their order is kept. A rule id may stand in one file only.
Result<RuleSet> LoadRuleFiles(const std::vector<std::string>& paths);

}  // namespace blotter
