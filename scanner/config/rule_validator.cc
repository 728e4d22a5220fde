#include "scanner/config/rule_validator.h"

#include <cstdint>
#include <set>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "scanner/base/regex.h"

namespace blotter {

namespace {

// The detector keeps this much of a file around what it judges.
constexpr std::uint32_t kMaxWindowBytes = 32768;

class Validator {
 public:
  explicit Validator(const std::string& file_name) : file_name_(file_name) {}

  Status Check(const RuleSet& set) {
    if (set.rules.empty() && set.evidence.empty() && set.allowlists.empty()) {
      return Error{fmt::format("{}:1: holds no rules; write [[rules]]", file_name_)};
    }
    std::set<std::string_view> ids;
    for (const Rule& rule : set.rules) {
      if (rule.id.empty()) return Wrong(rule, "has no id; add id = \"...\"");
      if (!ids.insert(rule.id).second) return Wrong(rule, "stands here twice; rename one");
      if (Status status = CheckRule(rule); !status.ok()) return status;
    }
    for (const EvidencePattern& pattern : set.evidence) {
      if (Status status = CheckEvidence(pattern); !status.ok()) return status;
    }
    return CheckAllowlists(set.allowlists, nullptr);
  }

 private:
  Error Wrong(const Rule& rule, const std::string& what) const {
    return Error{fmt::format("{}:{}: rule {}: {}", file_name_, rule.source_line,
                             rule.id.empty() ? "(no id)" : rule.id, what)};
  }

  Status CheckEvidence(const EvidencePattern& pattern) const {
    const auto wrong = [&](const std::string& what) {
      return Error{fmt::format("{}: evidence {}: {}", file_name_, pattern.id, what)};
    };
    if (pattern.anchor.empty()) return wrong("has no anchor");
    Result<Regex> regex = Regex::Compile(pattern.regex);
    if (!regex.ok()) return wrong("regex does not compile: " + regex.error().message);
    if (regex->group_count() == 0) {
      return wrong("regex has no group; the first one is the name of what it found");
    }
    return Status::Ok();
  }

  Status CheckRule(const Rule& rule) const {
    const bool needs_forms = rule.judge != Judge::kEnvFile && rule.judge != Judge::kWriterBearer;
    if (needs_forms && rule.forms.empty()) {
      const bool has_path = !rule.path.empty() && rule.LooksAtPathsOnly();
      if (!has_path) return Wrong(rule, "has neither a regex nor a path to look for");
    }
    for (const std::string& keyword : rule.keywords) {
      if (keyword.empty()) return Wrong(rule, "has an empty keyword; every file holds that");
    }
    for (const RuleForm& form : rule.forms) {
      if (form.anchor.empty()) return Wrong(rule, fmt::format("form {} has no anchor", form.id));
      for (const auto& [name, bytes] : {std::pair{"before_bytes", form.before_bytes},
                                        std::pair{"after_bytes", form.after_bytes}}) {
        if (bytes > kMaxWindowBytes) {
          return Wrong(rule, fmt::format("form {}: {} must be from 0 to {}", form.id, name,
                                         kMaxWindowBytes));
        }
      }
      Result<Regex> regex = Regex::Compile(form.regex);
      if (!regex.ok()) {
        return Wrong(rule, fmt::format("regex does not compile: {}", regex.error().message));
      }
      if (rule.judge == Judge::kGeneric && regex->Contains("")) {
        return Wrong(rule, "regex matches the empty text, which is everywhere");
      }
      if (form.secret_group < 0 ||
          static_cast<std::size_t>(form.secret_group) > regex->group_count()) {
        return Wrong(rule, fmt::format("secretGroup is {}, but the regex has {} groups",
                                       form.secret_group, regex->group_count()));
      }
    }
    if (!rule.path.empty()) {
      if (Result<Regex> regex = Regex::Compile(rule.path); !regex.ok()) {
        return Wrong(rule, fmt::format("path does not compile: {}", regex.error().message));
      }
    }
    return CheckAllowlists(rule.allowlists, &rule);
  }

  Status CheckAllowlists(const std::vector<Allowlist>& allowlists, const Rule* rule) const {
    for (const Allowlist& allowlist : allowlists) {
      const std::string wrong = WhatIsWrong(allowlist);
      if (wrong.empty()) continue;
      const std::string what = fmt::format("allowlist '{}': {}", allowlist.description, wrong);
      if (rule != nullptr) return Wrong(*rule, what);
      return Error{fmt::format("{}: {}", file_name_, what)};
    }
    return Status::Ok();
  }

  static std::string WhatIsWrong(const Allowlist& allowlist) {
    const bool has_values = !allowlist.regexes.empty() || !allowlist.stopwords.empty();
    if (!has_values && allowlist.paths.empty() && allowlist.commits.empty()) {
      return "matches nothing; give it paths, regexes, stopwords or commits";
    }
    for (const auto* list : {&allowlist.paths, &allowlist.regexes}) {
      for (const std::string& pattern : *list) {
        Result<Regex> regex = Regex::Compile(pattern);
        if (regex.ok()) continue;
        return fmt::format("'{}' does not compile: {}", pattern, regex.error().message);
      }
    }
    for (const std::string& word : allowlist.stopwords) {
      if (word.empty()) return "has an empty stopword; every secret holds that";
    }
    for (const std::string& commit : allowlist.commits) {
      const bool is_hex = commit.find_first_not_of("0123456789abcdefABCDEF") == std::string::npos;
      if (is_hex && (commit.size() == 40 || commit.size() == 64)) continue;
      return fmt::format("'{}' is not a commit's whole id (40 or 64 hexadecimal digits)", commit);
    }
    return "";
  }

  const std::string& file_name_;
};

}  // namespace

Status ValidateRules(const RuleSet& rules, const std::string& file_name) {
  return Validator(file_name).Check(rules);
}

}  // namespace blotter
