#include "scanner/findings/gitleaks_ignore.h"

#include <algorithm>

#include <fmt/format.h>

namespace blotter {

namespace {

constexpr std::size_t kMostNamed = 5;
constexpr std::string_view kBlanks = " \t\r\v\f";

std::string_view Trim(std::string_view line) {
  line.remove_prefix(std::min(line.find_first_not_of(kBlanks), line.size()));
  return line.substr(0, line.find_last_not_of(kBlanks) + 1);
}

// Where ":RULE:LINE" begins; npos where `entry` does not end so or nothing stands before it.
std::size_t PathEnd(std::string_view entry) {
  const std::size_t line = entry.rfind(':');
  if (line == std::string_view::npos || line == 0 || line + 1 == entry.size() ||
      entry.find_first_not_of("0123456789", line + 1) != std::string_view::npos) {
    return std::string_view::npos;
  }
  const std::size_t rule = entry.rfind(':', line - 1);
  return rule == 0 || rule + 1 == line ? std::string_view::npos : rule;
}

}  // namespace

GitleaksIgnore GitleaksIgnore::Parse(std::string_view text, const std::string& name) {
  GitleaksIgnore ignore;
  std::string bad_lines;
  std::size_t bad = 0;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = Trim(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty() || line.starts_with('#')) continue;
    const std::size_t path_end = PathEnd(line);
    if (path_end == std::string_view::npos) {
      if (++bad <= kMostNamed) bad_lines += fmt::format("{}{}", bad == 1 ? "" : ", ", number);
      continue;
    }
    std::string entry(line);
    std::replace(entry.begin(), entry.begin() + static_cast<std::ptrdiff_t>(path_end), '\\', '/');
    ignore.entries_.insert(std::move(entry));
  }
  if (bad > kMostNamed) bad_lines += fmt::format(" and {} more", bad - kMostNamed);
  const bool one = bad == 1;
  if (bad > 0) {
    ignore.remarks_.push_back(
        fmt::format("{}: line{} {} {} no [COMMIT:]PATH:RULE:LINE and allow{} nothing", name,
                    one ? "" : "s", bad_lines, one ? "is" : "are", one ? "s" : ""));
  }
  return ignore;
}

void GitleaksIgnore::Allow(std::vector<Finding>* findings, std::string_view repository) const {
  if (entries_.empty()) return;
  for (Finding& finding : *findings) {
    const bool is_others =
        !repository.empty() && finding.history && finding.history->repository != repository;
    if (finding.allowance || is_others) continue;
    std::string entry = fmt::format("{}:{}:{}", finding.repository_path, finding.rule_id,
                                    finding.region.start.line);
    bool is_named = entries_.contains(entry);
    if (!is_named && !finding.commit.empty()) {
      entry = fmt::format("{}:{}", finding.commit, entry);
      is_named = entries_.contains(entry);
    }
    if (is_named) finding.allowance = Allowance{AllowedBy::kGitleaksIgnore, std::move(entry)};
  }
}

}  // namespace blotter
