#include "scanner/config/rule_loader.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <map>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "scanner/base/file.h"
#include "scanner/config/rule_validator.h"
#include "scanner/config/toml_library.h"

namespace blotter {

namespace {

// Carries the first error out of nested reading. Caught in ParseRules: exceptions stay in this
// file.
struct LoadError {
  Error error;
};

// A TOML table that knows which of its keys were asked for, so that the rest can be named.
class TableReader {
 public:
  TableReader(const toml::table& table, const std::string& file_name, std::string where)
      : table_(table), file_name_(file_name), where_(std::move(where)) {}

  std::uint64_t line() const { return table_.source().begin.line; }

  [[noreturn]] void Fail(const toml::node& node, const std::string& what) const {
    throw LoadError{
        {fmt::format("{}:{}: {}: {}", file_name_, node.source().begin.line, where_, what)}};
  }

  template <typename T>
  std::optional<T> Value(std::string_view key) {
    const toml::node* node = Take(key);
    if (node == nullptr) return std::nullopt;
    std::optional<T> value = node->value_exact<T>();
    if (!value) Fail(*node, fmt::format("{} is of the wrong type", key));
    return value;
  }
  std::string Text(std::string_view key) { return Value<std::string>(key).value_or(""); }

  // An integer or a float.
  double Number(std::string_view key) {
    const toml::node* node = Take(key);
    if (node == nullptr) return 0;
    if (!node->is_number()) Fail(*node, fmt::format("{} must be a number", key));
    return node->value<double>().value_or(0);
  }

  std::vector<std::string> TextList(std::string_view key) {
    std::vector<std::string> list;
    ForEach(key, [&](const toml::node& node) {
      const auto text = node.value_exact<std::string>();
      if (!text) Fail(node, fmt::format("{} must be a list of strings", key));
      list.push_back(*text);
    });
    return list;
  }

  void ForEach(std::string_view key, const std::function<void(const toml::node&)>& each) {
    const toml::node* node = Take(key);
    if (node == nullptr) return;
    if (!node->is_array()) Fail(*node, fmt::format("{} must be a list", key));
    for (const toml::node& element : *node->as_array()) each(element);
  }

  // [[key]] as readers of their own.
  void ForEachTable(std::string_view key, const std::function<void(TableReader&)>& each) {
    ForEach(key, [&](const toml::node& node) {
      if (!node.is_table()) Fail(node, fmt::format("{} must be [[tables]]", key));
      TableReader reader(*node.as_table(), file_name_, fmt::format("{}[[{}]]", prefix(), key));
      each(reader);
      reader.Finish();
    });
  }

  // A key that gitleaks knows and that means nothing here.
  void Ignore(std::string_view key) { Take(key); }
  const toml::node* Take(std::string_view key) {
    taken_.push_back(key);
    return table_.get(key);
  }

  void set_where(std::string where) { where_ = std::move(where); }

  // Error for a key that nobody asked for: a typing mistake must not switch a rule off.
  void Finish() const {
    for (const auto& [key, node] : table_) {
      if (std::find(taken_.begin(), taken_.end(), key.str()) != taken_.end()) continue;
      Fail(node, fmt::format("unknown key '{}'", key.str()));
    }
  }

 private:
  std::string prefix() const { return where_.empty() ? "" : where_ + " "; }

  const toml::table& table_;
  const std::string& file_name_;
  std::string where_;
  std::vector<std::string_view> taken_;
};

template <typename T>
T Choice(TableReader& reader, std::string_view key, const std::map<std::string, T>& choices,
         T otherwise) {
  const toml::node* node = reader.Take(key);
  if (node == nullptr) return otherwise;
  const auto found = choices.find(node->value_or(std::string()));
  if (found != choices.end()) return found->second;
  std::string names;
  for (const auto& [name, value] : choices) names += (names.empty() ? "" : ", ") + name;
  reader.Fail(*node, fmt::format("{} must be one of: {}", key, names));
}

using Fragments = std::map<std::string, std::string>;

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

// How far a form looks around a hit. In bytes; the windows of a large file overlap by more.
std::uint32_t WindowBytes(TableReader& reader, std::string_view key, std::uint32_t otherwise) {
  constexpr std::int64_t kMaxWindowBytes = 16384;
  const std::optional<std::int64_t> value = reader.Value<std::int64_t>(key);
  if (value && (*value < 0 || *value > kMaxWindowBytes)) {
    reader.Fail(*reader.Take(key), fmt::format("{} must be 0 to {}", key, kMaxWindowBytes));
  }
  return value ? static_cast<std::uint32_t>(*value) : otherwise;
}

Allowlist ReadAllowlist(TableReader& reader) {
  Allowlist allowlist;
  allowlist.description = reader.Text("description");
  allowlist.all_must_match = Choice<bool>(
      reader, "condition", {{"AND", true}, {"OR", false}, {"and", true}, {"or", false}}, false);
  allowlist.target = Choice<AllowlistTarget>(reader, "regexTarget",
                                             {{"secret", AllowlistTarget::kSecret},
                                              {"match", AllowlistTarget::kMatch},
                                              {"line", AllowlistTarget::kLine}},
                                             AllowlistTarget::kSecret);
  allowlist.paths = reader.TextList("paths");
  allowlist.regexes = reader.TextList("regexes");
  allowlist.stopwords = reader.TextList("stopwords");
  reader.Ignore("commits");  // commits are not scanned yet, so that none can be allowed
  return allowlist;
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
  form.secret_group = static_cast<int>(reader.Value<std::int64_t>("secretGroup").value_or(0));
  form.before_bytes = WindowBytes(reader, "before_bytes", form.before_bytes);
  form.after_bytes = WindowBytes(reader, "after_bytes", form.after_bytes);
  return form;
}

// gitleaks' regex on the rule itself is a form whose anchor is the regex.
void ReadPlainRegex(TableReader& reader, const Fragments& fragments, Rule* rule) {
  RuleForm form;
  form.id = "regex";
  form.regex = Pattern(reader, "regex", fragments);
  form.secret_group = static_cast<int>(reader.Value<std::int64_t>("secretGroup").value_or(0));
  form.anchor = form.regex;
  form.before_bytes = 1024;
  if (!form.regex.empty()) rule->forms.push_back(std::move(form));
}

Rule ReadRule(TableReader& reader, const Fragments& fragments) {
  Rule rule;
  rule.source_line = reader.line();
  rule.id = reader.Text("id");
  reader.set_where("rule " + rule.id);
  rule.name = reader.Text("name");
  rule.description = reader.Text("description");
  rule.message = reader.Text("message");
  rule.help = reader.Text("help");
  rule.help_markdown = reader.Text("help_markdown");
  rule.help_uri = reader.Text("help_uri");
  rule.level = Choice<Level>(
      reader, "level",
      {{"error", Level::kError}, {"warning", Level::kWarning}, {"note", Level::kNote}},
      Level::kError);
  rule.precision = Choice<Confidence>(
      reader, "precision",
      {{"high", Confidence::kHigh}, {"medium", Confidence::kMedium}, {"low", Confidence::kLow}},
      Confidence::kHigh);
  rule.security_severity = reader.Text("security_severity");
  rule.judge = Choice<Judge>(reader, "judge",
                             {{"generic", Judge::kGeneric},
                              {"writer-key", Judge::kWriterKey},
                              {"bearer", Judge::kBearer},
                              {"writer-bearer", Judge::kWriterBearer},
                              {"env-file", Judge::kEnvFile}},
                             Judge::kGeneric);
  rule.entropy = reader.Number("entropy");
  rule.path = reader.Text("path");
  rule.keywords = reader.TextList("keywords");
  rule.tags = reader.TextList("tags");
  ReadPlainRegex(reader, fragments, &rule);
  reader.ForEachTable("forms",
                      [&](TableReader& form) { rule.forms.push_back(ReadForm(form, fragments)); });
  reader.ForEachTable("allowlists", [&](TableReader& allowlist) {
    rule.allowlists.push_back(ReadAllowlist(allowlist));
  });
  if (const toml::node* required = reader.Take("required"); required != nullptr) {
    reader.Fail(*required, "[[rules.required]] is not supported yet; take the rule out");
  }
  ReadExamples(reader, "match", true, &rule);
  ReadExamples(reader, "miss", false, &rule);
  return rule;
}

EvidencePattern ReadEvidence(TableReader& reader, const Fragments& fragments) {
  EvidencePattern pattern;
  pattern.id = reader.Text("id");
  pattern.kind = Choice<EvidenceKind>(reader, "kind",
                                      {{"host", EvidenceKind::kHost},
                                       {"import", EvidenceKind::kImport},
                                       {"call", EvidenceKind::kCall},
                                       {"section", EvidenceKind::kSection}},
                                      EvidenceKind::kHost);
  pattern.anchor = Pattern(reader, "anchor", fragments);
  pattern.regex = Pattern(reader, "regex", fragments);
  pattern.before_bytes = WindowBytes(reader, "before_bytes", pattern.before_bytes);
  pattern.after_bytes = WindowBytes(reader, "after_bytes", pattern.after_bytes);
  return pattern;
}

RuleSet ReadRuleSet(const toml::table& table, const std::string& file_name) {
  TableReader reader(table, file_name, "");
  RuleSet set;
  Fragments fragments;
  if (const toml::node* node = reader.Take("fragments"); node != nullptr) {
    if (!node->is_table()) reader.Fail(*node, "fragments must be a table of strings");
    for (const auto& [key, value] : *node->as_table()) {
      if (!value.is_string()) reader.Fail(value, "fragments must be a table of strings");
      fragments[std::string(key.str())] = value.value_or(std::string());
    }
  }
  reader.Ignore("title");
  reader.Ignore("minVersion");
  if (const toml::node* extend = reader.Take("extend"); extend != nullptr) {
    reader.Fail(*extend, "[extend] is not supported yet; copy the rules that you want");
  }
  reader.ForEachTable("rules",
                      [&](TableReader& rule) { set.rules.push_back(ReadRule(rule, fragments)); });
  reader.ForEachTable("evidence", [&](TableReader& evidence) {
    set.evidence.push_back(ReadEvidence(evidence, fragments));
  });
  reader.ForEachTable("allowlists", [&](TableReader& allowlist) {
    set.allowlists.push_back(ReadAllowlist(allowlist));
  });
  if (const toml::node* single = reader.Take("allowlist"); single != nullptr) {
    if (!single->is_table()) reader.Fail(*single, "allowlist must be a table");
    TableReader allowlist(*single->as_table(), file_name, "[allowlist]");
    set.allowlists.push_back(ReadAllowlist(allowlist));
    allowlist.Finish();
  }
  reader.Finish();
  return set;
}

Result<RuleSet> ParseOnly(std::string_view content, const std::string& file_name) {
  try {
    const toml::table table = toml::parse(content, file_name);
    return ReadRuleSet(table, file_name);
  } catch (const toml::parse_error& error) {
    return Error{fmt::format("{}:{}: not valid TOML: {}", file_name, error.source().begin.line,
                             error.description())};
  } catch (const LoadError& error) {
    return error.error;
  }
}

}  // namespace

Result<RuleSet> ParseRules(std::string_view content, const std::string& file_name) {
  Result<RuleSet> set = ParseOnly(content, file_name);
  if (!set.ok()) return set;
  if (Status status = ValidateRules(*set, file_name); !status.ok()) return status.error();
  return set;
}

Result<RuleSet> LoadRuleFile(const std::string& path) {
  Result<std::string> content = ReadFile(path, std::size_t{64} << 20);
  if (!content.ok()) return content.error();
  return ParseRules(*content, path);
}

Result<RuleSet> LoadRuleFiles(const std::vector<std::string>& paths) {
  RuleSet all;
  for (const std::string& path : paths) {
    Result<RuleSet> set = LoadRuleFile(path);
    if (!set.ok()) return set;
    for (Rule& rule : set->rules) {
      if (all.Find(rule.id) != nullptr) {
        return Error{fmt::format("{}:{}: rule {} stands in another rule file, too; rename one",
                                 path, rule.source_line, rule.id)};
      }
      all.rules.push_back(std::move(rule));
    }
    std::move(set->evidence.begin(), set->evidence.end(), std::back_inserter(all.evidence));
    std::move(set->allowlists.begin(), set->allowlists.end(), std::back_inserter(all.allowlists));
  }
  return all;
}

}  // namespace blotter
