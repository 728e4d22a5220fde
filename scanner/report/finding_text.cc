#include "scanner/report/finding_text.h"

#include <algorithm>

#include <fmt/format.h>

#include "scanner/report/finding_words.h"
#include "scanner/report/sanitize.h"
#include "scanner/report/words.h"

namespace blotter {

namespace {

// As wide as the line number, so that frames stand below each other.
std::string Gutter(const Finding& finding) {
  std::string gutter = std::to_string(finding.region.start.line);
  std::fill(gutter.begin(), gutter.end(), ' ');
  return gutter;
}

}  // namespace

std::string FindingText::Headline(const Finding& finding) const {
  const std::string_view word = finding.allowance ? "allowed" : LevelName(finding.level);
  const std::string tag = fmt::format("{}[{}]", word, Sanitize(finding.rule_id));
  return (finding.allowance ? paint_.Dim(tag) : paint_.AsLevel(finding.level, tag)) +
         paint_.Bold(": " + Sanitize(finding.message)) + '\n';
}

std::string FindingText::Place(const Finding& finding, std::string_view remark) const {
  std::string out =
      fmt::format("{}{} {}", Gutter(finding), paint_.Frame("-->"), Sanitize(finding.path));
  if (!finding.whole_file) {
    out += fmt::format(":{}:{}", finding.region.start.line, finding.region.start.column);
  }
  out += remark;
  out += '\n';
  if (!finding.whole_file && !finding.excerpt.text.empty()) out += Source(finding);
  return out;
}

std::string FindingText::Line(const Finding& finding, std::string_view text) const {
  return fmt::format("{} {} {}\n", Gutter(finding), paint_.Frame("="), text);
}

std::string FindingText::Why(const Finding& finding) const {
  const std::string secret =
      options_.show_secrets ? finding.secret.Reveal() : finding.secret.Redacted();
  std::string lines = Line(finding, paint_.Dim("why: " + WhyWords(finding, secret)));
  if (finding.allowance) {
    lines += Line(finding, "allowed: " + Sanitize(AllowanceWords(*finding.allowance)));
  }
  return lines;
}

std::string FindingText::Help(const Finding& finding, const Rule* rule,
                              std::string_view more) const {
  const std::string help = HelpWords(rule);
  if (help.empty() || finding.allowance) return "";
  return Line(finding, fmt::format("{} {}{}", paint_.Bold("help:"), help, more));
}

std::string FindingText::Source(const Finding& finding) const {
  const Excerpt& excerpt = finding.excerpt;
  const DisplayLine line = MakeDisplayLine(excerpt.text, excerpt.mark_begin, excerpt.mark_end);
  const std::string_view before = excerpt.cut_before ? "..." : "";
  const std::string_view after = excerpt.cut_after ? "..." : "";
  const std::size_t marks = std::max<std::size_t>(1, line.mark_end_cells - line.mark_begin_cells);
  const std::string margin = Gutter(finding) + ' ';
  const std::string bar = paint_.Frame("|");
  const std::string indent(before.size() + line.mark_begin_cells, ' ');
  return fmt::format("{}{}\n{} {} {}{}{}\n{}{} {}{}\n", margin, bar,
                     paint_.Frame(std::to_string(finding.region.start.line)), bar, before,
                     line.text, after, margin, bar, indent,
                     paint_.AsLevel(finding.level, std::string(marks, '^')));
}

}  // namespace blotter
