// GitHub Actions' workflow commands, one annotation for each finding. What the runner does with
// them (actions/runner, ActionCommand.cs and ActionCommandManager.cs):
//  - It reads a line as a command if it begins with "::", or holds "##[" anywhere; so every line
//    here is a command of the first kind, and nothing from a repository can end one or begin
//    another.
//  - It shows the first 10 errors, warnings and notices of a step: the most severe come first, and
//    the last annotation says how many are in the log only.
//  - It drops columns where a region has several lines. An end column is that of the last character
//    (it "defaults to startColumn", says @actions/core), unlike SARIF's.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "scanner/base/utf8.h"
#include "scanner/report/finding_words.h"
#include "scanner/report/formats.h"
#include "scanner/report/output.h"
#include "scanner/report/sanitize.h"
#include "scanner/report/summary.h"
#include "scanner/report/words.h"

namespace blotter {

namespace {

constexpr std::uint64_t kShownOfAKind = 10;

// As the runner decodes it: a message may have several lines, and a path is itself. What a terminal
// would obey is a visible escape.
std::string Escaped(std::string_view text, std::string_view also) {
  std::string escaped;
  while (!text.empty()) {
    const std::size_t length = DecodeUtf8(text).length;
    if (const char byte = text.front();
        byte == '%' || byte == '\r' || byte == '\n' || also.find(byte) != std::string_view::npos) {
      escaped += fmt::format("%{:02X}", static_cast<unsigned char>(byte));
    } else {
      escaped += Sanitize(text.substr(0, length));
    }
    text.remove_prefix(length);
  }
  return escaped;
}

std::string Property(std::string_view value) { return Escaped(value, ":,"); }
std::string Message(std::string_view text) { return Escaped(text, ""); }

std::string_view CommandOf(Level level) {
  return level == Level::kNote ? "notice" : LevelName(level);
}

// Of the run, not of a file.
std::string Remark(Level level, std::string_view title, std::string_view text) {
  while (text.ends_with('\n')) text.remove_suffix(1);
  return fmt::format("::{} title={}::{}\n", CommandOf(level), title, Message(text));
}

std::string Annotation(const Finding& finding, const Rule* rule) {
  const Region& region = finding.region;
  std::string place =
      fmt::format("file={},line={}", Property(PathInRepository(finding)), region.start.line);
  if (!finding.whole_file) {
    place += fmt::format(",endLine={}", region.end.line);
    if (region.start.line == region.end.line) {
      place += fmt::format(",col={},endColumn={}", region.start.column,
                           std::max(region.start.column, region.end.column - 1));
    }
  }
  std::string text = finding.message;
  if (!finding.commit.empty()) text += " (commit " + ShortId(finding.commit) + ')';
  text += "\nwhy: " + WhyWords(finding, finding.secret.Redacted());
  if (const std::string help = HelpWords(rule); !help.empty()) text += "\nhelp: " + help;
  return fmt::format("::{} {},title={}::{}\n", CommandOf(finding.level), place,
                     Property("blotter: " + finding.rule_id), Message(text));
}

// "GitHub shows 10 annotations of a kind and step; only in the log: 2 of 12 errors."; empty where
// it shows all. `counts`: annotations of each level.
std::string OnlyInTheLog(const std::array<std::uint64_t, 3>& counts) {
  std::string text;
  for (const Level level : {Level::kError, Level::kWarning, Level::kNote}) {
    const std::uint64_t count = counts[static_cast<std::size_t>(level)];
    if (count <= kShownOfAKind) continue;
    text += fmt::format("{}{} of {}", text.empty() ? "" : ", ", count - kShownOfAKind,
                        Counted(count, CommandOf(level)));
  }
  if (text.empty()) return text;
  return fmt::format("GitHub shows {} annotations of a kind and step; only in the log: {}.\n",
                     kShownOfAKind, text);
}

class GithubReporter : public Reporter {
 public:
  Status Write(const RunReport& report, ReportSink& sink) const override {
    Output output(sink);
    std::array<std::uint64_t, 3> counts{};
    const bool complete = report.ledger.complete();
    const std::string summary = Summary(report, false);
    if (!complete) {
      ++counts[static_cast<std::size_t>(Level::kError)];
      *output.buffer() += Remark(Level::kError, "blotter could not look at everything", summary);
    }
    for (const Finding* finding : MostSevereFirst(report.findings)) {
      ++counts[static_cast<std::size_t>(finding->level)];
      *output.buffer() += Annotation(*finding, report.run.rules->Find(finding->rule_id));
      if (!output.FlushIfFull()) return output.Finish();
    }
    const std::string closing = OnlyInTheLog(counts) + (complete ? summary : "");
    if (!closing.empty()) *output.buffer() += Remark(Level::kNote, "blotter", closing);
    return output.Finish();
  }
};

}  // namespace

std::unique_ptr<Reporter> MakeGithubReporter() { return std::make_unique<GithubReporter>(); }

}  // namespace blotter
