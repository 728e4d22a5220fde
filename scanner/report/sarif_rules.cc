#include "scanner/report/sarif_rules.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/report/rule_words.h"

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
  const std::string description = RuleDescription(rule);
  const std::string help = RuleHelp(rule);
  json->BeginObject();
  json->Field("id", rule.id);
  json->Field("name", rule.name.empty() ? PascalCase(rule.id) : rule.name);
  WriteText("shortDescription", Shortened(FirstSentence(description), kMaxDescriptionChars), json);
  WriteText("fullDescription", Shortened(description, kMaxDescriptionChars), json);
  json->Key("help");
  json->BeginObject();
  json->Field("text", help);
  json->Field("markdown", rule.help_markdown.empty() ? help : rule.help_markdown);
  json->EndObject();
  if (!rule.help_uri.empty()) json->Field("helpUri", rule.help_uri);
  json->Key("defaultConfiguration");
  json->BeginObject();
  if (!rule.enabled) json->Field("enabled", false);
  json->Field("level", LevelName(rule.level));
  json->EndObject();
  json->Key("properties");
  json->BeginObject();
  json->Field("security-severity", SecuritySeverity(rule));
  json->Field("precision", ConfidenceName(rule.precision));
  json->Field("tags", Tags(rule));
  json->EndObject();
  json->EndObject();
}

}  // namespace blotter
