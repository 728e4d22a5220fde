#include "scanner/cli/exit_code.h"

#include <gtest/gtest.h>

namespace blotter {
namespace {

std::vector<Finding> FindingsOf(Level level) {
  Finding finding;
  finding.level = level;
  return {finding};
}

Ledger Incomplete() {
  Ledger ledger;
  ledger.failures.push_back({"a", "cannot be read"});
  return ledger;
}

TEST(ScanExitCode, FollowsFailOn) {
  OutputOptions options;
  EXPECT_EQ(ScanExitCode({}, {}, options), ExitCode::kClean);
  EXPECT_EQ(ScanExitCode(FindingsOf(Level::kError), {}, options), ExitCode::kFindings);
  EXPECT_EQ(ScanExitCode(FindingsOf(Level::kWarning), {}, options), ExitCode::kFindings);
  EXPECT_EQ(ScanExitCode(FindingsOf(Level::kNote), {}, options), ExitCode::kClean);
  options.fail_on = Level::kNote;
  EXPECT_EQ(ScanExitCode(FindingsOf(Level::kNote), {}, options), ExitCode::kFindings);
  options.fail_on = Level::kError;
  EXPECT_EQ(ScanExitCode(FindingsOf(Level::kWarning), {}, options), ExitCode::kClean);
}

TEST(ScanExitCode, IncompleteOutranksAllAndNothingHidesIt) {
  OutputOptions options;
  EXPECT_EQ(ScanExitCode({}, Incomplete(), options), ExitCode::kIncomplete);
  EXPECT_EQ(ScanExitCode(FindingsOf(Level::kError), Incomplete(), options), ExitCode::kIncomplete);
  options.exit_zero = true;
  EXPECT_EQ(ScanExitCode(FindingsOf(Level::kError), Incomplete(), options), ExitCode::kIncomplete);
  EXPECT_EQ(ScanExitCode(FindingsOf(Level::kError), {}, options), ExitCode::kClean);
}

}  // namespace
}  // namespace blotter
