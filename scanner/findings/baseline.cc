#include "scanner/findings/baseline.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "scanner/base/shell_quote.h"
#include "scanner/base/utf8.h"

namespace blotter {

namespace {

constexpr std::string_view kWord = "blotter-baseline ";
constexpr std::string_view kVersion = "1";
constexpr std::size_t kFingerprintDigits = 32;

// One word on one line, whatever the bytes: what people could not tell from something else becomes
// %XX, byte by byte, and so does what could make a scanner take the line for an assignment.
constexpr std::string_view kNeverPlain = " %=:\"'`\\";
std::string Escape(std::string_view text) {
  std::string escaped;
  while (!text.empty()) {
    const DecodedChar decoded = DecodeUtf8(text);
    const std::string_view bytes = text.substr(0, decoded.length);
    text.remove_prefix(decoded.length);
    const bool is_plain = decoded.valid && IsPlainText(decoded.code_point) &&
                          kNeverPlain.find(bytes) == std::string_view::npos;
    if (is_plain) {
      escaped += bytes;
      continue;
    }
    for (const char byte : bytes) {
      escaped += fmt::format("%{:02X}", static_cast<unsigned char>(byte));
    }
  }
  return escaped;
}

bool IsFingerprint(std::string_view text) {
  return text.size() == kFingerprintDigits &&
         text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

// "FINGERPRINT RULE PATH": three words.
bool IsEntry(std::string_view line) {
  const std::size_t rule = line.find(' ');
  const std::size_t path = rule == std::string_view::npos ? rule : line.find(' ', rule + 1);
  return path != std::string_view::npos && IsFingerprint(line.substr(0, rule)) && path > rule + 1 &&
         path + 1 < line.size() && line.find_first_of(" \t", path + 1) == std::string_view::npos;
}

bool IsConflictMarker(std::string_view line) {
  return line.starts_with("<<<<<<<") || line.starts_with("=======") ||
         line.starts_with(">>>>>>>") || line.starts_with("|||||||");
}

}  // namespace

bool Baseline::IsOne(std::string_view text) {
  // Where both branches made one, git's marks may come first (merge.conflictStyle).
  while (IsConflictMarker(text)) {
    text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
  }
  return text.starts_with(kWord);
}

Result<Baseline> Baseline::Parse(std::string_view text, std::string name) {
  Baseline baseline(std::move(name));
  const auto again =
      fmt::format("'blotter baseline create --baseline {}'", ShellQuote(baseline.name_));
  if (!IsOne(text)) {
    return Error{fmt::format(
        "{} is no baseline; 'blotter baseline create' writes one into a new file", baseline.name_)};
  }
  for (std::size_t number = 1; !text.empty(); ++number) {
    const auto wrong = [&](std::string_view what) {
      return Error{fmt::format("{}:{}: {}", baseline.name_, number, what)};
    };
    std::string_view line = text.substr(0, text.find('\n'));
    if (line.size() == text.size()) {
      return wrong(fmt::format("the baseline is cut short; {} writes it anew", again));
    }
    text.remove_prefix(line.size() + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (IsConflictMarker(line)) {
      return wrong(
          fmt::format("the baseline holds a merge's conflict; keep the lines of both sides "
                      "without the marks, or let {} write it anew",
                      again));
    }
    if (number == 1) {
      const std::string_view version = line.substr(kWord.size());
      if (version == kVersion) continue;
      return wrong(fmt::format(
          "the baseline is of version '{}', this blotter reads version {}; {} writes it anew",
          Escape(version), kVersion, again));
    }
    if (line.empty()) continue;
    if (!IsEntry(line)) {
      return wrong(fmt::format(
          "is no line of a baseline (FINGERPRINT RULE PATH); {} writes it anew", again));
    }
    baseline.lines_.emplace(line.substr(0, kFingerprintDigits),
                            line.substr(kFingerprintDigits + 1));
  }
  return baseline;
}

Baseline Baseline::Of(const std::vector<Finding>& findings, std::string name) {
  Baseline baseline(std::move(name));
  for (const Finding& finding : findings) {
    if (finding.allowance) continue;
    baseline.lines_.emplace(finding.fingerprint, fmt::format("{} {}", Escape(finding.rule_id),
                                                             Escape(finding.repository_path)));
  }
  return baseline;
}

std::string Baseline::Text() const {
  std::string text = fmt::format("{}{}\n", kWord, kVersion);
  for (const auto& [fingerprint, rest] : lines_) text += fmt::format("{} {}\n", fingerprint, rest);
  return text;
}

void Baseline::Allow(std::vector<Finding>* findings) const {
  // Reports name no place on this machine.
  const std::string file_name = name_.substr(name_.rfind('/') + 1);
  for (Finding& finding : *findings) {
    if (finding.allowance || !lines_.contains(finding.fingerprint)) continue;
    finding.allowance = Allowance{AllowedBy::kBaseline, file_name};
  }
}

std::vector<std::string> Baseline::Prune(const Baseline& found) {
  std::vector<std::string> dropped;
  std::erase_if(lines_, [&](const auto& line) {
    if (found.lines_.contains(line.first)) return false;
    dropped.push_back(line.second);
    return true;
  });
  std::sort(dropped.begin(), dropped.end());
  return dropped;
}

}  // namespace blotter
