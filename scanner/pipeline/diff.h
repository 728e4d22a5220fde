// RunDiff: what commits add. Each commit is compared with its parents, so that what one adds and
// the next one takes away again is found: it is in the history for ever. Of a merge counts what
// none of its parents has.
#pragma once

#include "scanner/engine/compiled_rules.h"
#include "scanner/model/options.h"
#include "scanner/pipeline/change_scan.h"

namespace blotter {

ChangeFindings RunDiff(const DiffOptions& options, const CompiledRules& rules,
                       bool want_line_hashes);

}  // namespace blotter
