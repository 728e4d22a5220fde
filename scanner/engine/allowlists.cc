#include "scanner/engine/allowlists.h"

#include <algorithm>
#include <string>
#include <vector>

#include "scanner/engine/text_scan.h"
#include "scanner/engine/words.h"

namespace blotter {

namespace {

// What is held against an allowlist. Of a whole file the path alone.
struct Subject {
  std::string_view path;
  std::string_view text;
  const Candidate* candidate = nullptr;
};

bool AnyMatches(const std::vector<std::unique_ptr<LazyRegex>>& regexes, std::string_view text) {
  return std::any_of(regexes.begin(), regexes.end(),
                     [&](const auto& regex) { return regex->get().Contains(text); });
}

// What an allowlist's regexes are held against.
std::string_view TargetOf(const Subject& subject, AllowlistTarget target) {
  const std::string_view text = subject.text;
  const Candidate& candidate = *subject.candidate;
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

bool HoldsStopword(std::string_view secret, const std::vector<std::string>& stopwords) {
  const std::string lower = LowerAscii(secret);
  return std::any_of(stopwords.begin(), stopwords.end(), [&](const std::string& word) {
    return lower.find(LowerAscii(word)) != std::string::npos;
  });
}

// One allowlist: its conditions that are given hold, all of them or any of them. Those about
// commits are AllowByCommit's.
bool Matches(const CompiledAllowlist& compiled, const Subject& subject) {
  const Allowlist& allowlist = *compiled.allowlist;
  if (allowlist.CombinesCommits()) return false;
  std::vector<bool> conditions;
  if (!compiled.paths.empty()) conditions.push_back(AnyMatches(compiled.paths, subject.path));
  if (!compiled.regexes.empty()) {
    conditions.push_back(subject.candidate != nullptr &&
                         AnyMatches(compiled.regexes, TargetOf(subject, allowlist.target)));
  }
  if (!allowlist.stopwords.empty()) {
    conditions.push_back(
        subject.candidate != nullptr &&
        HoldsStopword(TargetOf(subject, AllowlistTarget::kSecret), allowlist.stopwords));
  }
  if (conditions.empty()) return false;
  const auto is_true = [](bool condition) { return condition; };
  return allowlist.all_must_match ? std::all_of(conditions.begin(), conditions.end(), is_true)
                                  : std::any_of(conditions.begin(), conditions.end(), is_true);
}

// Of those that are exceptions, or of the others, the first that matches; the rule's own come
// first.
const Allowlist* FirstMatch(const Subject& subject, std::size_t rule, const CompiledRules& rules,
                            bool is_exception) {
  for (const auto* list : {&rules.allowlists(rule), &rules.global_allowlists()}) {
    for (const CompiledAllowlist& compiled : *list) {
      if (compiled.allowlist->is_exception != is_exception) continue;
      if (Matches(compiled, subject)) return compiled.allowlist;
    }
  }
  return nullptr;
}

}  // namespace

bool IsNoFinding(std::string_view text, std::string_view path, const Candidate& candidate,
                 const CompiledRules& rules) {
  return FirstMatch({path, text, &candidate}, candidate.rule, rules, false) != nullptr;
}

const Allowlist* ExceptionFor(std::string_view text, std::string_view path,
                              const Candidate& candidate, const CompiledRules& rules) {
  return FirstMatch({path, text, &candidate}, candidate.rule, rules, true);
}

const Allowlist* ExceptionFor(std::string_view path, std::size_t rule, const CompiledRules& rules) {
  return FirstMatch({path, "", nullptr}, rule, rules, true);
}

void AllowBy(const Allowlist* exception, Finding* finding) {
  if (exception == nullptr) return;
  finding->allowance = Allowance{AllowedBy::kAllowlist, exception->description};
}

void AllowByCommit(const RuleSet& rules, Finding* finding) {
  if (finding->commit.empty() || finding->allowance) return;
  const auto names_it = [&](const Allowlist& allowlist) {
    return !allowlist.CombinesCommits() &&
           std::any_of(allowlist.commits.begin(), allowlist.commits.end(),
                       [&](const std::string& id) { return LowerAscii(id) == finding->commit; });
  };
  const Rule* const rule = rules.Find(finding->rule_id);
  for (const auto* list : {rule != nullptr ? &rule->allowlists : nullptr, &rules.allowlists}) {
    if (list == nullptr) continue;
    const auto found = std::find_if(list->begin(), list->end(), names_it);
    if (found != list->end()) return AllowBy(&*found, finding);
  }
}

}  // namespace blotter
