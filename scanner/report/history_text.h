// Findings of a history for people: one entry for each secret, however many files and commits held
// it, since there is one thing to do about it.
//
//   error[writer-api-key]: a Writer API key in the code
//     --> src/app.py:12:18
//      |
//   12 | WRITER_API_KEY = "********************************"
//      |                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//      = first seen: 2024-01-02 in 0123456789ab by A. Person <a@example.com>
//      = last seen: 2025-03-04 in 89abcdef0123
//      = now: gone from HEAD, still on dev, origin/dev (+3)
//      = where: 3 paths, 7 versions; also src/old.py:3:9, test.sh:1:1
//      = why: name WRITER_API_KEY (high confidence); secret abcd... (32 characters)
//      = help: Revoke the key ...
#pragma once

#include <string>
#include <vector>

#include "scanner/report/finding_text.h"

namespace blotter {

// Findings of one rule and one secret (of one path, where there is no secret): the one that was
// committed first, then the others in the report's order. Never empty; borrows the findings.
using FindingGroup = std::vector<const Finding*>;

// All findings that have a history, in the order in which the report meets their secrets.
std::vector<FindingGroup> GroupBySecret(const std::vector<Finding>& findings);

std::string RenderGroup(const FindingText& text, const FindingGroup& group, const RuleSet& rules);

}  // namespace blotter
