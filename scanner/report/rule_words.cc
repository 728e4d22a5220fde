#include "scanner/report/rule_words.h"

#include <fmt/format.h>

#include "scanner/base/utf8.h"

namespace blotter {

std::string RuleDescription(const Rule& rule) {
  if (!rule.description.empty()) return rule.description;
  return fmt::format("Finds what {} describes.", rule.id);
}

std::string RuleHelp(const Rule& rule) {
  if (!rule.help.empty()) return rule.help;
  return "Revoke the secret where it was issued, make a new one, and keep it out of the "
         "repository.";
}

std::string SecuritySeverity(const Rule& rule) {
  if (!rule.security_severity.empty()) return rule.security_severity;
  return rule.level == Level::kError ? "8.0" : rule.level == Level::kWarning ? "5.0" : "2.0";
}

std::string_view FirstSentence(std::string_view text) {
  text = text.substr(0, text.find('\n'));
  const std::size_t end = text.find(". ");
  return end == std::string_view::npos ? text : text.substr(0, end + 1);
}

std::string Shortened(std::string_view text, std::size_t max_chars) {
  std::size_t chars = 0;
  std::size_t cut = 0;  // where the text ends if it has to be cut
  for (std::size_t at = 0; at < text.size(); at += DecodeUtf8(text.substr(at)).length) {
    if (chars == max_chars - 3) cut = at;
    if (++chars > max_chars) return std::string(text.substr(0, cut)) + "...";
  }
  return std::string(text);
}

}  // namespace blotter
