// A finding in words and places, for every report that is not made of the finding's bare fields.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scanner/model/finding.h"
#include "scanner/model/rule.h"

namespace blotter {

// The path that a CI system looks for: relative to the repository's top. Of findings in several
// repositories' histories, `path` says which repository. Lives as long as the finding.
std::string_view PathInRepository(const Finding& finding);

// The first digits of a commit's or blob's id. Sanitised.
std::string ShortId(std::string_view id);

// "src/app.py:12:19", of a whole file "src/.env"; "... in commit 0123456789ab" where one introduced
// it. Sanitised.
std::string PlaceWords(const Finding& finding);

// "name WRITER_API_KEY (high confidence); secret abcd... (32 characters)", the last part with
// `secret` (redacted or not) in it, and only for findings that have one. Sanitised.
std::string WhyWords(const Finding& finding, std::string_view secret);

// What to do: the first line of the rule's help; of a long one only the sentences that fit in about
// two screen lines. Empty without a rule or help. Sanitised.
std::string HelpWords(const Rule* rule);

// The most severe first, then the surest, then the report's order: for readers that see only a
// part. Borrows the findings.
std::vector<const Finding*> MostSevereFirst(const std::vector<Finding>& findings);

}  // namespace blotter
