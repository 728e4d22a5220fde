// Markdown for the summary of a GitHub Actions job (GITHUB_STEP_SUMMARY): the findings, the ledger,
// and what could not be read. GitHub takes 1 MiB from a step and nothing of more; so what is too
// long is cut, with words, and room is left for what else a step writes. Everything that comes from
// a repository stands in code spans (markdown.h).
#include <array>

#include <fmt/format.h>

#include "scanner/report/finding_words.h"
#include "scanner/report/formats.h"
#include "scanner/report/markdown.h"
#include "scanner/report/output.h"
#include "scanner/report/summary.h"
#include "scanner/report/words.h"

namespace blotter {

namespace {

constexpr std::size_t kMaxBytes = 1'000'000;
constexpr std::size_t kMaxListBytes = 100'000;  // of each list in the ledger
constexpr std::size_t kWordsBytes = 200;        // at most, of the words that say what was cut
constexpr std::string_view kLedgerFile = "--report ledger=PATH";

// `line(i)` for each of `count` things, as many as `max_bytes` hold; then `lead`, how many more
// there are, and that all of them are in `elsewhere`.
template <typename LineOf>
std::string Lines(std::size_t count, std::size_t max_bytes, std::string_view lead,
                  std::string_view elsewhere, const LineOf& line) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) {
    const std::string next = line(i);
    if (text.size() + next.size() + kWordsBytes > max_bytes) {
      return text + fmt::format("{}and {} more (all of them: `{}`)\n", lead, count - i, elsewhere);
    }
    text += next;
  }
  return text;
}

std::string Row(const Finding& finding) {
  return fmt::format("| {} | {} | {} | {} | {} |\n", LevelName(finding.level),
                     MarkdownCode(PlaceWords(finding)), MarkdownCode(finding.rule_id),
                     MarkdownCode(finding.message), MarkdownCode(finding.secret.Redacted()));
}

std::string LedgerTable(const Ledger& ledger, bool is_history) {
  std::string text = "### What was read\n\n| | |\n|---|---:|\n";
  const auto row = [&text](std::string_view name, std::uint64_t count) {
    text += fmt::format("| {} | {} |\n", name, count);
  };
  if (is_history) {
    row("commits", ledger.commits);
    row("trees", ledger.trees);
    row("tags", ledger.tags);
    row("blobs", ledger.blobs);
  } else {
    row("files", ledger.files);
    row("folders", ledger.folders);
  }
  row("bytes", ledger.bytes);
  row("repositories", ledger.repositories);
  for (std::size_t i = 0; i < kSkipReasonCount; ++i) {
    if (ledger.skipped[i] == 0) continue;
    row(fmt::format("passed over: {}", SkipReasonWords(static_cast<SkipReason>(i))),
        ledger.skipped[i]);
  }
  for (std::size_t i = 0; i < kAllowedByCount; ++i) {
    if (ledger.allowed[i] == 0) continue;
    row(fmt::format("allowed by {}", AllowedByWords(static_cast<AllowedBy>(i))), ledger.allowed[i]);
  }
  return text + '\n';
}

// What could not be read comes before the findings: it decides what their absence means.
std::string Incomplete(const Ledger& ledger) {
  if (ledger.complete()) return "";
  return fmt::format("### What could not be read ({})\n\n", ledger.failures.size()) +
         Lines(ledger.failures.size(), kMaxListBytes, "- ", kLedgerFile,
               [&ledger](std::size_t i) {
                 return fmt::format("- {}\n", MarkdownCode(FailureLine(ledger.failures[i])));
               }) +
         '\n';
}

std::string Remarks(const Ledger& ledger) {
  return Lines(ledger.remarks.size(), kMaxListBytes, "- ", kLedgerFile, [&ledger](std::size_t i) {
    return fmt::format("- {}\n", MarkdownCode(ledger.remarks[i]));
  });
}

class GithubSummaryReporter : public Reporter {
 public:
  Status Write(const RunReport& report, ReportSink& sink) const override {
    const std::vector<const Finding*> findings = MostSevereFirst(report.findings);
    std::string head = fmt::format("## blotter\n\n{}\n\n", OutcomeSentence(report));
    head += Incomplete(report.ledger);
    if (!findings.empty()) {
      head += "### Findings\n\n| level | where | rule | what | secret |\n|---|---|---|---|---|\n";
    }
    const std::string tail =
        '\n' + LedgerTable(report.ledger, report.is_history()) + Remarks(report.ledger);
    Output output(sink);
    *output.buffer() += head;
    *output.buffer() +=
        Lines(findings.size(), kMaxBytes - head.size() - tail.size(), "\n", "--report json=PATH",
              [&findings](std::size_t i) { return Row(*findings[i]); });
    *output.buffer() += tail;
    return output.Finish();
  }
};

}  // namespace

std::unique_ptr<Reporter> MakeGithubSummaryReporter() {
  return std::make_unique<GithubSummaryReporter>();
}

}  // namespace blotter
