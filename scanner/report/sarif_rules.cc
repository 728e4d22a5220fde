#include "scanner/report/sarif_rules.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "scanner/base/utf8.h"

namespace blotter {

namespace {

constexpr std::size_t kMaxDescriptionChars = 1024;
constexpr std::size_t kMaxTags = 20;

bool IsAsciiAlnum(char byte) {
  return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
         (byte >= 'A' && byte <= 'Z');
}

// "writer-api-key" -> "WriterApiKey".
std::string PascalCase(std::string_view id) {
  std::string name;
  bool word_starts = true;
  for (const char byte : id) {
    if (!IsAsciiAlnum(byte)) {
      word_starts = true;
      continue;
    }
    const bool raise = word_starts && byte >= 'a' && byte <= 'z';
    name.push_back(raise ? static_cast<char>(byte - 'a' + 'A') : byte);
    word_starts = false;
  }
  return name.empty() ? "Rule" : name;
}

// At most GitHub's 1,024 characters, a longer text ending in "...".
std::string Shortened(std::string_view text) {
  std::size_t chars = 0;
  std::size_t cut = 0;  // where the text ends if it has to be cut
  for (std::size_t at = 0; at < text.size(); at += DecodeUtf8(text.substr(at)).length) {
    if (chars == kMaxDescriptionChars - 3) cut = at;
    if (++chars > kMaxDescriptionChars) return std::string(text.substr(0, cut)) + "...";
  }
  return std::string(text);
}

std::string_view FirstSentence(std::string_view text) {
  text = text.substr(0, text.find('\n'));
  const std::size_t end = text.find(". ");
  return end == std::string_view::npos ? text : text.substr(0, end + 1);
}

// GitHub's bands: 9.0 critical, 7.0 high, 4.0 medium, below low.
std::string_view DefaultSeverity(Level level) {
  return level == Level::kError ? "8.0" : level == Level::kWarning ? "5.0" : "2.0";
}

std::vector<std::string> Tags(const Rule& rule) {
  std::vector<std::string> tags = {"security"};
  for (const std::string& tag : rule.tags) {
    if (tags.size() == kMaxTags) break;
    if (std::find(tags.begin(), tags.end(), tag) == tags.end()) tags.push_back(tag);
  }
  return tags;
}

void WriteText(std::string_view key, std::string_view text, JsonWriter* json) {
  json->Key(key);
  json->BeginObject();
  json->Field("text", text);
  json->EndObject();
}

}  // namespace

void WriteSarifRule(const Rule& rule, JsonWriter* json) {
  const std::string description = !rule.description.empty()
                                      ? rule.description
                                      : fmt::format("Finds what {} describes.", rule.id);
  const std::string help =
      !rule.help.empty() ? rule.help
                         : "Revoke the secret where it was issued, make a new one, and keep it out "
                           "of the repository.";
  json->BeginObject();
  json->Field("id", rule.id);
  json->Field("name", rule.name.empty() ? PascalCase(rule.id) : rule.name);
  WriteText("shortDescription", Shortened(FirstSentence(description)), json);
  WriteText("fullDescription", Shortened(description), json);
  json->Key("help");
  json->BeginObject();
  json->Field("text", help);
  json->Field("markdown", rule.help_markdown.empty() ? help : rule.help_markdown);
  json->EndObject();
  if (!rule.help_uri.empty()) json->Field("helpUri", rule.help_uri);
  json->Key("defaultConfiguration");
  json->BeginObject();
  json->Field("level", LevelName(rule.level));
  json->EndObject();
  json->Key("properties");
  json->BeginObject();
  json->Field("security-severity", rule.security_severity.empty()
                                       ? DefaultSeverity(rule.level)
                                       : std::string_view(rule.security_severity));
  json->Field("precision", ConfidenceName(rule.precision));
  json->Field("tags", Tags(rule));
  json->EndObject();
  json->EndObject();
}

}  // namespace blotter
