#include "scanner/cli/progress_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace blotter {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(ProgressText, GroupsNumbersAndFitsTheTerminal) {
  Progress progress;
  EXPECT_EQ(ProgressText(progress, 80), "0 files, 0 bytes read, 0 findings");
  progress.files = 1234567;
  progress.bytes = 3ULL << 29;
  progress.findings = 1;
  EXPECT_EQ(ProgressText(progress, 80), "1,234,567 files, 1.6 GB read, 1 finding");
  EXPECT_EQ(ProgressText(progress, 10), "1,234,567");
  EXPECT_EQ(ProgressText(progress, 1), "");
}

TEST(TimeLeft, SaysNothingTooEarly) {
  TimeLeft half_a_second;
  EXPECT_EQ(half_a_second.Update(milliseconds(500), 50, 100), std::nullopt);
  TimeLeft hardly_begun;
  EXPECT_EQ(hardly_begun.Update(milliseconds(5000), 49, 1000), std::nullopt);
  TimeLeft nothing_to_do;
  EXPECT_EQ(nothing_to_do.Update(milliseconds(5000), 0, 0), std::nullopt);
}

TEST(TimeLeft, SteadyWorkCountsDown) {
  TimeLeft left;
  for (int second = 5; second <= 100; ++second) {
    EXPECT_EQ(left.Update(seconds(second), static_cast<std::uint64_t>(second), 100),
              seconds(100 - second));
  }
}

TEST(TimeLeft, TheTimeBeforeTheWorkDoesNotCount) {
  TimeLeft left;
  left.Update(seconds(60), 0, 100);
  EXPECT_EQ(left.Update(seconds(70), 50, 100), seconds(10));
}

TEST(TimeLeft, DoesNotJump) {
  TimeLeft left;
  left.Update(seconds(10), 50, 100);
  // A pause of three seconds would move the end from 20 s to 26 s at once.
  const auto after_a_pause = left.Update(seconds(13), 50, 100);
  ASSERT_TRUE(after_a_pause);
  EXPECT_LE(*after_a_pause, seconds(12));
  // What takes ever longer than expected is said in the end.
  std::optional<seconds> later;
  for (int second = 14; second <= 60; ++second) later = left.Update(seconds(second), 50, 100);
  EXPECT_GT(*later, seconds(40));
}

TEST(TimeLeft, FollowsWorkThatGetsFasterTowardsTheEnd) {
  TimeLeft left;
  std::optional<seconds> last;
  std::uint64_t done = 0;
  for (int tenth = 1; tenth <= 40; ++tenth) {
    done = tenth <= 20 ? 2U * static_cast<std::uint64_t>(tenth) : done + 3;
    last = left.Update(milliseconds(100 * tenth), done, 105);
  }
  EXPECT_LE(*last, seconds(1));  // 100 of 105, and they were quick
}

TEST(DurationText, InTwoUnitsAtMost) {
  EXPECT_EQ(DurationText(seconds(0)), "0 s");
  EXPECT_EQ(DurationText(seconds(59)), "59 s");
  EXPECT_EQ(DurationText(seconds(209)), "3 min 20 s");
  EXPECT_EQ(DurationText(seconds(7500)), "2 h 5 min");
}

TEST(HistoryProgressText, FollowsThePhases) {
  HistoryProgress progress;
  TimeLeft left;
  EXPECT_EQ(HistoryProgressText(progress, milliseconds(500), &left, 80), "opening repositories");
  progress.phase = HistoryPhase::kReading;
  progress.bytes_total = 3'400'000'000;
  progress.bytes_done = 850'000'000;
  progress.objects = 123456;
  progress.findings = 3;
  EXPECT_EQ(HistoryProgressText(progress, milliseconds(600), &left, 80),
            "850.0 MB of 3.4 GB (25%), 123,456 objects, 3 findings");
  EXPECT_EQ(HistoryProgressText(progress, milliseconds(4000), &left, 80),
            "850.0 MB of 3.4 GB (25%), 123,456 objects, 3 findings, 12 s left");
  EXPECT_EQ(HistoryProgressText(progress, milliseconds(4100), &left, 25),
            "850.0 MB of 3.4 GB (25%)");
  progress.phase = HistoryPhase::kAttributing;
  EXPECT_EQ(HistoryProgressText(progress, milliseconds(5000), &left, 80),
            "123,456 objects, 3 findings, looking up commits");
}

TEST(HistoryProgressText, NeverMoreThanAll) {
  HistoryProgress progress;
  progress.phase = HistoryPhase::kReading;
  TimeLeft left;
  EXPECT_THAT(HistoryProgressText(progress, seconds(5), &left, 80),
              HasSubstr("0 bytes of 0 bytes (0%)"));
  progress.bytes_total = 1000;
  progress.bytes_done = 999;
  EXPECT_THAT(HistoryProgressText(progress, seconds(6), &left, 80), HasSubstr("(99%)"));
  progress.bytes_done = 1500;
  EXPECT_THAT(HistoryProgressText(progress, seconds(7), &left, 80), HasSubstr("(100%)"));
  EXPECT_THAT(HistoryProgressText(progress, seconds(8), &left, 80), Not(HasSubstr("-")));
}

}  // namespace
}  // namespace blotter
