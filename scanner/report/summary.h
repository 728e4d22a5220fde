// The summary for people: what was found, what was read, what was passed over and why, and what
// could not be read. Goes to standard error, after the findings.
#pragma once

#include <string>

#include "scanner/report/reporter.h"

namespace blotter {

// Ends with a newline; sanitised for a terminal. Names at most 20 failures and says how many more.
std::string Summary(const RunReport& report, bool color);

}  // namespace blotter
