#include "scanner/config/rule_reader.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace blotter {

namespace {

// Fragments may hold fragments, this many deep, and grow a pattern no longer than this.
constexpr int kMaxFragmentDepth = 8;
constexpr std::size_t kMaxPatternBytes = std::size_t{1} << 20;

// Appends `text` with each %{name} replaced by the fragment of that name. What is wrong, or
// nothing.
std::optional<std::string> ExpandInto(std::string_view text, const Fragments& fragments, int depth,
                                      std::string* out) {
  for (;;) {
    const std::size_t open = text.find("%{");
    const std::size_t close = open == std::string_view::npos ? open : text.find('}', open);
    if (close == std::string_view::npos) break;
    out->append(text.substr(0, open));
    const std::string name(text.substr(open + 2, close - open - 2));
    const auto found = fragments.find(name);
    if (found == fragments.end()) return fmt::format("there is no fragment '{}'", name);
    if (depth == kMaxFragmentDepth) return fmt::format("fragment '{}' is nested too deep", name);
    if (auto wrong = ExpandInto(found->second, fragments, depth + 1, out)) return wrong;
    if (out->size() > kMaxPatternBytes) return fmt::format("fragment '{}' grows too long", name);
    text.remove_prefix(close + 1);
  }
  out->append(text);
  return std::nullopt;
}

// The pattern under `key`, its fragments put in. In a file without fragments %{ is any other text.
std::string Pattern(TableReader& reader, std::string_view key, const Fragments& fragments) {
  std::string text = reader.Text(key);
  if (fragments.empty()) return text;
  std::string expanded;
  if (const auto wrong = ExpandInto(text, fragments, 0, &expanded)) {
    reader.Fail(*reader.Take(key), fmt::format("{}: {}", key, *wrong));
  }
  return expanded;
}

// What a form may look at before or after a hit.
constexpr std::uint32_t kMaxWindowBytes = 16384;

// How far a form looks around a hit. In bytes; the windows of a large file overlap by more.
std::uint32_t WindowBytes(TableReader& reader, std::string_view key, std::uint32_t otherwise) {
  const std::optional<std::int64_t> value = reader.Value<std::int64_t>(key);
  if (value && (*value < 0 || *value > std::int64_t{kMaxWindowBytes})) {
    reader.Fail(*reader.Take(key), fmt::format("{} must be 0 to {}", key, kMaxWindowBytes));
  }
  return value ? static_cast<std::uint32_t>(*value) : otherwise;
}

// Which group of the regex is the secret. The validator knows how many there are.
int SecretGroup(TableReader& reader) {
  constexpr std::int64_t kMost = 1000000;
  const std::int64_t group = reader.Value<std::int64_t>("secretGroup").value_or(0);
  return static_cast<int>(std::clamp<std::int64_t>(group, -1, kMost));
}

void ReadExamples(TableReader& reader, std::string_view key, bool match, Rule* rule) {
  reader.ForEach(key, [&](const toml::node& node) {
    RuleExample example;
    example.match = match;
    example.source_line = node.source().begin.line;
    if (const auto text = node.value_exact<std::string>()) {
      example.text = *text;
    } else if (const toml::table* table = node.as_table(); table != nullptr) {
      for (const auto& [name, value] : *table) {
        if (name.str() == "text" && value.is_string()) {
          example.text = value.value_or(std::string());
        } else if (name.str() == "path" && value.is_string()) {
          example.path = value.value_or(std::string());
        } else {
          reader.Fail(value, "an example is a string, or {path, text}");
        }
      }
    }
    if (example.text.empty()) reader.Fail(node, "an example is a string, or {path, text}");
    rule->examples.push_back(std::move(example));
  });
}

RuleForm ReadForm(TableReader& reader, const Fragments& fragments) {
  RuleForm form;
  form.id = reader.Text("id");
  form.anchor = Pattern(reader, "anchor", fragments);
  form.regex = Pattern(reader, "regex", fragments);
  form.secret_group = SecretGroup(reader);
  form.before_bytes = WindowBytes(reader, "before_bytes", form.before_bytes);
  form.after_bytes = WindowBytes(reader, "after_bytes", form.after_bytes);
  return form;
}

// gitleaks' regex on the rule itself is a form whose anchor is the regex. All that is known of a
// hit is its end, and private keys are long: the window before it is as wide as it may be. What
// comes after counts where a keyword has to stand for the regex (compiled_rules.cc).
constexpr std::uint32_t kPlainAfterBytes = 4096;

void ReadPlainRegex(TableReader& reader, const Fragments& fragments, Rule* rule) {
  RuleForm form;
  form.id = "regex";
  form.regex = Pattern(reader, "regex", fragments);
  form.secret_group = SecretGroup(reader);
  form.anchor = form.regex;
  form.before_bytes = kMaxWindowBytes;
  form.after_bytes = kPlainAfterBytes;
  if (!form.regex.empty()) rule->forms.push_back(std::move(form));
}

// gitleaks' composite rules.
void RefuseComposites(TableReader& reader) {
  if (const toml::node* required = reader.Take("required"); required != nullptr) {
    reader.Fail(*required, "[[rules.required]] is not supported yet; take the rule out");
  }
  if (reader.Value<bool>("skipReport").value_or(false)) {
    reader.Fail(*reader.Take("skipReport"),
                "skipReport is not supported, since [[rules.required]] is not; take the rule out");
  }
}

}  // namespace

Fragments ReadFragments(TableReader& reader) {
  Fragments fragments;
  const toml::node* const node = reader.Take("fragments");
  if (node == nullptr) return fragments;
  if (!node->is_table()) reader.Fail(*node, "fragments must be a table of strings");
  for (const auto& [key, value] : *node->as_table()) {
    if (!value.is_string()) reader.Fail(value, "fragments must be a table of strings");
    fragments[std::string(key.str())] = value.value_or(std::string());
  }
  return fragments;
}

Allowlist ReadAllowlist(TableReader& reader) {
  Allowlist allowlist;
  allowlist.description = reader.Text("description");
  allowlist.all_must_match = reader
                                 .Choice<bool>("condition", {{"AND", true},
                                                             {"OR", false},
                                                             {"and", true},
                                                             {"or", false},
                                                             {"&&", true},
                                                             {"||", false}})
                                 .value_or(false);
  allowlist.target =
      reader
          .Choice<AllowlistTarget>("regexTarget", {{"secret", AllowlistTarget::kSecret},
                                                   {"match", AllowlistTarget::kMatch},
                                                   {"line", AllowlistTarget::kLine}})
          .value_or(AllowlistTarget::kSecret);
  allowlist.paths = reader.TextList("paths");
  allowlist.regexes = reader.TextList("regexes");
  allowlist.stopwords = reader.TextList("stopwords");
  allowlist.commits = reader.TextList("commits");
  return allowlist;
}

void ForEachAllowlist(TableReader& reader, const std::function<void(TableReader&)>& each) {
  reader.ForEachTable("allowlists", each);
  reader.WithTable("allowlist", each);
}

void ReadRuleTexts(TableReader& reader, Rule* rule) {
  for (const auto& [key, field] :
       {std::pair{"name", &Rule::name}, std::pair{"description", &Rule::description},
        std::pair{"message", &Rule::message}, std::pair{"help", &Rule::help},
        std::pair{"help_markdown", &Rule::help_markdown}, std::pair{"help_uri", &Rule::help_uri},
        std::pair{"security_severity", &Rule::security_severity}}) {
    if (auto text = reader.Value<std::string>(key)) rule->*field = *std::move(text);
  }
  rule->level = reader
                    .Choice<Level>("level", {{"error", Level::kError},
                                             {"warning", Level::kWarning},
                                             {"note", Level::kNote}})
                    .value_or(rule->level);
  for (std::string& tag : reader.TextList("tags")) rule->tags.push_back(std::move(tag));
}

Rule ReadRule(TableReader& reader, const Fragments& fragments) {
  Rule rule;
  rule.source_line = reader.line();
  rule.id = reader.Text("id");
  reader.set_where("rule " + rule.id);
  ReadRuleTexts(reader, &rule);
  rule.precision = reader
                       .Choice<Confidence>("precision", {{"high", Confidence::kHigh},
                                                         {"medium", Confidence::kMedium},
                                                         {"low", Confidence::kLow}})
                       .value_or(Confidence::kHigh);
  rule.judge = reader
                   .Choice<Judge>("judge", {{"generic", Judge::kGeneric},
                                            {"writer-key", Judge::kWriterKey},
                                            {"bearer", Judge::kBearer},
                                            {"writer-bearer", Judge::kWriterBearer},
                                            {"env-file", Judge::kEnvFile}})
                   .value_or(Judge::kGeneric);
  rule.entropy = reader.Number("entropy");
  rule.path = reader.Text("path");
  rule.keywords = reader.TextList("keywords");
  ReadPlainRegex(reader, fragments, &rule);
  reader.ForEachTable("forms",
                      [&](TableReader& form) { rule.forms.push_back(ReadForm(form, fragments)); });
  ForEachAllowlist(
      reader, [&](TableReader& allowlist) { rule.allowlists.push_back(ReadAllowlist(allowlist)); });
  RefuseComposites(reader);
  ReadExamples(reader, "match", true, &rule);
  ReadExamples(reader, "miss", false, &rule);
  return rule;
}

EvidencePattern ReadEvidence(TableReader& reader, const Fragments& fragments) {
  EvidencePattern pattern;
  pattern.id = reader.Text("id");
  pattern.kind = reader
                     .Choice<EvidenceKind>("kind", {{"host", EvidenceKind::kHost},
                                                    {"import", EvidenceKind::kImport},
                                                    {"call", EvidenceKind::kCall},
                                                    {"section", EvidenceKind::kSection}})
                     .value_or(EvidenceKind::kHost);
  pattern.anchor = Pattern(reader, "anchor", fragments);
  pattern.regex = Pattern(reader, "regex", fragments);
  pattern.before_bytes = WindowBytes(reader, "before_bytes", pattern.before_bytes);
  pattern.after_bytes = WindowBytes(reader, "after_bytes", pattern.after_bytes);
  return pattern;
}

}  // namespace blotter
