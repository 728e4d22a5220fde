#include "scanner/cli/process.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <gtest/gtest.h>

namespace blotter {
namespace {

// Runs `check` in a child, so that the test program keeps its own limits and descriptors.
template <typename Check>
bool InChild(Check check) {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(check() ? 0 : 1);
  int status = -1;
  return child > 0 && ::waitpid(child, &status, 0) == child && status == 0;
}

TEST(ForbidCoreDumps, LeavesALimitThatNeitherFileNorPipeGetsPast) {
  EXPECT_TRUE(InChild([] {
    rlimit limit{};
    return ForbidCoreDumps().ok() && ::getrlimit(RLIMIT_CORE, &limit) == 0 && limit.rlim_cur <= 1;
  }));
}

TEST(OpenStandardDescriptors, FillsTheGapsWithWhatRefuses) {
  EXPECT_TRUE(InChild([] {
    ::close(0);
    ::close(1);
    char byte = 'x';
    return OpenStandardDescriptors().ok() && ::read(0, &byte, 1) < 0 && ::write(1, &byte, 1) < 0;
  }));
}

TEST(OpenStandardDescriptors, LeavesOpenOnesAlone) {
  EXPECT_TRUE(InChild([] {
    int ends[2];
    return ::pipe(ends) == 0 && ::dup2(ends[1], 1) == 1 && OpenStandardDescriptors().ok() &&
           ::write(1, "x", 1) == 1;
  }));
}

}  // namespace
}  // namespace blotter
