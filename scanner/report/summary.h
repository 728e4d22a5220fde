// The summary for people: what was found, what was read, what was passed over and why, and what
// could not be read. Goes to standard error, after the findings.
#pragma once

#include <string>

#include "scanner/report/reporter.h"

namespace blotter {

// Ends with a newline; sanitised for a terminal. Names at most 20 failures and says how many more.
std::string Summary(const RunReport& report, bool color);

// Its first sentence: "2 errors (1 secret) in 707 files (5.6 MB), 80 folders, 1 repository."
std::string OutcomeSentence(const RunReport& report);

// "Passed over: ignored by git (12), symbolic links (1)."; empty where nothing was.
std::string SkippedSentence(const Ledger& ledger);

// "Allowed: by a comment (2), by the baseline (13)."; empty where nothing was.
std::string AllowedSentence(const Ledger& ledger);

}  // namespace blotter
