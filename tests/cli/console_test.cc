#include "scanner/cli/console.h"

#include <fcntl.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include "scanner/base/file.h"
#include "scanner/cli/process.h"
#include "tests/support/temp_folder.h"

namespace blotter {
namespace {

TEST(OutputStream, WritesEverythingInOrder) {
  const testing::TempFolder folder;
  const std::string path = folder.Write("out", "");
  const UniqueFd fd(::open(path.c_str(), O_WRONLY));
  OutputStream stream(fd.get(), "standard output");
  std::string expected;
  for (int i = 0; i < 50000; ++i) {
    const std::string line = std::to_string(i) + "\n";
    ASSERT_TRUE(stream.Write(line).ok());
    expected += line;
  }
  ASSERT_TRUE(stream.Flush().ok());
  EXPECT_EQ(testing::ReadText(path), expected);
}

TEST(OutputStream, AFullDiskIsAnErrorThatStays) {
  const UniqueFd fd(::open("/dev/full", O_WRONLY));
  OutputStream stream(fd.get(), "standard output");
  EXPECT_TRUE(stream.Write("x").ok());
  const Status flushed = stream.Flush();
  ASSERT_FALSE(flushed.ok());
  EXPECT_EQ(flushed.error().message, "cannot write to standard output: No space left on device");
  EXPECT_FALSE(stream.Write("y").ok());
  EXPECT_FALSE(stream.Flush().ok());
}

TEST(OutputStream, AClosedPipeIsAnErrorAndNotADeath) {
  IgnoreBrokenPipes();
  int ends[2] = {-1, -1};
  ASSERT_EQ(::pipe(ends), 0);
  const UniqueFd writing(ends[1]);
  ::close(ends[0]);
  OutputStream stream(writing.get(), "standard output");
  EXPECT_TRUE(stream.Write("x").ok());
  EXPECT_FALSE(stream.Flush().ok());
}

}  // namespace
}  // namespace blotter
