#include "scanner/engine/generic_rule.h"

#include <algorithm>
#include <string>
#include <utility>

#include "scanner/engine/form_search.h"
#include "scanner/engine/text_scan.h"
#include "scanner/engine/value.h"
#include "scanner/engine/words.h"

namespace blotter {

namespace {

bool HasKeyword(std::string_view text, const Rule& rule) {
  if (rule.keywords.empty()) return true;
  const std::string lower = LowerAscii(text);
  return std::any_of(rule.keywords.begin(), rule.keywords.end(), [&](const std::string& keyword) {
    return lower.find(LowerAscii(keyword)) != std::string::npos;
  });
}

bool AnyMatches(const std::vector<std::unique_ptr<LazyRegex>>& regexes, std::string_view text) {
  return std::any_of(regexes.begin(), regexes.end(),
                     [&](const auto& regex) { return regex->get().Contains(text); });
}

// What an allowlist's regexes are held against.
std::string_view TargetOf(std::string_view text, const Candidate& candidate,
                          AllowlistTarget target) {
  std::size_t begin = candidate.begin;
  std::size_t end = candidate.end;
  if (target == AllowlistTarget::kMatch && candidate.match_end > candidate.match_begin) {
    begin = candidate.match_begin;
    end = candidate.match_end;
  } else if (target == AllowlistTarget::kLine) {
    begin = LineBegin(text, begin);
    end = LineEnd(text, end);
  }
  return text.substr(begin, end - begin);
}

// One allowlist: its conditions that are given hold, all of them or any of them.
bool Allows(const CompiledAllowlist& compiled, std::string_view path, std::string_view secret,
            std::string_view target) {
  const Allowlist& allowlist = *compiled.allowlist;
  std::vector<bool> conditions;
  if (!compiled.paths.empty()) conditions.push_back(AnyMatches(compiled.paths, path));
  if (!compiled.regexes.empty()) conditions.push_back(AnyMatches(compiled.regexes, target));
  if (!allowlist.stopwords.empty()) {
    const std::string lower = LowerAscii(secret);
    conditions.push_back(std::any_of(allowlist.stopwords.begin(), allowlist.stopwords.end(),
                                     [&](const std::string& word) {
                                       return lower.find(LowerAscii(word)) != std::string::npos;
                                     }));
  }
  if (conditions.empty()) return false;
  const auto is_true = [](bool condition) { return condition; };
  return allowlist.all_must_match ? std::all_of(conditions.begin(), conditions.end(), is_true)
                                  : std::any_of(conditions.begin(), conditions.end(), is_true);
}

}  // namespace

void FindByRegex(const TextUnderTest& input, std::size_t rule, std::vector<Candidate>* out) {
  const Rule& definition = input.rules.rules().rules[rule];
  const bool hit = std::any_of(input.matches.begin(), input.matches.end(), [&](const RawMatch& m) {
    return input.rules.anchor(m.pattern).rule == rule;
  });
  if (!hit || !HasKeyword(input.text, definition)) return;
  ForEachFormMatch(input.text, input.rules, input.matches, rule, [&](const FormMatch& match) {
    if (definition.entropy > 0 && Entropy(match.secret) <= definition.entropy) return;
    Candidate candidate;
    candidate.rule = rule;
    candidate.begin = static_cast<std::size_t>(match.secret.data() - input.text.data());
    candidate.end = candidate.begin + match.secret.size();
    candidate.match_begin = static_cast<std::size_t>(match.whole.data() - input.text.data());
    candidate.match_end = candidate.match_begin + match.whole.size();
    candidate.confidence = definition.precision;
    candidate.evidence.push_back({"regex of " + definition.id, Evidence::kNowhere});
    out->push_back(std::move(candidate));
  });
}

bool IsAllowed(std::string_view text, std::string_view path, const Candidate& candidate,
               const CompiledRules& rules) {
  const std::string_view secret = text.substr(candidate.begin, candidate.end - candidate.begin);
  const auto allows = [&](const CompiledAllowlist& compiled) {
    return Allows(compiled, path, secret, TargetOf(text, candidate, compiled.allowlist->target));
  };
  const std::vector<CompiledAllowlist>& own = rules.allowlists(candidate.rule);
  const std::vector<CompiledAllowlist>& global = rules.global_allowlists();
  return std::any_of(own.begin(), own.end(), allows) ||
         std::any_of(global.begin(), global.end(), allows);
}

}  // namespace blotter
