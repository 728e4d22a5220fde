// Runs every case of tests/golden/cases against the built program (golden_case.h says what a case
// is). UPDATE_GOLDENS=1 in the environment rewrites the expectations instead: look at the diff.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <string>

#include <gtest/gtest.h>

#include "tests/golden/golden_case.h"
#include "tests/support/temp_folder.h"

namespace blotter::testing {
namespace {

const std::filesystem::path kCases = BLOTTER_GOLDEN_CASES;

class GoldenTest : public ::testing::TestWithParam<std::string> {};

TEST_P(GoldenTest, DoesWhatItDid) {
  const std::filesystem::path golden_case = kCases / GetParam();
  if (!CanRunHere(golden_case, BLOTTER_PROGRAM)) {
    GTEST_SKIP() << "this machine lacks: " << ReadText(golden_case / "needs");
  }
  const GoldenOutcome actual = ActualOutcome(golden_case, BLOTTER_PROGRAM);
  if (std::getenv("UPDATE_GOLDENS") != nullptr) {
    UpdateExpectations(golden_case, actual);
    return;
  }
  const GoldenOutcome expected = ExpectedOutcome(golden_case);
  EXPECT_EQ(actual.exit_code, expected.exit_code);
  EXPECT_EQ(actual.standard_output, expected.standard_output);
  EXPECT_EQ(actual.standard_error, expected.standard_error);
}

std::string TestName(const ::testing::TestParamInfo<std::string>& golden_case) {
  std::string name = golden_case.param;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Cases, GoldenTest, ::testing::ValuesIn(GoldenCaseNames(kCases)), TestName);

}  // namespace
}  // namespace blotter::testing
