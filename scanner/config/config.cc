#include "scanner/config/config.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "scanner/base/suggest.h"
#include "scanner/config/rule_reader.h"
#include "scanner/config/rule_validator.h"
#include "scanner/config/table_reader.h"

namespace blotter {

namespace {

// An exception for some rules only.
struct TargetedAllowlist {
  Allowlist allowlist;
  std::vector<std::string> rules;
  std::string where;  // "FILE:LINE", for remarks
};

std::string Counted(std::size_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

class Builder {
 public:
  Builder(const std::string& name, RuleSet shipped)
      : name_(name),
        reasons_required_(name == kConfigFileName ||
                          name.ends_with(std::string("/") + kConfigFileName)),
        shipped_(std::move(shipped)) {}

  Config Read(TableReader& reader) {
    for (const char* key : {"title", "description", "minVersion"}) reader.Ignore(key);
    const Fragments fragments = ReadFragments(reader);
    reader.WithTable("extend", [&](TableReader& extend) { ReadExtend(extend); });
    reader.ForEachTable("rules", [&](TableReader& rule) { ReadRuleOrChange(rule, fragments); });
    reader.ForEachTable("evidence", [&](TableReader& evidence) {
      own_.evidence.push_back(ReadEvidence(evidence, fragments));
    });
    ForEachAllowlist(reader, [&](TableReader& allowlist) { ReadGlobalAllowlist(allowlist); });
    return Build(reader);
  }

 private:
  void ReadExtend(TableReader& extend) {
    use_shipped_ = extend.Value<bool>("useDefault").value_or(true);
    disabled_ = extend.TextList("disabledRules");
    for (const char* key : {"path", "url"}) {
      if (const toml::node* other = extend.Take(key); other != nullptr) {
        extend.Fail(*other, fmt::format("{} is not supported; a configuration is one file: copy "
                                        "what you want of the other",
                                        key));
      }
    }
  }

  // A rule whose id is a shipped one's changes that one.
  void ReadRuleOrChange(TableReader& reader, const Fragments& fragments) {
    const std::string id = reader.Text("id");
    const auto shipped = std::find_if(shipped_.rules.begin(), shipped_.rules.end(),
                                      [&](const Rule& rule) { return rule.id == id; });
    if (shipped == shipped_.rules.end()) {
      own_.rules.push_back(ReadRule(reader, fragments));
      const Judge judge = own_.rules.back().judge;
      if (judge == Judge::kWriterBearer || judge == Judge::kEnvFile) {
        reader.Fail(*reader.Take("judge"), "this judge is for the rules that blotter ships");
      }
      return;
    }
    reader.set_where("rule " + id);
    if (!changed_.insert(id).second) reader.Fail("stands here twice");
    for (const char* key : {"regex", "secretGroup", "entropy", "keywords", "path", "judge", "forms",
                            "precision", "match", "miss", "required", "skipReport"}) {
      if (const toml::node* node = reader.Take(key); node != nullptr) {
        reader.Fail(*node, fmt::format("{} cannot be changed of a rule that blotter ships; its "
                                       "level, texts, tags and allowlists can. Write a rule with "
                                       "an id of its own beside it",
                                       key));
      }
    }
    const Level before = shipped->level;
    ReadRuleTexts(reader, &*shipped);
    if (shipped->level != before) {
      changes_.push_back(
          fmt::format("{} is {} (not {})", id, LevelName(shipped->level), LevelName(before)));
    }
    ForEachAllowlist(reader, [&](TableReader& allowlist) {
      shipped->allowlists.push_back(ReadException(allowlist));
    });
  }

  Allowlist ReadException(TableReader& reader) {
    Allowlist allowlist = ReadAllowlist(reader);
    allowlist.is_exception = true;
    ++exceptions_;
    if (allowlist.CombinesCommits()) {
      reader.Fail("commits cannot be combined with other conditions under AND");
    }
    if (!allowlist.description.empty()) return allowlist;
    if (reasons_required_) reader.Fail("says no reason; add description = \"why\"");
    allowlist.description = fmt::format("{}:{}", name_, reader.line());
    remarks_.push_back(allowlist.description +
                       ": this allowlist says no reason; add description = \"why\"");
    return allowlist;
  }

  void ReadGlobalAllowlist(TableReader& reader) {
    Allowlist allowlist = ReadException(reader);
    std::vector<std::string> targets = reader.TextList("targetRules");
    if (targets.empty()) {
      own_.allowlists.push_back(std::move(allowlist));
    } else {
      targeted_.push_back(
          {std::move(allowlist), std::move(targets), fmt::format("{}:{}", name_, reader.line())});
    }
  }

  Config Build(const TableReader& reader) {
    Config config;
    if (use_shipped_) {
      config.rules = std::move(shipped_);
    } else {
      changes_.emplace_back("the rules that blotter ships are off (useDefault = false)");
    }
    config.shipped_rules = config.rules.rules.size();
    config.shipped_evidence = config.rules.evidence.size();
    config.has_own_patterns = !use_shipped_ || !own_.rules.empty() || !own_.evidence.empty();
    if (!own_.rules.empty()) {
      changes_.insert(changes_.begin(), Counted(own_.rules.size(), "rule") + " of its own");
    }
    const auto append = [](auto& from, auto* to) {
      std::move(from.begin(), from.end(), std::back_inserter(*to));
    };
    append(own_.rules, &config.rules.rules);
    append(own_.evidence, &config.rules.evidence);
    append(own_.allowlists, &config.rules.allowlists);
    SwitchOff(&config.rules);
    AddTargeted(&config.rules);
    if (std::none_of(config.rules.rules.begin(), config.rules.rules.end(),
                     [](const Rule& rule) { return rule.enabled; })) {
      reader.Fail("leaves no rule to look for; take out of [extend] what switches them off");
    }
    if (exceptions_ > 0) changes_.push_back(Counted(exceptions_, "allowlist"));
    config.summary =
        changes_.empty() ? "changes nothing" : fmt::format("{}", fmt::join(changes_, ", "));
    config.remarks = std::move(remarks_);
    return config;
  }

  // gitleaks' own rules may be named: they are not here, and that is only worth a remark.
  void NoSuchRule(const std::string& where, std::string_view key, const std::string& id,
                  const RuleSet& rules) {
    std::vector<std::string> ids;
    for (const Rule& rule : rules.rules) ids.push_back(rule.id);
    remarks_.push_back(fmt::format("{}: {} names {}, which is no rule here{}", where, key, id,
                                   DidYouMean(id, ids)));
  }

  static Rule* Find(const std::string& id, RuleSet* rules) {
    for (Rule& rule : rules->rules) {
      if (rule.id == id) return &rule;
    }
    return nullptr;
  }

  void SwitchOff(RuleSet* rules) {
    for (const std::string& id : disabled_) {
      Rule* const rule = Find(id, rules);
      if (rule == nullptr) {
        NoSuchRule(name_, "disabledRules", id, *rules);
      } else if (rule->enabled) {
        rule->enabled = false;
        changes_.push_back(id + " switched off");
      }
    }
  }

  void AddTargeted(RuleSet* rules) {
    for (const TargetedAllowlist& targeted : targeted_) {
      for (const std::string& id : targeted.rules) {
        Rule* const rule = Find(id, rules);
        if (rule == nullptr) {
          NoSuchRule(targeted.where, "targetRules", id, *rules);
        } else {
          rule->allowlists.push_back(targeted.allowlist);
        }
      }
    }
  }

  const std::string& name_;
  const bool reasons_required_;
  RuleSet shipped_;
  RuleSet own_;
  bool use_shipped_ = true;
  std::set<std::string> changed_;  // ids of shipped rules
  std::vector<std::string> disabled_;
  std::vector<TargetedAllowlist> targeted_;
  std::size_t exceptions_ = 0;
  std::vector<std::string> changes_;  // for the summary
  std::vector<std::string> remarks_;
};

}  // namespace

Result<Config> ParseConfig(std::string_view text, const std::string& name, RuleSet shipped) {
  if (text.size() > kMaxConfigBytes) {
    return Error{fmt::format("{}:1: is larger than {} bytes", name, kMaxConfigBytes)};
  }
  Builder builder(name, std::move(shipped));
  return ReadToml<Config>(text, name, [&](TableReader& reader) { return builder.Read(reader); });
}

Status ValidateConfig(const Config& config, const std::string& name) {
  RuleSet added;
  const RuleSet& all = config.rules;
  added.rules.assign(all.rules.begin() + static_cast<std::ptrdiff_t>(config.shipped_rules),
                     all.rules.end());
  added.evidence.assign(all.evidence.begin() + static_cast<std::ptrdiff_t>(config.shipped_evidence),
                        all.evidence.end());
  added.allowlists = all.allowlists;
  for (const Rule& rule : all.rules) {
    for (const Allowlist& allowlist : rule.allowlists) {
      if (allowlist.is_exception) added.allowlists.push_back(allowlist);
    }
  }
  const bool has_any = !added.rules.empty() || !added.evidence.empty() || !added.allowlists.empty();
  return has_any ? ValidateRules(added, name) : Status::Ok();
}

}  // namespace blotter
