#include "scanner/base/shell_quote.h"

#include <gtest/gtest.h>

#include "tests/support/run_process.h"

namespace blotter {
namespace {

TEST(ShellQuote, LeavesPlainWordsAlone) {
  EXPECT_EQ(ShellQuote("src/app-1.py"), "src/app-1.py");
  EXPECT_EQ(ShellQuote("a b"), "'a b'");
  EXPECT_EQ(ShellQuote(""), "''");
}

TEST(ShellQuote, AShellReadsEveryWordBack) {
  for (const std::string word : {"", "~", "$HOME", "`x`", "it's", "'", "a\nb", "#", "*", "a\\b",
                                 "\"", "!x", "{a,b}", "a=b;c&d|e>f", "\xff \x1b"}) {
    const testing::ProcessResult result = testing::RunProcess(
        {.arguments = {"sh", "-c", "printf %s " + ShellQuote(word)}, .folder = "/"});
    EXPECT_EQ(result.standard_output, word);
  }
}

}  // namespace
}  // namespace blotter
