#include "scanner/engine/generic_rule.h"

#include <algorithm>
#include <string>
#include <utility>

#include "scanner/engine/form_search.h"
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
    candidate.by_regex_alone = true;
    candidate.begin = static_cast<std::size_t>(match.secret.data() - input.text.data());
    candidate.end = candidate.begin + match.secret.size();
    candidate.match_begin = static_cast<std::size_t>(match.whole.data() - input.text.data());
    candidate.match_end = candidate.match_begin + match.whole.size();
    candidate.confidence = definition.precision;
    candidate.evidence.push_back({"regex of " + definition.id, Evidence::kNowhere});
    out->push_back(std::move(candidate));
  });
}

}  // namespace blotter
