#include "scanner/cli/history_command.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scanner/cli/command_parser.h"
#include "scanner/cli/help_text.h"

namespace blotter {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::string Parse(std::vector<std::string> arguments, HistoryRequest* request) {
  const Result<ParseOutcome> outcome =
      ParseArguments(DescribeHistory(request), std::move(arguments));
  return outcome.ok() ? "" : outcome.error().message;
}

TEST(HistoryCommand, NothingGivesTheDefaults) {
  HistoryRequest request;
  EXPECT_EQ(Parse({}, &request), "");
  EXPECT_TRUE(request.arguments.repositories.empty());
  EXPECT_FALSE(request.history.reachable_only || request.history.verify_objects);
  EXPECT_EQ(request.history.since_scan, "");
  EXPECT_EQ(request.history.threads, 0);
  EXPECT_EQ(request.output.fail_on, Level::kWarning);
}

TEST(HistoryCommand, ReadsEveryFlag) {
  HistoryRequest request;
  EXPECT_EQ(Parse({"a",
                   "-",
                   "--repos",
                   "x",
                   "--repos=y",
                   "-z",
                   "--reachable",
                   "--since-scan",
                   "s",
                   "--verify-objects",
                   "-j4",
                   "--max-file-size",
                   "1M",
                   "--format",
                   "json",
                   "--report",
                   "ledger=l",
                   "--fail-on",
                   "error",
                   "--exit-zero",
                   "--show-secrets",
                   "-q",
                   "--color",
                   "always"},
                  &request),
            "");
  EXPECT_THAT(request.arguments.repositories, ElementsAre("a", "-"));
  EXPECT_THAT(request.arguments.list_files, ElementsAre("x", "y"));
  EXPECT_TRUE(request.arguments.null_separated);
  EXPECT_TRUE(request.history.reachable_only && request.history.verify_objects);
  EXPECT_EQ(request.history.since_scan, "s");
  EXPECT_EQ(request.history.threads, 4);
  EXPECT_EQ(request.history.max_file_size_bytes, 1048576U);
  EXPECT_EQ(request.output.format, Format::kJson);
  EXPECT_EQ(request.output.reports.size(), 1U);
  EXPECT_EQ(request.output.fail_on, Level::kError);
  EXPECT_TRUE(request.output.exit_zero && request.output.show_secrets && request.output.quiet);
  EXPECT_EQ(request.output.color, ColorChoice::kAlways);
}

TEST(HistoryCommand, RefusesFilesWithoutAName) {
  HistoryRequest request;
  EXPECT_EQ(Parse({"--repos="}, &request), "--repos needs a value: FILE");
  EXPECT_EQ(Parse({"--repos", ""}, &request), "--repos: names no file");
  EXPECT_EQ(Parse({"--since-scan", ""}, &request), "--since-scan: names no file");
  EXPECT_THAT(Parse({"--no-ignore"}, &request), HasSubstr("unknown flag '--no-ignore'"));
}

TEST(HistoryCommand, HelpNamesListsAndTheirForm) {
  HistoryRequest request;
  const std::string help = CommandHelp(DescribeHistory(&request));
  EXPECT_THAT(help, HasSubstr("Usage: blotter history [FLAGS] [REPO...]\n"));
  EXPECT_THAT(help, HasSubstr("-z, --null\n"));
}

}  // namespace
}  // namespace blotter
