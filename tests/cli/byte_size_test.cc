#include "scanner/cli/byte_size.h"

#include <gtest/gtest.h>

namespace blotter {
namespace {

TEST(ParseByteSize, ReadsBytesAndUnits) {
  EXPECT_EQ(ParseByteSize("1").value(), 1U);
  EXPECT_EQ(ParseByteSize("4096").value(), 4096U);
  EXPECT_EQ(ParseByteSize("64K").value(), 65536U);
  EXPECT_EQ(ParseByteSize("64kB").value(), 65536U);
  EXPECT_EQ(ParseByteSize("10m").value(), 10485760U);
  EXPECT_EQ(ParseByteSize("2G").value(), 2147483648U);
  EXPECT_EQ(ParseByteSize("17179869183G").value(), 17179869183ULL << 30);
}

TEST(ParseByteSize, RefusesWhatIsNoSize) {
  for (const char* text : {"", "K", "B", "-1", "+1", "1.5M", " 1", "1 K", "10T", "0x10", "KK",
                           "18446744073709551616", "17179869184G"}) {
    EXPECT_FALSE(ParseByteSize(text).ok()) << text;
  }
  EXPECT_EQ(ParseByteSize("ten").error().message,
            "'ten' is not a size such as 4096, 64K, 10M or 2G");
  EXPECT_NE(ParseByteSize("0").error().message.find("leave the flag out"), std::string::npos);
}

TEST(ParseNumber, KeepsToItsBounds) {
  EXPECT_EQ(ParseNumber("1", 1, 256).value(), 1);
  EXPECT_EQ(ParseNumber("256", 1, 256).value(), 256);
  for (const char* text : {"0", "257", "-1", "", "two", "2x", "99999999999"}) {
    EXPECT_FALSE(ParseNumber(text, 1, 256).ok()) << text;
  }
}

}  // namespace
}  // namespace blotter
