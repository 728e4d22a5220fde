#include "scanner/cli/progress_line.h"

#include <fcntl.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include "scanner/base/file.h"
#include "tests/support/temp_folder.h"

namespace blotter {
namespace {

using std::chrono::milliseconds;

TEST(ProgressLine, AShortRunDrawsNothing) {
  const testing::TempFolder folder;
  const std::string path = folder.Write("terminal", "");
  const UniqueFd fd(::open(path.c_str(), O_WRONLY));
  {
    ProgressLine line(fd.get(), [](milliseconds) { return std::string("text"); },
                      {.delay = std::chrono::hours(1)});
    line.Stop();
    line.Stop();
  }
  EXPECT_EQ(testing::ReadText(path), "");
}

TEST(ProgressLine, DrawsThenWipes) {
  int ends[2] = {-1, -1};
  ASSERT_EQ(::pipe(ends), 0);
  const UniqueFd reading(ends[0]);
  UniqueFd writing(ends[1]);
  std::string drawn;
  {
    ProgressLine line(
        writing.get(),
        [](milliseconds elapsed) { return elapsed.count() < 0 ? "too early" : "7 files"; },
        {.delay = milliseconds(0), .interval = milliseconds(1)});
    char byte = 0;  // blocks until something is drawn
    ASSERT_EQ(::read(reading.get(), &byte, 1), 1);
    drawn += byte;
  }
  writing.Reset();
  char buffer[4096];
  for (long got = 0; (got = ReadFull(reading.get(), buffer, sizeof(buffer))) > 0;) {
    drawn.append(buffer, static_cast<std::size_t>(got));
  }
  EXPECT_TRUE(drawn.starts_with("\r\x1b[K7 files")) << drawn;
  EXPECT_TRUE(drawn.ends_with("\r\x1b[K")) << drawn;
}

}  // namespace
}  // namespace blotter
