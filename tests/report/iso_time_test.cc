#include "scanner/report/iso_time.h"

#include <gtest/gtest.h>

namespace blotter {
namespace {

TEST(SecondsOfIsoTime, KnowsTimeZones) {
  EXPECT_EQ(SecondsOfIsoTime("1970-01-01T00:00:00Z"), 0);
  EXPECT_EQ(SecondsOfIsoTime("2026-01-02T03:04:05Z"), 1767323045);
  EXPECT_EQ(SecondsOfIsoTime("2026-01-02T04:04:05+01:00"), 1767323045);
  EXPECT_EQ(SecondsOfIsoTime("2026-01-01T21:34:05-05:30"), 1767323045);
  EXPECT_EQ(SecondsOfIsoTime("1969-12-31T23:59:59+00:00"), -1);
}

TEST(SecondsOfIsoTime, RefusesWhatIsNone) {
  for (const char* const text :
       {"", "2026", "2026-01-02", "2026-01-02T03:04:05", "2026-01-02 03:04:05Z",
        "2026-13-02T03:04:05Z", "2026-02-30T03:04:05Z", "2026-01-02T03:04:05Zx",
        "2026-01-02T03:04:05+0100", "+026-01-02T03:04:05Z", "12026-01-02T03:04:05Z",
        "2026-01-02T-3:04:05Z"}) {
    EXPECT_EQ(SecondsOfIsoTime(text), std::nullopt) << text;
  }
}

TEST(UtcTime, IsWhatSecondsOfIsoTimeReads) {
  EXPECT_EQ(UtcTime(0), "1970-01-01T00:00:00");
  EXPECT_EQ(UtcTime(-1), "1969-12-31T23:59:59");
  EXPECT_EQ(UtcTime(1767323045), "2026-01-02T03:04:05");
  EXPECT_EQ(SecondsOfIsoTime(UtcTime(1709164800) + "Z"), 1709164800);  // 29 February
}

}  // namespace
}  // namespace blotter
