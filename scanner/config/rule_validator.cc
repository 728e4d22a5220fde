#include "scanner/config/rule_validator.h"

#include <set>
#include <string_view>

#include <fmt/format.h>

#include "scanner/base/regex.h"

namespace blotter {

namespace {

class Validator {
 public:
  explicit Validator(const std::string& file_name) : file_name_(file_name) {}

  Status Check(const RuleSet& set) {
    std::set<std::string_view> ids;
    for (const Rule& rule : set.rules) {
      if (rule.id.empty()) return Wrong(rule, "has no id; add id = \"...\"");
      if (!ids.insert(rule.id).second) return Wrong(rule, "stands here twice; rename one");
      if (Status status = CheckRule(rule); !status.ok()) return status;
    }
    for (const EvidencePattern& pattern : set.evidence) {
      if (Result<Regex> regex = Regex::Compile(pattern.regex); !regex.ok()) {
        return Error{fmt::format("{}: evidence {}: regex does not compile: {}", file_name_,
                                 pattern.id, regex.error().message)};
      }
    }
    return CheckAllowlists(set.allowlists, nullptr);
  }

 private:
  Error Wrong(const Rule& rule, const std::string& what) const {
    return Error{fmt::format("{}:{}: rule {}: {}", file_name_, rule.source_line,
                             rule.id.empty() ? "(no id)" : rule.id, what)};
  }

  Status CheckRule(const Rule& rule) const {
    const bool needs_forms = rule.judge != Judge::kEnvFile && rule.judge != Judge::kWriterBearer;
    if (needs_forms && rule.forms.empty()) {
      if (rule.path.empty()) return Wrong(rule, "has neither a regex nor a path to look for");
      return Wrong(rule, "looks at paths only, which is not supported; give it a regex");
    }
    for (const RuleForm& form : rule.forms) {
      Result<Regex> regex = Regex::Compile(form.regex);
      if (!regex.ok()) {
        return Wrong(rule, fmt::format("regex does not compile: {}", regex.error().message));
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
      for (const auto* list : {&allowlist.paths, &allowlist.regexes}) {
        for (const std::string& pattern : *list) {
          Result<Regex> regex = Regex::Compile(pattern);
          if (regex.ok()) continue;
          const std::string what =
              fmt::format("allowlist '{}': '{}' does not compile: {}", allowlist.description,
                          pattern, regex.error().message);
          if (rule != nullptr) return Wrong(*rule, what);
          return Error{fmt::format("{}: {}", file_name_, what)};
        }
      }
    }
    return Status::Ok();
  }

  const std::string& file_name_;
};

}  // namespace

Status ValidateRules(const RuleSet& rules, const std::string& file_name) {
  return Validator(file_name).Check(rules);
}

}  // namespace blotter
