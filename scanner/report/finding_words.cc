#include "scanner/report/finding_words.h"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

#include "scanner/report/sanitize.h"

namespace blotter {

namespace {

std::string_view ShortHelp(std::string_view help) {
  constexpr std::size_t kMaxBytes = 200;
  help = help.substr(0, help.find('\n'));
  if (help.size() <= kMaxBytes) return help;
  std::size_t end = help.rfind(". ", kMaxBytes);
  if (end == std::string_view::npos) end = help.find(". ");
  return end == std::string_view::npos ? help : help.substr(0, end + 1);
}

}  // namespace

std::string_view PathInRepository(const Finding& finding) {
  const bool as_reported = finding.history || finding.repository_path.empty();
  return as_reported ? finding.path : finding.repository_path;
}

std::string ShortId(std::string_view id) {
  constexpr std::size_t kDigits = 12;
  return Sanitize(id.substr(0, kDigits));
}

std::string PlaceWords(const Finding& finding) {
  std::string place = Sanitize(PathInRepository(finding));
  if (!finding.whole_file) {
    place += fmt::format(":{}:{}", finding.region.start.line, finding.region.start.column);
  }
  if (!finding.commit.empty()) place += " in commit " + ShortId(finding.commit);
  return place;
}

std::string WhyWords(const Finding& finding, std::string_view secret) {
  std::string why;
  for (const std::string& evidence : finding.evidence) {
    if (!why.empty()) why += ", ";
    why += Sanitize(evidence);
  }
  if (!why.empty()) why += ' ';
  why += fmt::format("({} confidence)", ConfidenceName(finding.confidence));
  if (!finding.secret.empty()) why += "; secret " + Sanitize(secret);
  return why;
}

std::string HelpWords(const Rule* rule) { return rule ? Sanitize(ShortHelp(rule->help)) : ""; }

std::vector<const Finding*> MostSevereFirst(const std::vector<Finding>& findings) {
  std::vector<const Finding*> sorted;
  sorted.reserve(findings.size());
  for (const Finding& finding : findings) sorted.push_back(&finding);
  std::stable_sort(sorted.begin(), sorted.end(), [](const Finding* a, const Finding* b) {
    return std::tie(b->level, b->confidence) < std::tie(a->level, a->confidence);
  });
  return sorted;
}

}  // namespace blotter
