// RunStaged: what the commit being made would record. The index that git names is read, never the
// worktree: a hook stands in the middle of a commit, and partial staging, `commit -a` and
// `commit -- PATH` each have an index of their own.
#pragma once

#include "scanner/engine/compiled_rules.h"
#include "scanner/model/options.h"
#include "scanner/pipeline/change_scan.h"

namespace blotter {

ChangeFindings RunStaged(const StagedOptions& options, const CompiledRules& rules,
                         bool want_line_hashes);

}  // namespace blotter
