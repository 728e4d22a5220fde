#include "scanner/engine/compiled_rules.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <utility>

#include <fmt/format.h>

#include "scanner/engine/keyword_anchors.h"
#include "scanner/engine/words.h"

namespace blotter {

namespace {

constexpr std::size_t kSizeDigits = 16;

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

std::string KeywordLiteral(std::string_view keyword) {
  std::string pattern = "(?i)";
  for (const char c : keyword) {
    if (std::string_view("\\^$.|?*+()[]{}").find(c) != std::string_view::npos) pattern += '\\';
    pattern += c;
  }
  return pattern;
}

// Keywords as one Hyperscan pattern: the anchor of a rule whose regex Hyperscan cannot take.
std::string KeywordPattern(const Rule& rule) {
  std::string pattern;
  for (const std::string& keyword : rule.keywords) {
    pattern += (pattern.empty() ? "" : "|") + KeywordLiteral(keyword);
  }
  return pattern;
}

// Each keyword of any rule, once; none where some rule can match without one.
std::vector<std::string> AllKeywords(const RuleSet& rules) {
  std::vector<std::string> keywords;
  for (const Rule& rule : rules.rules) {
    if (rule.forms.empty()) continue;
    if (rule.keywords.empty()) return {};
    for (const std::string& keyword : rule.keywords) {
      if (std::find(keywords.begin(), keywords.end(), keyword) == keywords.end()) {
        keywords.push_back(keyword);
      }
    }
  }
  return keywords;
}

std::vector<std::string> KeywordPatterns(const RuleSet& rules) {
  std::vector<std::string> patterns;
  for (const std::string& keyword : AllKeywords(rules)) patterns.push_back(KeywordLiteral(keyword));
  return patterns;
}

// The anchors of all forms.
std::vector<std::string> FormPatterns(const RuleSet& rules) {
  std::vector<std::string> patterns;
  for (const Rule& rule : rules.rules) {
    for (const RuleForm& form : rule.forms) patterns.push_back(form.anchor);
  }
  return patterns;
}

// Keywords for each plain regex that Hyperscan cannot take. Error: a pattern that it cannot take,
// and nothing can stand for it.
Status ReplaceUnfit(const RuleSet& rules, std::vector<std::string>* patterns) {
  std::size_t next = 0;
  for (const Rule& rule : rules.rules) {
    for (const RuleForm& form : rule.forms) {
      std::string& pattern = (*patterns)[next++];
      const Result<HsDatabase> alone = HsDatabase::Compile({pattern});
      if (alone.ok()) continue;
      const bool is_plain = form.anchor == form.regex;
      if (!is_plain || rule.keywords.empty()) {
        return Error{fmt::format("rule {}: Hyperscan cannot take its {}: {} {}", rule.id,
                                 is_plain ? "regex" : "anchor", alone.error().message,
                                 is_plain ? "Give the rule keywords, or simplify it" : "")};
      }
      pattern = KeywordPattern(rule);
    }
  }
  return Status::Ok();
}

// Which evidence is at fault that all of it together does not compile.
Error WhichEvidence(const RuleSet& rules, const Error& error) {
  for (const EvidencePattern& pattern : rules.evidence) {
    if (HsDatabase::Compile({pattern.anchor}).ok()) continue;
    return Error{fmt::format("evidence {}: Hyperscan cannot take its anchor: {}", pattern.id,
                             error.message)};
  }
  return error;
}

// Whether what plain regexes match lies close to any keyword in it. (Forms of rules with a judge
// are written so.)
bool PlainMatchesStayClose(const RuleSet& rules) {
  return std::all_of(rules.rules.begin(), rules.rules.end(), [](const Rule& rule) {
    return rule.judge != Judge::kGeneric ||
           std::all_of(rule.forms.begin(), rule.forms.end(), [](const RuleForm& form) {
             const Result<std::size_t> longest = LongestMatch(form.anchor);
             return longest.ok() && *longest <= CompiledRules::kAnchorReach;
           });
  });
}

std::vector<std::string> EvidencePatterns(const RuleSet& rules) {
  std::vector<std::string> patterns;
  for (const EvidencePattern& pattern : rules.evidence) patterns.push_back(pattern.anchor);
  return patterns;
}

// As few of `keywords` as suffice for every match of `patterns` to hold one of them.
std::vector<std::string> NeededKeywords(const std::vector<std::string>& patterns,
                                        const std::vector<std::string>& keywords) {
  std::vector<std::string> needed;
  for (const std::string& keyword : keywords) needed.push_back(LowerAscii(keyword));
  for (std::size_t i = needed.size(); i-- > 0;) {
    std::vector<std::string> fewer = needed;
    fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
    if (EveryMatchHoldsKeyword(patterns, fewer)) needed = std::move(fewer);
  }
  return needed;
}

// None for no patterns.
Result<std::optional<HsDatabase>> CompileAny(const std::vector<std::string>& patterns) {
  if (patterns.empty()) return std::optional<HsDatabase>();
  Result<HsDatabase> database = HsDatabase::Compile(patterns);
  if (!database.ok()) return database.error();
  return std::optional<HsDatabase>(std::move(database).value());
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

CompiledRules::CompiledRules(RuleSet rules, Databases databases)
    : rules_(std::move(rules)), databases_(std::move(databases)) {
  for (std::uint32_t r = 0; r < rules_.rules.size(); ++r) {
    const Rule& rule = rules_.rules[r];
    judges_every_token_ = judges_every_token_ && rule.judge != Judge::kGeneric;
    LazyRegexes regexes;
    for (std::uint32_t f = 0; f < rule.forms.size(); ++f) {
      anchors_.push_back({r, f});
      regexes.push_back(std::make_unique<LazyRegex>(rule.forms[f].regex));
    }
    form_regexes_.push_back(std::move(regexes));
    path_regexes_.push_back(rule.path.empty() ? nullptr : std::make_unique<LazyRegex>(rule.path));
    allowlists_.push_back(MakeAllowlists(rule.allowlists));
  }
  for (const EvidencePattern& pattern : rules_.evidence) {
    evidence_regexes_.push_back(std::make_unique<LazyRegex>(pattern.regex));
  }
  global_allowlists_ = MakeAllowlists(rules_.allowlists);
  const std::vector<KeywordSearch::Instructions> instructions = KeywordSearch::Supported();
  if (!instructions.empty()) {
    keyword_search_ = KeywordSearch::Make(AllKeywords(rules_), instructions.back());
  }
}

Result<std::unique_ptr<CompiledRules>> CompiledRules::Compile(RuleSet rules) {
  std::vector<std::string> patterns = FormPatterns(rules);
  if (patterns.empty()) return Error{"these rule files hold no pattern to look for"};
  Result<HsDatabase> forms = HsDatabase::Compile(patterns);
  if (!forms.ok()) {
    if (Status status = ReplaceUnfit(rules, &patterns); !status.ok()) return status.error();
    forms = HsDatabase::Compile(patterns);
  }
  if (!forms.ok()) {
    return Error{"Hyperscan cannot take these rules together: " + forms.error().message};
  }
  Result<HsDatabase> key_words =
      HsDatabase::Compile({"(?i)key", "(?i)token", "(?i)secret", "(?i)credential"});
  if (!key_words.ok()) return key_words.error();
  Result<std::optional<HsDatabase>> evidence = CompileAny(EvidencePatterns(rules));
  if (!evidence.ok()) return WhichEvidence(rules, evidence.error());
  Result<std::optional<HsDatabase>> keywords = CompileAny(KeywordPatterns(rules));
  if (!keywords.ok()) return keywords.error();
  const std::vector<std::string> words = AllKeywords(rules);
  const std::vector<std::string> evidence_anchors = EvidencePatterns(rules);
  const bool hold_keywords = PlainMatchesStayClose(rules) &&
                             EveryMatchHoldsKeyword(patterns, words) &&
                             EveryMatchHoldsKeyword(evidence_anchors, words);
  return std::unique_ptr<CompiledRules>(new CompiledRules(
      std::move(rules),
      {std::move(forms).value(), std::move(key_words).value(), std::move(evidence).value(),
       std::move(keywords).value(), hold_keywords, NeededKeywords(evidence_anchors, words)}));
}

// Serialised: whether anchors hold keywords (0 or 1), the evidence's keywords, each with a line
// break behind it, an empty line, and then each database behind its size in 16 hexadecimal digits
// (0: there is none).
Result<std::string> CompiledRules::Serialize() const {
  std::string bytes = anchors_hold_keywords() ? "1" : "0";
  for (const std::string& keyword : databases_.evidence_keywords) bytes += keyword + "\n";
  bytes += '\n';
  for (const HsDatabase* database : {&forms(), &key_words(), evidence(), keywords()}) {
    Result<std::string> part = database != nullptr ? database->Serialize() : std::string();
    if (!part.ok()) return part;
    bytes += fmt::format("{:016x}", part->size()) + *part;
  }
  return bytes;
}

Result<std::string> CompiledRules::Serialize(const RuleSet& rules) {
  Result<std::unique_ptr<CompiledRules>> compiled = Compile(rules);
  return compiled.ok() ? (*compiled)->Serialize() : compiled.error();
}

Result<std::unique_ptr<CompiledRules>> CompiledRules::Load(RuleSet rules, std::string_view bytes) {
  const bool anchors_hold_keywords = bytes.starts_with('1');
  bytes.remove_prefix(std::min<std::size_t>(bytes.size(), 1));
  std::vector<std::string> evidence_keywords;
  for (;;) {
    const std::string_view line = bytes.substr(0, bytes.find('\n'));
    bytes.remove_prefix(std::min(bytes.size(), line.size() + 1));
    if (line.empty() || bytes.empty()) break;
    evidence_keywords.emplace_back(line);
  }
  std::vector<std::optional<HsDatabase>> parts;
  for (int part = 0; part < 4; ++part) {
    std::size_t size = 0;
    const std::string_view header = bytes.substr(0, kSizeDigits);
    const auto parsed = std::from_chars(header.data(), header.data() + header.size(), size, 16);
    if (header.size() < kSizeDigits || parsed.ptr != header.data() + header.size() ||
        size > bytes.size() - kSizeDigits) {
      return Error{"the compiled rules do not load: damaged"};
    }
    parts.emplace_back();
    if (size > 0) {
      Result<HsDatabase> loaded = HsDatabase::Deserialize(bytes.substr(kSizeDigits, size));
      if (!loaded.ok()) return loaded.error();
      parts.back() = std::move(loaded).value();
    }
    bytes.remove_prefix(kSizeDigits + size);
  }
  if (!parts[0] || !parts[1]) return Error{"the compiled rules do not load: incomplete"};
  return std::unique_ptr<CompiledRules>(new CompiledRules(
      std::move(rules),
      {*std::move(parts[0]), *std::move(parts[1]), std::move(parts[2]), std::move(parts[3]),
       anchors_hold_keywords, std::move(evidence_keywords)}));
}

bool CompiledRules::IsEvidenceKeyword(std::string_view text) const {
  const std::vector<std::string>& keywords = databases_.evidence_keywords;
  return std::any_of(keywords.begin(), keywords.end(), [&](const std::string& keyword) {
    return text.size() >= keyword.size() && LowerAscii(text.substr(0, keyword.size())) == keyword;
  });
}

std::optional<std::size_t> CompiledRules::RuleFor(Judge judge, std::size_t nth) const {
  for (std::size_t i = 0; i < rules_.rules.size(); ++i) {
    if (rules_.rules[i].judge == judge && nth-- == 0) return i;
  }
  return std::nullopt;
}

}  // namespace blotter
