// What a CI job is about: the commits that a pull request or a push adds, from the variables that
// each system sets (docs/ci.md lists them). Nothing is guessed: where a system does not say what
// there was before, that is an Error.
#pragma once

#include <string>
#include <string_view>

#include "scanner/base/result.h"
#include "scanner/cli/variables.h"
#include "scanner/model/options.h"

namespace blotter {

struct CiRange {
  DiffOptions commits;  // tips, bases and known are set
  std::string source;   // "GitHub's pull request"
};

// Whether `id` is git's and CI systems' way to say that there is no commit.
bool IsZeros(std::string_view id);

// Whether this runs in a CI system that says what a job is about.
bool IsCi(const Variables& variables);

// Error: it runs in none, or in one that does not say; with what to do.
Result<CiRange> RangeFromCi(const Variables& variables);

}  // namespace blotter
