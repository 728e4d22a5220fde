#include "scanner/cli/terminal.h"

#include <fcntl.h>
#include <sys/ioctl.h>

#include <cstdlib>

#include <gtest/gtest.h>

#include "scanner/base/file.h"

namespace blotter {
namespace {

TEST(DetectTerminal, AFileIsNone) {
  const UniqueFd fd(::open("/dev/null", O_WRONLY));
  EXPECT_FALSE(DetectTerminal(fd.get()).is_terminal);
  EXPECT_FALSE(DetectTerminal(-1).is_terminal);
}

TEST(DetectTerminal, APseudoTerminalIsOneAndHasAWidth) {
  const UniqueFd master(::posix_openpt(O_RDWR | O_NOCTTY));
  if (!master.valid()) GTEST_SKIP() << "this machine has no pseudo-terminals (/dev/pts)";
  ASSERT_EQ(::grantpt(master.get()), 0);
  ASSERT_EQ(::unlockpt(master.get()), 0);
  char name[128];
  ASSERT_EQ(::ptsname_r(master.get(), name, sizeof(name)), 0);
  const UniqueFd slave(::open(name, O_RDWR | O_NOCTTY));
  ASSERT_TRUE(slave.valid());
  winsize size{};
  size.ws_col = 132;
  ASSERT_EQ(::ioctl(slave.get(), TIOCSWINSZ, &size), 0);
  const Terminal terminal = DetectTerminal(slave.get());
  EXPECT_TRUE(terminal.is_terminal);
  EXPECT_EQ(terminal.columns, 132);
}

TEST(UseColor, FollowsTheChoiceThenTheEnvironment) {
  const Terminal terminal{.is_terminal = true, .columns = 80};
  const Terminal file;
  EXPECT_TRUE(UseColor(ColorChoice::kAuto, terminal, {}));
  EXPECT_FALSE(UseColor(ColorChoice::kAuto, file, {}));
  EXPECT_FALSE(UseColor(ColorChoice::kAuto, terminal, {.no_color = true}));
  EXPECT_FALSE(UseColor(ColorChoice::kAuto, terminal, {.dumb_terminal = true}));
  EXPECT_TRUE(UseColor(ColorChoice::kAlways, file, {.no_color = true}));
  EXPECT_FALSE(UseColor(ColorChoice::kNever, terminal, {}));
}

}  // namespace
}  // namespace blotter
