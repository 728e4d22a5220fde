#include "scanner/base/suggest.h"

#include <gtest/gtest.h>

namespace blotter {
namespace {

TEST(EditDistance, CountsInsertionsDeletionsReplacementsAndSwaps) {
  EXPECT_EQ(EditDistance("", ""), 0U);
  EXPECT_EQ(EditDistance("scan", "scan"), 0U);
  EXPECT_EQ(EditDistance("scan", "scann"), 1U);
  EXPECT_EQ(EditDistance("scan", "sca"), 1U);
  EXPECT_EQ(EditDistance("scan", "span"), 1U);
  EXPECT_EQ(EditDistance("scan", "sacn"), 1U);
  EXPECT_EQ(EditDistance("", "abc"), 3U);
  EXPECT_EQ(EditDistance("kitten", "sitting"), 3U);
}

TEST(Nearest, FindsTheWordThatWasMeant) {
  const std::vector<std::string> flags = {"--format", "--fail-on", "--quiet", "--exit-zero"};
  EXPECT_EQ(Nearest("--fromat", flags), "--format");
  EXPECT_EQ(Nearest("--quite", flags), "--quiet");
  EXPECT_EQ(Nearest("--exit", flags), "--exit-zero");
  EXPECT_EQ(Nearest("--baseline", flags), "");
  EXPECT_EQ(Nearest("", flags), "");
  EXPECT_EQ(Nearest(std::string(100000, 'x'), flags), "");
}

TEST(DidYouMean, SaysNothingWhereNothingIsNear) {
  EXPECT_EQ(DidYouMean("sacn", {"scan", "rules"}), "; did you mean scan?");
  EXPECT_EQ(DidYouMean("history", {"scan", "rules"}), "");
}

}  // namespace
}  // namespace blotter
