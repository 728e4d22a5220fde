#include "scanner/report/summary.h"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>

#include <fmt/format.h>

#include "scanner/report/history_text.h"
#include "scanner/report/paint.h"
#include "scanner/report/sanitize.h"
#include "scanner/report/words.h"

namespace blotter {

namespace {

constexpr std::size_t kMaxNamed = 20;

bool ReadNothing(const Ledger& ledger) {
  return ledger.files + ledger.commits + ledger.trees + ledger.tags + ledger.blobs == 0;
}

// "707 files (5.6 MB), 80 folders"; of a history "707 blobs, 80 commits, 90 trees (5.6 MB)".
std::string WhatWasRead(const Ledger& ledger, bool is_history) {
  const std::string bytes = fmt::format(" ({})", ByteSize(ledger.bytes));
  if (is_history) {
    std::string text = Counted(ledger.blobs, "blob");
    if (ledger.commits > 0) text += ", " + Counted(ledger.commits, "commit");
    if (ledger.trees > 0) text += ", " + Counted(ledger.trees, "tree");
    if (ledger.tags > 0) text += ", " + Counted(ledger.tags, "tag");
    return text + bytes;
  }
  std::string text = Counted(ledger.files, "file") + bytes;
  if (ledger.folders > 0) text += ", " + Counted(ledger.folders, "folder");
  if (ledger.commits > 0) text += ", " + Counted(ledger.commits, "commit");
  return text;
}

using LevelCounts = std::array<std::uint64_t, 3>;

LevelCounts CountLevels(const std::vector<Finding>& findings) {
  LevelCounts counts{};
  for (const Finding& finding : findings) ++counts[static_cast<std::size_t>(finding.level)];
  return counts;
}

std::string CountsByLevel(const LevelCounts& counts, const Paint& paint) {
  std::string text;
  for (const Level level : {Level::kError, Level::kWarning, Level::kNote}) {
    const std::uint64_t count = counts[static_cast<std::size_t>(level)];
    if (count == 0) continue;
    if (!text.empty()) text += ", ";
    text += paint.AsLevel(level, Counted(count, LevelName(level)));
  }
  return text;
}

// In histories one secret has many findings.
std::uint64_t CountSecrets(const std::vector<Finding>& findings) {
  const std::vector<FindingGroup> groups = GroupBySecret(findings);
  return static_cast<std::uint64_t>(
      std::count_if(groups.begin(), groups.end(),
                    [](const FindingGroup& group) { return !group.front()->secret.empty(); }));
}

std::string Outcome(const RunReport& report, const Paint& paint) {
  const Ledger& ledger = report.ledger;
  std::string text;
  if (!report.findings.empty()) {
    text = CountsByLevel(CountLevels(report.findings), paint);
    if (const std::uint64_t secrets = CountSecrets(report.findings); secrets > 0) {
      text += fmt::format(" ({})", Counted(secrets, "secret"));
    }
    text += " in";
  } else if (ReadNothing(ledger) && ledger.complete() && !ledger.nothing_to_read.empty()) {
    return ledger.nothing_to_read + '.';
  } else if (ReadNothing(ledger)) {
    text = paint.Bold(fmt::format("No {} was read, so nothing is known:",
                                  report.is_history() ? "object" : "file"));
  } else if (ledger.complete()) {
    text = paint.Good("No leaked keys") + " in";
  } else {
    text = paint.Bold("No leaked keys in what could be read:");
  }
  text += ' ' + WhatWasRead(ledger, report.is_history());
  if (ledger.repositories > 0) text += ", " + Counted(ledger.repositories, "repository");
  if (report.run.elapsed_ms) {
    text += fmt::format(", {:.2f} s", static_cast<double>(*report.run.elapsed_ms) / 1000);
  }
  return text + '.';
}

std::string RepositoryLine(const RepositoryLedger& part, const LevelCounts& counts,
                           const Paint& paint) {
  std::string outcome = CountsByLevel(counts, paint);
  if (outcome.empty()) outcome = "nothing found";
  outcome += " in " + WhatWasRead(part.ledger, true);
  if (ReadNothing(part.ledger)) outcome = "nothing was read";
  return fmt::format("  {}: {}{}\n", Sanitize(part.repository), outcome,
                     part.ledger.complete() ? "" : paint.Bad(" (incomplete)"));
}

// Of several repositories each one that is not simply clean, and how many are.
std::string Repositories(const RunReport& report, const Paint& paint) {
  if (report.repositories.size() < 2) return "";
  std::map<std::string_view, LevelCounts> counts;
  for (const Finding& finding : report.findings) {
    if (!finding.history) continue;
    ++counts[finding.history->repository][static_cast<std::size_t>(finding.level)];
  }
  std::string text;
  std::uint64_t named = 0;
  std::uint64_t clean = 0;
  for (const RepositoryLedger& part : report.repositories) {
    if (!counts.contains(part.repository) && part.ledger.complete()) {
      ++clean;
    } else if (++named <= kMaxNamed) {
      text += RepositoryLine(part, counts[part.repository], paint);
    }
  }
  if (named > kMaxNamed) {
    text += fmt::format("  and {} more (all of them: --report ledger=PATH)\n", named - kMaxNamed);
  }
  if (clean > 0) {
    text += fmt::format("  {}: complete, nothing found\n",
                        Counted(clean, named > 0 ? "other repository" : "repository"));
  }
  return text;
}

std::string Failures(const Ledger& ledger, const Paint& paint) {
  if (ledger.complete()) return "";
  std::string text =
      paint.Bad("Incomplete") + fmt::format(": {} kept this run from looking at everything:\n",
                                            Counted(ledger.failures.size(), "failure"));
  const std::size_t named = std::min(ledger.failures.size(), kMaxNamed);
  for (std::size_t i = 0; i < named; ++i) text += "  " + FailureLine(ledger.failures[i]) + '\n';
  if (named < ledger.failures.size()) {
    text += fmt::format("  and {} more (all of them: --report ledger=PATH)\n",
                        ledger.failures.size() - named);
  }
  return text;
}

}  // namespace

std::string OutcomeSentence(const RunReport& report) { return Outcome(report, Paint(false)); }

std::string SkippedSentence(const Ledger& ledger) {
  std::string text;
  for (std::size_t i = 0; i < kSkipReasonCount; ++i) {
    if (ledger.skipped[i] == 0) continue;
    text += text.empty() ? "Passed over: " : ", ";
    text += fmt::format("{} ({})", SkipReasonWords(static_cast<SkipReason>(i)), ledger.skipped[i]);
  }
  return text.empty() ? text : text + '.';
}

std::string AllowedSentence(const Ledger& ledger) {
  std::string text;
  for (std::size_t i = 0; i < kAllowedByCount; ++i) {
    if (ledger.allowed[i] == 0) continue;
    text += text.empty() ? "Allowed: " : ", ";
    text += fmt::format("by {} ({})", AllowedByWords(static_cast<AllowedBy>(i)), ledger.allowed[i]);
  }
  return text.empty() ? text : text + '.';
}

std::string Summary(const RunReport& report, bool color) {
  const Paint paint(color);
  std::string text = Outcome(report, paint) + '\n' + Repositories(report, paint);
  if (const std::string skipped = SkippedSentence(report.ledger); !skipped.empty()) {
    text += skipped + '\n';
  }
  if (const std::string allowed = AllowedSentence(report.ledger); !allowed.empty()) {
    text += allowed + " Shown by --show-allowed.\n";
  }
  const std::size_t named = std::min(report.ledger.remarks.size(), kMaxNamed);
  for (std::size_t i = 0; i < named; ++i) {
    text += "Note: " + Sanitize(report.ledger.remarks[i]) + '\n';
  }
  if (named < report.ledger.remarks.size()) {
    text += fmt::format("Note: and {} more (all of them: --report ledger=PATH)\n",
                        report.ledger.remarks.size() - named);
  }
  return text + Failures(report.ledger, paint);
}

}  // namespace blotter
