#include "scanner/engine/compiled_rules.h"

#include <cstdlib>
#include <utility>

#include <fmt/format.h>

namespace blotter {

namespace {

using LazyRegexes = std::vector<std::unique_ptr<LazyRegex>>;

LazyRegexes MakeLazy(const std::vector<std::string>& patterns) {
  LazyRegexes regexes;
  for (const std::string& pattern : patterns) {
    regexes.push_back(std::make_unique<LazyRegex>(pattern));
  }
  return regexes;
}

std::vector<CompiledAllowlist> MakeAllowlists(const std::vector<Allowlist>& allowlists) {
  std::vector<CompiledAllowlist> compiled;
  for (const Allowlist& allowlist : allowlists) {
    CompiledAllowlist entry;
    entry.allowlist = &allowlist;
    entry.paths = MakeLazy(allowlist.paths);
    entry.regexes = MakeLazy(allowlist.regexes);
    compiled.push_back(std::move(entry));
  }
  return compiled;
}

// Keywords as one Hyperscan pattern: the anchor of a rule whose regex Hyperscan cannot take.
std::string KeywordPattern(const Rule& rule) {
  std::string pattern;
  for (const std::string& keyword : rule.keywords) {
    pattern += pattern.empty() ? "(?i)(?:" : "|";
    for (const char c : keyword) {
      if (std::string_view("\\^$.|?*+()[]{}").find(c) != std::string_view::npos) pattern += '\\';
      pattern += c;
    }
  }
  return pattern.empty() ? "" : pattern + ")";
}

// Every anchor in pattern order: the rules' forms, then the evidence.
std::vector<std::string> AnchorPatterns(const RuleSet& rules) {
  std::vector<std::string> patterns;
  for (const Rule& rule : rules.rules) {
    for (const RuleForm& form : rule.forms) {
      const std::string keywords = KeywordPattern(rule);
      const bool own =
          form.anchor != form.regex || keywords.empty() || HsDatabase::Compile({form.anchor}).ok();
      patterns.push_back(own ? form.anchor : keywords);
    }
  }
  for (const EvidencePattern& pattern : rules.evidence) patterns.push_back(pattern.anchor);
  return patterns;
}

}  // namespace

const Regex& LazyRegex::get() const {
  std::call_once(once_, [this] {
    Result<Regex> compiled = Regex::Compile(pattern_);
    if (!compiled.ok()) std::abort();  // the validator let it through: a bug of ours
    regex_.emplace(std::move(compiled).value());
  });
  return *regex_;
}

CompiledRules::CompiledRules(RuleSet rules, HsDatabase database)
    : rules_(std::move(rules)), database_(std::move(database)) {
  for (std::uint32_t r = 0; r < rules_.rules.size(); ++r) {
    const Rule& rule = rules_.rules[r];
    LazyRegexes regexes;
    for (std::uint32_t f = 0; f < rule.forms.size(); ++f) {
      anchors_.push_back({false, r, f});
      regexes.push_back(std::make_unique<LazyRegex>(rule.forms[f].regex));
    }
    form_regexes_.push_back(std::move(regexes));
    path_regexes_.push_back(rule.path.empty() ? nullptr : std::make_unique<LazyRegex>(rule.path));
    allowlists_.push_back(MakeAllowlists(rule.allowlists));
  }
  for (std::uint32_t e = 0; e < rules_.evidence.size(); ++e) {
    anchors_.push_back({true, e, 0});
    evidence_regexes_.push_back(std::make_unique<LazyRegex>(rules_.evidence[e].regex));
  }
  global_allowlists_ = MakeAllowlists(rules_.allowlists);
}

Result<std::unique_ptr<CompiledRules>> CompiledRules::Compile(RuleSet rules) {
  const std::vector<std::string> patterns = AnchorPatterns(rules);
  if (patterns.empty()) return Error{"these rule files hold no pattern to look for"};
  Result<HsDatabase> database = HsDatabase::Compile(patterns);
  if (!database.ok()) return database.error();
  return std::unique_ptr<CompiledRules>(
      new CompiledRules(std::move(rules), std::move(database).value()));
}

Result<std::unique_ptr<CompiledRules>> CompiledRules::Load(RuleSet rules,
                                                           std::string_view database) {
  Result<HsDatabase> loaded = HsDatabase::Deserialize(database);
  if (!loaded.ok()) return loaded.error();
  return std::unique_ptr<CompiledRules>(
      new CompiledRules(std::move(rules), std::move(loaded).value()));
}

Result<std::string> CompiledRules::Serialize(const RuleSet& rules) {
  Result<HsDatabase> database = HsDatabase::Compile(AnchorPatterns(rules));
  if (!database.ok()) return database.error();
  return database->Serialize();
}

std::optional<std::size_t> CompiledRules::RuleFor(Judge judge, std::size_t nth) const {
  for (std::size_t i = 0; i < rules_.rules.size(); ++i) {
    if (rules_.rules[i].judge == judge && nth-- == 0) return i;
  }
  return std::nullopt;
}

}  // namespace blotter
