// The whole path from files to findings, with the rules that blotter ships.
#include "scanner/pipeline/scan.h"

#include <fcntl.h>
#include <unistd.h>

#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scanner/config/embedded_rules.h"
#include "scanner/findings/fingerprint.h"
#include "scanner/findings/line_hash.h"
#include "tests/support/key_maker.h"
#include "tests/support/repository_builder.h"
#include "tests/support/temp_folder.h"

namespace blotter {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::KeyMaker;
using testing::RepositoryBuilder;
using ::testing::SizeIs;
using testing::TempFolder;

class Scan : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    for (const auto& [name, value] : testing::HermeticGitEnvironment()) {
      ::setenv(name.c_str(), value.c_str(), 1);
    }
  }

  std::unique_ptr<CompiledRules> Rules(RuleSet rules = EmbeddedRules()) {
    return std::move(CompiledRules::Load(std::move(rules), EmbeddedDatabase())).value();
  }
  ScanResult Run(std::vector<std::string> paths, int threads = 2, bool want_line_hashes = false) {
    ScanOptions options;
    options.paths = std::move(paths);
    options.threads = threads;
    return RunScan(options, *Rules(), want_line_hashes, nullptr);
  }
  // A line that leaks a key.
  std::string Leak() { return fmt::format("WRITER_API_KEY = \"{}\"\n", keys_.Alphanumeric()); }

  KeyMaker keys_{20261123};
};

std::string Text(const ScanResult& result) {
  std::string text;
  for (const Finding& f : result.findings) {
    text += fmt::format("{} {} {}:{} {} {}\n", f.rule_id, f.path, f.region.start.line,
                        f.region.start.column, f.fingerprint, f.line_hash);
  }
  for (const ReadFailure& f : result.ledger.failures) text += f.path + ": " + f.reason + "\n";
  for (const std::string& remark : result.ledger.remarks) text += remark + "\n";
  text += fmt::format("{} {} {}\n", result.ledger.files, result.ledger.bytes,
                      fmt::join(result.ledger.skipped, " "));
  return text;
}

std::vector<std::string> RulesAndPaths(const ScanResult& result) {
  std::vector<std::string> lines;
  for (const Finding& f : result.findings) lines.push_back(f.rule_id + " " + f.path);
  return lines;
}

TEST_F(Scan, AFindingIsCompleteAndTheLedgerCounts) {
  const TempFolder folder;
  const RepositoryBuilder repository(folder.string());
  const std::string key = keys_.Alphanumeric();
  const std::string content = fmt::format("import os\nWRITER_API_KEY = \"{}\"\n", key);
  repository.Add("app/settings.py", content);
  repository.Add("README.md", "nothing here\n");
  const ScanResult result = Run({folder.string() + "/app"});
  ASSERT_THAT(result.findings, SizeIs(1));
  const Finding& finding = result.findings[0];
  EXPECT_EQ(finding.rule_id, "writer-api-key");
  EXPECT_EQ(finding.path, "settings.py");
  EXPECT_EQ(finding.repository_path, "app/settings.py");
  EXPECT_EQ(finding.region.start.line, 2U);
  EXPECT_EQ(finding.secret.Reveal(), key);
  // The same from whichever folder.
  EXPECT_EQ(finding.fingerprint, Fingerprint("writer-api-key", "app/settings.py", finding.secret));
  EXPECT_EQ(finding.line_hash, "");
  EXPECT_EQ(result.ledger.files, 1U);
  EXPECT_EQ(result.ledger.bytes, content.size());
  EXPECT_EQ(result.ledger.repositories, 1U);
  EXPECT_TRUE(result.ledger.complete());
}

TEST_F(Scan, TheResultDoesNotDependOnThreads) {
  const TempFolder folder;
  for (int i = 0; i < 400; ++i) {
    std::string content = i % 3 == 0 ? Leak() + "\n" + Leak() : "text\n";
    folder.Write(fmt::format("d{}/e{}/f{}.py", i % 7, i % 31, i), content);
  }
  const ScanResult one = Run({folder.string(), folder.string() + "/missing"}, 1, true);
  EXPECT_GT(one.findings.size(), 200U);
  for (const int threads : {2, 8, 0}) {
    EXPECT_EQ(Text(Run({folder.string(), folder.string() + "/missing"}, threads, true)), Text(one));
  }
}

TEST_F(Scan, FailuresDoNotHideFindings) {
  const TempFolder folder;
  folder.Write("a.py", Leak());
  const ScanResult result = Run({folder.string(), folder.string() + "/missing"});
  EXPECT_THAT(result.findings, SizeIs(1));
  EXPECT_FALSE(result.ledger.complete());
  EXPECT_EQ(result.ledger.failures[0].path, folder.string() + "/missing");
}

TEST_F(Scan, AFileThatCannotBeReadIsAFailure) {
  const ScanResult result = Run({"/proc/self/mem"});
  EXPECT_EQ(result.ledger.files, 0U);
  ASSERT_THAT(result.ledger.failures, SizeIs(1));
  EXPECT_EQ(result.ledger.failures[0].path, "/proc/self/mem");
  EXPECT_THAT(result.ledger.failures[0].reason, HasSubstr("Input/output error"));
}

TEST_F(Scan, LineHashesAreThoseOfTheFile) {
  const TempFolder folder;
  const std::string path = folder.Write("a.py", "one\n\n" + Leak() + Leak());
  const ScanResult result = Run({folder.string()}, 1, true);
  ASSERT_THAT(result.findings, SizeIs(2));
  const std::vector<std::string> hashes = LineHashesOfFile(path, {3, 4}).value();
  EXPECT_THAT((std::vector{result.findings[0].line_hash, result.findings[1].line_hash}),
              ElementsAre(hashes[0], hashes[1]));
}

TEST_F(Scan, EnvFilesAreJudgedByTheirState) {
  const TempFolder folder;
  const RepositoryBuilder repository(folder.string());
  repository.Add(".gitignore", "ignored/.env\n");
  repository.Write(".git/info/exclude", "personal/.env\n");
  repository.Add("tracked/.env", "DEBUG=1\n");
  repository.Write("open/.env", "DEBUG=1\n");
  repository.Write("ignored/.env", Leak());
  repository.Write("personal/.env", Leak());
  EXPECT_THAT(RulesAndPaths(Run({folder.string()})),
              ElementsAre("dotenv-not-ignored open/.env", "dotenv-ignored-locally personal/.env",
                          "dotenv-tracked tracked/.env"));
}

TEST_F(Scan, PathRulesAndSizeLimitsAreCounted) {
  const TempFolder folder;
  folder.Write("vendor/a.py", Leak());
  folder.Write("large.py", Leak() + std::string(1000, '\n'));
  folder.Write("b.py", Leak());
  RuleSet rules = EmbeddedRules();
  rules.allowlists.emplace_back().paths = {"^vendor/"};
  rules.allowlists.emplace_back().paths = {"^b"};
  rules.allowlists.back().regexes = {"asks for more than a path"};
  rules.allowlists.back().all_must_match = true;
  ScanOptions options;
  options.paths = {folder.string()};
  options.max_file_size_bytes = 500;
  Progress progress;
  const ScanResult result = RunScan(options, *Rules(std::move(rules)), false, &progress);
  EXPECT_THAT(RulesAndPaths(result), ElementsAre("writer-api-key b.py"));
  EXPECT_EQ(result.ledger.skipped[static_cast<std::size_t>(SkipReason::kPathAllowlist)], 1U);
  EXPECT_EQ(result.ledger.skipped[static_cast<std::size_t>(SkipReason::kTooLarge)], 1U);
  EXPECT_EQ(progress.files.load(), 1U);
  EXPECT_EQ(progress.findings.load(), 1U);
  EXPECT_EQ(progress.bytes.load(), result.ledger.bytes);
}

TEST_F(Scan, ReadsStandardInputBesideFiles) {
  const TempFolder folder;
  folder.Write("sub/a.py", Leak());
  const std::string input = folder.Write("input", Leak());
  const int before = ::dup(STDIN_FILENO);
  const int file = ::open(input.c_str(), O_RDONLY);
  ASSERT_GE(file, 0);
  ::dup2(file, STDIN_FILENO);
  ::close(file);
  const ScanResult result = Run({"-", folder.string() + "/sub"}, 2, true);
  ::dup2(before, STDIN_FILENO);
  ::close(before);
  ASSERT_THAT(result.findings, SizeIs(2));
  EXPECT_EQ(result.findings[0].path, folder.string() + "/sub/a.py");
  EXPECT_EQ(result.findings[1].path, "<stdin>");
  EXPECT_NE(result.findings[0].line_hash, "");
  EXPECT_EQ(result.findings[1].line_hash, "");
  EXPECT_EQ(result.ledger.files, 2U);
  EXPECT_THAT(result.ledger.failures, IsEmpty());
}

}  // namespace
}  // namespace blotter
