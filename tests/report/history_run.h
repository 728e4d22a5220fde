// A hand-made history run: two repositories, secrets in several places and states, names of people
// and refs that nobody should print as they are. Its secrets are made when the test runs.
#pragma once

#include "tests/report/sample_run.h"

namespace blotter::testing {

// One secret each: still in HEAD, gone but on branches, only in history, unreachable, in a commit
// message; and an env file that was once committed. The second repository is incomplete.
SampleRun MakeHistoryRun();

// A finding in repository "app", whose only finding it is: commit, author, date as given.
Finding MakeHistoryFinding(std::string path, std::string secret, std::string date);

}  // namespace blotter::testing
