#include "scanner/report/words.h"

#include <gtest/gtest.h>

namespace blotter {
namespace {

TEST(Words, Counted) {
  EXPECT_EQ(Counted(0, "file"), "0 files");
  EXPECT_EQ(Counted(1, "file"), "1 file");
  EXPECT_EQ(Counted(2, "repository"), "2 repositories");
  EXPECT_EQ(Counted(3, "match"), "3 matches");
}

TEST(Words, ByteSize) {
  EXPECT_EQ(ByteSize(0), "0 bytes");
  EXPECT_EQ(ByteSize(1), "1 byte");
  EXPECT_EQ(ByteSize(999), "999 bytes");
  EXPECT_EQ(ByteSize(1000), "1.0 kB");
  EXPECT_EQ(ByteSize(5612345), "5.6 MB");
  EXPECT_EQ(ByteSize(999960), "1.0 MB");
  EXPECT_EQ(ByteSize(UINT64_MAX), "18446.7 PB");
}

TEST(Words, FailureLineIsSanitised) {
  EXPECT_EQ(FailureLine({"a\x1b", "gone\n"}), R"(could not read a\x1b: gone\n)");
  EXPECT_EQ(FailureLine({"", "git refused"}), "git refused");
}

}  // namespace
}  // namespace blotter
