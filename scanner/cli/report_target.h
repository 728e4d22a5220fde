// --report FORMAT=PATH: reading it, seeing before the scan that it can be written, and writing it
// whole or not at all.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/model/options.h"

namespace blotter {

// The formats of --format, and those of --report ("ledger" beside them), in the order of the help.
std::vector<std::string> OutputFormatNames();
std::vector<std::string> ReportFormatNames();
// `name` must be one of the above.
Format FormatOf(std::string_view name);

Result<ReportTarget> ParseReportTarget(std::string_view text);

// Before the scan: each target's folder is there and can be written to, and no two are the same
// file. (A disk may still fill up later.)
Status CheckReportTargets(const std::vector<ReportTarget>& targets);

// A regular file is replaced in one step (through symbolic links, which stay links); a device or
// pipe is written to as it is.
Status WriteReportFile(const std::string& path, std::string_view data);

}  // namespace blotter
