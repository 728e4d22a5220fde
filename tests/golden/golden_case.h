// One golden case: a folder with what is set up, what is run, and what must come of it.
//
//   needs            bash script; where it fails, this machine cannot show the case: it is skipped
//   setup            bash script, run first in the case's empty folder; may be missing
//   cmd              bash script; `blotter` is on PATH
//   expected_exit    its exit code, a number
//   expected_stdout  its standard output, exactly; missing means empty
//   expected_stderr  its standard error, exactly; missing means empty
//
// All of them may hold templates: {{key:NAME}} and the like (tests/support/key_maker.h),
// {{version}}, and {{folder}} for the case's folder. The environment is clean: HOME is an empty
// folder, TERM is dumb, git sees no configuration but the repository's own.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace blotter::testing {

struct GoldenOutcome {
  std::string exit_code;
  std::string standard_output;
  std::string standard_error;
};

// The names of all cases below `cases`, sorted.
std::vector<std::string> GoldenCaseNames(const std::filesystem::path& cases);

// What the case expects, templates filled but for {{folder}}.
GoldenOutcome ExpectedOutcome(const std::filesystem::path& golden_case);

// False where the case's `needs` script fails here.
bool CanRunHere(const std::filesystem::path& golden_case, const std::string& program);

// Runs it in a folder of its own; the folder's path reads {{folder}} in what comes back. Throws
// where the setup fails.
GoldenOutcome ActualOutcome(const std::filesystem::path& golden_case, const std::string& program);

// Rewrites the expectations: keys that the case's scripts name become templates again.
void UpdateExpectations(const std::filesystem::path& golden_case, const GoldenOutcome& outcome);

}  // namespace blotter::testing
