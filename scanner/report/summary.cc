#include "scanner/report/summary.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "scanner/report/paint.h"
#include "scanner/report/sanitize.h"
#include "scanner/report/words.h"

namespace blotter {

namespace {

constexpr std::size_t kMaxNamed = 20;

// "707 files (5.6 MB), 80 folders, 1 repository".
std::string WhatWasRead(const Ledger& ledger) {
  std::string text = fmt::format("{} ({})", Counted(ledger.files, "file"), ByteSize(ledger.bytes));
  if (ledger.folders > 0) text += ", " + Counted(ledger.folders, "folder");
  if (ledger.repositories > 0) text += ", " + Counted(ledger.repositories, "repository");
  return text;
}

std::string CountsByLevel(const std::vector<Finding>& findings, const Paint& paint) {
  std::array<std::uint64_t, 3> counts{};
  for (const Finding& finding : findings) ++counts[static_cast<std::size_t>(finding.level)];
  std::string text;
  for (const Level level : {Level::kError, Level::kWarning, Level::kNote}) {
    const std::uint64_t count = counts[static_cast<std::size_t>(level)];
    if (count == 0) continue;
    if (!text.empty()) text += ", ";
    text += paint.AsLevel(level, Counted(count, LevelName(level)));
  }
  return text;
}

std::string Outcome(const RunReport& report, const Paint& paint) {
  const Ledger& ledger = report.ledger;
  std::string text;
  if (!report.findings.empty()) {
    text = CountsByLevel(report.findings, paint) + " in";
  } else if (ledger.files == 0) {
    text = paint.Bold("No file was read, so nothing is known:");
  } else if (ledger.complete()) {
    text = paint.Good("No leaked keys") + " in";
  } else {
    text = paint.Bold("No leaked keys in what could be read:");
  }
  text += ' ' + WhatWasRead(ledger);
  if (report.run.elapsed_ms) {
    text += fmt::format(", {:.2f} s", static_cast<double>(*report.run.elapsed_ms) / 1000);
  }
  return text + ".\n";
}

std::string Skipped(const Ledger& ledger) {
  std::string text;
  for (std::size_t i = 0; i < kSkipReasonCount; ++i) {
    if (ledger.skipped[i] == 0) continue;
    text += text.empty() ? "Passed over: " : ", ";
    text += fmt::format("{} ({})", SkipReasonWords(static_cast<SkipReason>(i)), ledger.skipped[i]);
  }
  return text.empty() ? text : text + ".\n";
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

std::string Summary(const RunReport& report, bool color) {
  const Paint paint(color);
  std::string text = Outcome(report, paint) + Skipped(report.ledger);
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
