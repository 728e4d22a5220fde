#include "scanner/cli/command_parser.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scanner/cli/scan_command.h"

namespace blotter {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

struct Parsed {
  ScanRequest request;
  bool help = false;
  std::string error;
};

Parsed Parse(std::vector<std::string> arguments) {
  Parsed parsed;
  const Command command = DescribeScan(&parsed.request);
  const Result<ParseOutcome> outcome = ParseArguments(command, std::move(arguments));
  if (!outcome.ok()) {
    parsed.error = outcome.error().message;
  } else {
    parsed.help = outcome.value() == ParseOutcome::kHelpWanted;
  }
  return parsed;
}

TEST(ParseArguments, NothingGivesTheDefaults) {
  const Parsed parsed = Parse({});
  EXPECT_EQ(parsed.error, "");
  EXPECT_TRUE(parsed.request.scan.paths.empty());
  EXPECT_EQ(parsed.request.output.format, Format::kText);
  EXPECT_EQ(parsed.request.output.fail_on, Level::kWarning);
  EXPECT_FALSE(parsed.request.scan.max_file_size_bytes.has_value());
  EXPECT_EQ(parsed.request.scan.threads, 0);
}

TEST(ParseArguments, ReadsEveryFlagOfScan) {
  const Parsed parsed =
      Parse({"--format", "jsonl", "--report=sarif=a b.sarif", "--report", "ledger=l=1.json",
             "--fail-on", "note", "--exit-zero", "--no-ignore", "--threads=8", "--max-file-size",
             "10M", "--show-secrets", "--quiet", "--color", "never"});
  EXPECT_EQ(parsed.error, "");
  const OutputOptions& output = parsed.request.output;
  EXPECT_EQ(output.format, Format::kJsonl);
  ASSERT_EQ(output.reports.size(), 2U);
  EXPECT_EQ(output.reports[0].format, Format::kSarif);
  EXPECT_EQ(output.reports[0].path, "a b.sarif");
  EXPECT_EQ(output.reports[1].format, Format::kLedger);
  EXPECT_EQ(output.reports[1].path, "l=1.json");
  EXPECT_EQ(output.fail_on, Level::kNote);
  EXPECT_TRUE(output.exit_zero && output.show_secrets && output.quiet);
  EXPECT_EQ(output.color, ColorChoice::kNever);
  EXPECT_TRUE(parsed.request.scan.no_ignore);
  EXPECT_EQ(parsed.request.scan.threads, 8);
  EXPECT_EQ(parsed.request.scan.max_file_size_bytes, 10485760U);
}

TEST(ParseArguments, TakesPathsAnywhereAndEverythingAfterTwoDashes) {
  EXPECT_THAT(Parse({"a", "--quiet", "-", "b"}).request.scan.paths, ElementsAre("a", "-", "b"));
  EXPECT_THAT(Parse({"--", "--quiet", "-x", "--help"}).request.scan.paths,
              ElementsAre("--quiet", "-x", "--help"));
  EXPECT_THAT(Parse({"[a,b]", "{x}", "'q'", "a b", "%s"}).request.scan.paths,
              ElementsAre("[a,b]", "{x}", "'q'", "a b", "%s"));
}

TEST(ParseArguments, ValuesAreTakenLiterally) {
  EXPECT_EQ(Parse({"--report", "json=[a,b]"}).request.output.reports[0].path, "[a,b]");
  EXPECT_EQ(Parse({"--report=json=\"x\""}).request.output.reports[0].path, "\"x\"");
}

TEST(ParseArguments, TheLastValueWins) {
  EXPECT_EQ(Parse({"--threads", "2", "--threads", "4"}).request.scan.threads, 4);
  EXPECT_TRUE(Parse({"-q", "--quiet"}).request.output.quiet);
}

TEST(ParseArguments, AValueIsNeverTakenForAPath) {
  const Parsed parsed = Parse({"--report", "json=a", "b", "c"});
  EXPECT_EQ(parsed.request.output.reports.size(), 1U);
  EXPECT_THAT(parsed.request.scan.paths, ElementsAre("b", "c"));
}

TEST(ParseArguments, HelpWinsOverErrors) {
  EXPECT_TRUE(Parse({"--help"}).help);
  EXPECT_TRUE(Parse({"--nonsense", "-h"}).help);
}

TEST(ParseArguments, NamesWhatIsWrongAndTheNearestRightOne) {
  EXPECT_EQ(Parse({"--fromat", "json"}).error, "unknown flag '--fromat'; did you mean --format?");
  EXPECT_EQ(Parse({"--zzz"}).error, "unknown flag '--zzz'");
  EXPECT_EQ(Parse({"-z"}).error, "unknown flag '-z'");
  EXPECT_EQ(Parse({"--zzz=secret"}).error, "unknown flag '--zzz'");
  EXPECT_EQ(Parse({"--format", "xml"}).error,
            "--format: 'xml' is not one of text, jsonl, json, sarif, github, gitlab, junit");
  EXPECT_EQ(Parse({"--format", "jsn"}).error,
            "--format: 'jsn' is not one of text, jsonl, json, sarif, github, gitlab, junit; did "
            "you mean json?");
  EXPECT_EQ(Parse({"--format"}).error, "--format needs a value: FORMAT");
  EXPECT_EQ(Parse({"--quiet=yes"}).error, "--quiet takes no value");
  EXPECT_THAT(Parse({"--threads", "0"}).error, HasSubstr("--threads: '0' is not a whole number"));
  EXPECT_THAT(Parse({"--report", "json"}).error, HasSubstr("'json' is not FORMAT=PATH"));
  EXPECT_THAT(Parse({"--report", "xml=a"}).error, HasSubstr("'xml' is not one of text"));
  EXPECT_THAT(Parse({"--report", "json="}).error, HasSubstr("names no file"));
  EXPECT_THAT(Parse({"--report", "json=-"}).error, HasSubstr("use --format"));
  EXPECT_EQ(Parse({""}).error, "an empty argument is not a path");
}

TEST(ParseArguments, AHostileWordCannotDriveTheTerminal) {
  EXPECT_EQ(Parse({"--\x1b[2J"}).error.find('\x1b'), std::string::npos);
}

TEST(ParseArguments, CountsPositionals) {
  std::vector<std::string> values;
  Command command;
  command.name = "show";
  command.positional = Positional{
      .value_name = "ID", .help = "", .required = true, .repeatable = false, .values = &values};
  EXPECT_EQ(ParseArguments(command, {}).error().message, "ID is missing");
  EXPECT_EQ(ParseArguments(command, {"a", "b"}).error().message, "unexpected argument 'b'");
  command.positional.reset();
  EXPECT_EQ(ParseArguments(command, {"a"}).error().message, "unexpected argument 'a'");
}

}  // namespace
}  // namespace blotter
