#include <regex>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scanner/report/markdown.h"
#include "tests/report/history_run.h"
#include "tests/report/hostile_run.h"

namespace blotter {
namespace {

using namespace blotter::testing;  // NOLINT(google-build-using-namespace): a test's own helpers
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(MarkdownCode, HoldsNothingThatMeansSomething) {
  EXPECT_EQ(MarkdownCode("src/app.py"), "`src/app.py`");
  EXPECT_EQ(MarkdownCode("a`b|c"), R"(`a\x60b\x7cc`)");
  EXPECT_EQ(MarkdownCode("a\nb\\"), R"(`a\nb\`)");
  EXPECT_EQ(MarkdownCode(""), "-");
}

TEST(GithubSummary, OutsideOfCodeSpansStandsNothingFromTheRepository) {
  const std::string text = Render(Format::kGithubSummary, MakeHostileRun());
  const std::string words = std::regex_replace(text, std::regex("`[^`\n]*`"), "C");
  for (const char* const hostile :
       {"`", "<", "[", "@", "http", "::", "##[", "&", "py", "injected", "title"}) {
    EXPECT_THAT(words, Not(HasSubstr(hostile)));
  }
  EXPECT_THAT(words, HasSubstr("| error | C | C | C | C |\n"));
  EXPECT_THAT(words, HasSubstr("### What could not be read (19)\n\n- C\n"));
}

TEST(GithubSummary, HasFindingsLedgerAndWhatCouldNotBeRead) {
  const std::string found = Render(Format::kGithubSummary, MakeSampleRun());
  EXPECT_THAT(found, HasSubstr("3 errors, 1 warning, 1 note in 707 files"));
  EXPECT_THAT(found, HasSubstr("| error | `src/app.py:12:19` | `writer-api-key` |"));
  EXPECT_THAT(found, HasSubstr("| passed over: ignored by git | 12 |"));
  const std::string clean = Render(Format::kGithubSummary, MakeCleanRun());
  EXPECT_THAT(clean, HasSubstr("No leaked keys in 707 files"));
  EXPECT_THAT(clean, Not(HasSubstr("### Findings")));
  EXPECT_THAT(Render(Format::kGithubSummary, MakeHistoryRun()), HasSubstr("| commits | 240 |"));
}

TEST(GithubSummary, IsCutWithWordsBeforeItIsTooLong) {
  SampleRun run = MakeHostileRun();
  for (int i = 0; i < 300; ++i) {
    run.ledger.failures.push_back({std::string(4000, 'x'), "gone"});
    run.ledger.remarks.push_back(std::string(4000, 'y'));
  }
  const std::size_t few = run.findings.size();
  while (run.findings.size() < 20000)
    run.findings.push_back(run.findings[run.findings.size() % few]);
  const std::string text = Render(Format::kGithubSummary, run);
  EXPECT_LE(text.size(), std::size_t{1} << 20);
  EXPECT_GT(text.size(), std::size_t{900'000});
  std::smatch more;
  ASSERT_TRUE(std::regex_search(
      text, more, std::regex("\nand ([0-9]+) more \\(all of them: `--report json=PATH`\\)\n")));
  const std::regex row("\n\\| (error|warning|note) \\|");
  const auto rows = static_cast<std::size_t>(
      std::distance(std::sregex_iterator(text.begin(), text.end(), row), std::sregex_iterator()));
  EXPECT_EQ(rows + std::stoul(more[1]), run.findings.size());
  EXPECT_THAT(text, HasSubstr("more (all of them: `--report ledger=PATH`)\n\n### Findings"));
  EXPECT_THAT(text, EndsWith("more (all of them: `--report ledger=PATH`)\n"));
}

}  // namespace
}  // namespace blotter
