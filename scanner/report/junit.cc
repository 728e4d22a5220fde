// JUnit XML, for CI systems that show test results: a test case that fails for each finding, one
// with an error for each thing that could not be read, and for a clean run one that passes and says
// what was looked at (without a test case, systems say that there were no tests).
//
// No schema binds all of them; this is what Jenkins, GitLab and CircleCI read: GitLab shows only
// the text inside of <failure>, Jenkins the attribute `message` first. The ledger is in the suite's
// properties. XML 1.0 has no way to write most control characters: names are sanitised, and what
// sanitising leaves may stand in XML once the five marked-up characters are escaped.
#include <fmt/format.h>

#include "scanner/report/finding_words.h"
#include "scanner/report/formats.h"
#include "scanner/report/output.h"
#include "scanner/report/sanitize.h"
#include "scanner/report/summary.h"
#include "scanner/report/words.h"

namespace blotter {

namespace {

// For attributes and text alike.
std::string Xml(std::string_view text) {
  std::string escaped;
  for (const char byte : Sanitize(text)) {
    switch (byte) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      case '\'':
        escaped += "&apos;";
        break;
      default:
        escaped += byte;
    }
  }
  return escaped;
}

void WriteProperty(std::string_view name, std::string_view value, std::string* out) {
  *out += fmt::format("      <property name=\"{}\" value=\"{}\"/>\n", name, Xml(value));
}

void WriteProperties(const RunReport& report, std::string* out) {
  const Ledger& ledger = report.ledger;
  const auto count = [out](std::string_view name, std::uint64_t value) {
    if (value > 0) WriteProperty(name, std::to_string(value), out);
  };
  *out += "    <properties>\n";
  WriteProperty("version", report.run.version, out);
  WriteProperty("complete", ledger.complete() ? "true" : "false", out);
  WriteProperty("exit_code", std::to_string(report.run.exit_code), out);
  WriteProperty("files", std::to_string(ledger.files), out);
  WriteProperty("bytes", std::to_string(ledger.bytes), out);
  count("folders", ledger.folders);
  count("repositories", ledger.repositories);
  for (std::size_t i = 0; i < kSkipReasonCount; ++i) {
    count(fmt::format("skipped.{}", SkipReasonKey(static_cast<SkipReason>(i))), ledger.skipped[i]);
  }
  for (const std::string& remark : ledger.remarks) WriteProperty("remark", remark, out);
  count("objects.commits", ledger.commits);
  count("objects.trees", ledger.trees);
  count("objects.tags", ledger.tags);
  count("objects.blobs", ledger.blobs);
  for (std::size_t i = 0; i < kMissingKindCount; ++i) {
    count(fmt::format("missing.{}", MissingKey(static_cast<MissingKind>(i))), ledger.missing[i]);
  }
  for (std::size_t i = 0; i < kAllowedByCount; ++i) {
    count(fmt::format("allowed.{}", AllowedByKey(static_cast<AllowedBy>(i))), ledger.allowed[i]);
  }
  *out += "    </properties>\n";
}

void WriteFinding(const Finding& finding, const Rule* rule, std::string* out) {
  const std::string rule_id = Xml(finding.rule_id);
  const std::string place = Xml(PlaceWords(finding));
  const std::string message = Xml(finding.message);
  *out += fmt::format(
      "    <testcase classname=\"blotter.{0}\" name=\"{1}\" file=\"{2}\" line=\"{3}\">\n"
      "      <failure type=\"{4}\" message=\"{5}\">{1}: {4}: {5}\nwhy: {6}\n",
      rule_id, place, Xml(PathInRepository(finding)), finding.region.start.line,
      LevelName(finding.level), message, Xml(WhyWords(finding, finding.secret.Redacted())));
  if (const std::string help = HelpWords(rule); !help.empty()) {
    *out += "help: " + Xml(help) + '\n';
  }
  *out += "</failure>\n    </testcase>\n";
}

void WriteFailure(const ReadFailure& failure, std::string* out) {
  const std::string line = Xml(FailureLine(failure));
  const std::string file =
      failure.path.empty() ? "" : fmt::format(" file=\"{}\"", Xml(failure.path));
  *out += fmt::format(
      "    <testcase classname=\"blotter.incomplete\" name=\"{0}\"{1}>\n"
      "      <error type=\"incomplete\" message=\"{0}\">{0}\n</error>\n    </testcase>\n",
      line, file);
}

class JunitReporter : public Reporter {
 public:
  Status Write(const RunReport& report, ReportSink& sink) const override {
    Output output(sink);
    std::string* const out = output.buffer();
    const std::size_t findings = report.findings.size();
    const std::size_t failures = report.ledger.failures.size();
    const bool clean = findings + failures == 0;
    *out += fmt::format(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n"
        "  <testsuite name=\"blotter\" tests=\"{}\" failures=\"{}\" errors=\"{}\" "
        "skipped=\"0\">\n",
        clean ? 1 : findings + failures, findings, failures);
    WriteProperties(report, out);
    for (const Finding& finding : report.findings) {
      WriteFinding(finding, report.run.rules->Find(finding.rule_id), out);
      if (!output.FlushIfFull()) return output.Finish();
    }
    for (const ReadFailure& failure : report.ledger.failures) {
      WriteFailure(failure, out);
      if (!output.FlushIfFull()) return output.Finish();
    }
    if (clean) {
      *out += fmt::format("    <testcase classname=\"blotter\" name=\"{}\"/>\n",
                          Xml(OutcomeSentence(report)));
    }
    *out += "  </testsuite>\n</testsuites>\n";
    return output.Finish();
  }
};

}  // namespace

std::unique_ptr<Reporter> MakeJunitReporter() { return std::make_unique<JunitReporter>(); }

}  // namespace blotter
