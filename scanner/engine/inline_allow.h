// blotter:allow (or gitleaks:allow) on a secret's line: whoever wrote the line has looked at it.
//
//   KEY = "..."  # blotter:allow
//   KEY = "..."  // blotter:allow writer-api-key: revoked in May
//
// The word may stand anywhere on the line but in the literal that holds the secret: what a comment
// looks like depends on the language, and JSON has none. Rule ids behind blotter:allow narrow it to
// these rules; what follows is for readers. Of a secret over several lines, its first and its last
// count. No further than kLongestLineBytes (text_scan.h) from the secret.
#pragma once

#include <optional>
#include <string_view>

#include "scanner/engine/candidate.h"
#include "scanner/model/allowance.h"
#include "scanner/model/rule.h"

namespace blotter {

// What allows `candidate` of `text`, where something does.
std::optional<Allowance> AllowedByComment(std::string_view text, const Candidate& candidate,
                                          const RuleSet& rules);

}  // namespace blotter
