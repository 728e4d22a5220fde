#include "tests/report/sample_run.h"

#include <algorithm>
#include <stdexcept>

#include "tests/support/key_maker.h"

namespace blotter::testing {

namespace {

RuleSet MakeRules() {
  Rule key;
  key.id = "writer-api-key";
  key.name = "WriterApiKey";
  key.description = "A literal Writer API key. Whoever reads it can act as the agent.";
  key.help =
      "Revoke the key: AI Studio -> API Keys -> the agent -> the key's \"...\" menu -> Revoke "
      "key.\nThen generate a new one.";
  key.help_markdown = "**Revoke the key** in AI Studio.";
  key.help_uri = "https://dev.writer.com/api-guides/api-keys";
  key.security_severity = "9.1";
  key.tags = {"secret", "security", "external/cwe/cwe-798"};
  Rule env;
  env.id = "dotenv-not-ignored";
  env.level = Level::kWarning;
  env.precision = Confidence::kMedium;
  env.description = "An env file that git does not ignore.";
  env.help = "Ignore it.";
  Rule bare;  // as a user's gitleaks file may have it
  bare.id = "my_own.rule";
  bare.level = Level::kNote;
  RuleSet rules;
  rules.rules = {key, env, bare};
  return rules;
}

Finding MakeFinding(std::string path, Position start, Position end, std::string secret) {
  Finding finding;
  finding.rule_id = "writer-api-key";
  finding.message = "a Writer API key stands in the code";
  finding.path = path;
  finding.repository_path = std::move(path);
  finding.region = {start, end};
  finding.secret = Secret(std::move(secret));
  finding.evidence = {"name WRITER_API_KEY", "host api.writer.com on line 12"};
  finding.line_hash = "c129715d7a2bc9a3:1";
  return finding;
}

void SetExcerpt(Finding* finding, std::string before, std::string after) {
  const std::size_t masked = finding->secret.Reveal().size();
  finding->excerpt.mark_begin = before.size();
  finding->excerpt.mark_end = before.size() + masked;
  finding->excerpt.text = std::move(before) + std::string(masked, '*') + std::move(after);
}

std::vector<Finding> MakeFindings() {
  KeyMaker keys(42);
  std::vector<Finding> findings;
  findings.push_back(MakeFinding("src/app.py", {12, 19}, {12, 51}, keys.Alphanumeric()));
  SetExcerpt(&findings.back(), "WRITER_API_KEY = \"", "\"");
  findings.push_back(MakeFinding("src/\u4f60\u597d \U0001f511.py", {3, 9}, {3, 34}, keys.Wr()));
  SetExcerpt(&findings.back(), "\t\u4f60\u597d\U0001f511 e\u0301 = '", "' # \x1b[31mred \u202e");
  findings.back().excerpt.cut_before = findings.back().excerpt.cut_after = true;
  findings.back().confidence = Confidence::kMedium;
  findings.push_back(
      MakeFinding("evil\x1b[31m\n\xFF\u202e%41 #.py", {1, 1}, {2, 5}, keys.Alphanumeric()));
  findings.back().evidence.clear();
  findings.back().message = "in \x1b]0;title\x07 \xFF";
  findings.push_back(MakeFinding(".env", {1, 1}, {1, 1}, ""));
  findings.back().rule_id = "dotenv-not-ignored";
  findings.back().level = Level::kWarning;
  findings.back().whole_file = true;
  findings.back().message = "git does not ignore this env file: add \".env\" to .gitignore";
  findings.back().evidence = {"not tracked, not ignored"};
  findings.push_back(MakeFinding("old.py", {7, 1}, {7, 33}, keys.Alphanumeric()));
  findings.back().rule_id = "my_own.rule";
  findings.back().level = Level::kNote;
  findings.back().confidence = Confidence::kLow;
  findings.back().decoders = {"base64"};
  findings.back().commit = "0123456789abcdef0123456789abcdef01234567";
  findings.back().blob = "89abcdef0123456789abcdef0123456789abcdef";
  findings.back().author = "A. Person";
  findings.back().date = "2026-01-02T03:04:05Z";
  findings.back().line_hash.clear();
  int number = 0;
  for (Finding& finding : findings) {
    finding.fingerprint = std::string(31, '0') + std::to_string(++number);
  }
  std::sort(findings.begin(), findings.end(), FindingLess);
  return findings;
}

}  // namespace

SampleRun MakeSampleRun() {
  SampleRun run;
  run.rules = MakeRules();
  run.findings = MakeFindings();
  run.ledger.files = 707;
  run.ledger.bytes = 5612345;
  run.ledger.folders = 80;
  run.ledger.repositories = 1;
  run.ledger.Skip(SkipReason::kGitIgnored, 12);
  run.ledger.Skip(SkipReason::kSymlink);
  run.info.version = "1.2.3";
  run.info.roots = {"."};
  run.info.exit_code = 1;
  run.info.started_s = 1767323045;
  run.info.ended_s = 1767323047;
  return run;
}

SampleRun MakeIncompleteRun() {
  SampleRun run = MakeSampleRun();
  run.findings.clear();
  run.ledger.failures = {{"", "git refused"}, {"locked\x1b[2J.py", "Permission denied"}};
  run.ledger.remarks = {"env-file rules do not apply: outside of git"};
  run.info.exit_code = 2;
  return run;
}

SampleRun MakeCleanRun() {
  SampleRun run = MakeSampleRun();
  run.findings.clear();
  run.info.exit_code = 0;
  return run;
}

SampleRun MakeAllowedRun() {
  SampleRun run = MakeSampleRun();
  run.allowed.assign(run.findings.begin() + 1, run.findings.end());
  run.findings.resize(1);
  std::size_t next = 0;
  for (Finding& finding : run.allowed) {
    const auto by = static_cast<AllowedBy>(next++ % kAllowedByCount);
    finding.allowance = Allowance{by, by == AllowedBy::kGitleaksIgnore ? "" : "as \x1b[2J said"};
    run.ledger.Allow(by);
  }
  return run;
}

std::string Render(Format format, const SampleRun& run, const ReporterOptions& options) {
  SampleRun copy = run;
  StringSink sink;
  const Status written = MakeReporter(format, options)->Write(copy.report(), sink);
  if (!written.ok()) throw std::runtime_error(written.error().message);
  return sink.text;
}

}  // namespace blotter::testing
