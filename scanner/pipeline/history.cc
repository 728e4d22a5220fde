#include "scanner/pipeline/history.h"

#include <algorithm>
#include <deque>
#include <iterator>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "scanner/base/sha256.h"
#include "scanner/base/version.h"
#include "scanner/pipeline/repository_audit.h"
#include "scanner/pipeline/scan_state.h"

namespace blotter {

namespace {

// What decides whether an object that was read need not be read again.
std::string Conditions(const HistoryOptions& options, const CompiledRules& rules) {
  std::string text = fmt::format("{}\n{}\n", Version(), options.max_file_size_bytes.value_or(0));
  const auto add_allowlists = [&](const std::vector<Allowlist>& allowlists) {
    for (const Allowlist& list : allowlists) {
      text += fmt::format("{} {}\n", list.all_must_match, static_cast<int>(list.target));
      for (const auto* words : {&list.paths, &list.regexes, &list.stopwords, &list.commits}) {
        text += fmt::format("{}\n{}\n", words->size(), fmt::join(*words, "\n"));
      }
    }
  };
  for (const Rule& rule : rules.rules().rules) {
    text += fmt::format("{}\n{}\n{} {}\n", rule.id, rule.path, rule.enabled, rule.entropy);
    text += fmt::format("{}\n", fmt::join(rule.keywords, "\n"));
    for (const RuleForm& form : rule.forms) text += form.regex + '\n';
    add_allowlists(rule.allowlists);
  }
  for (const EvidencePattern& pattern : rules.rules().evidence) text += pattern.regex + '\n';
  add_allowlists(rules.rules().allowlists);
  return Sha256Hex(text);
}

}  // namespace

HistoryResult RunHistory(const HistoryOptions& options, const CompiledRules& rules,
                         bool want_line_hashes, HistoryProgress* progress) {
  std::vector<std::string> repositories = options.repositories;
  if (repositories.empty()) repositories = {"."};
  HistoryResult result;
  std::optional<ScanState> state;
  if (!options.since_scan.empty()) {
    Result<ScanState> loaded = ScanState::Load(options.since_scan, Conditions(options, rules));
    if (!loaded.ok()) {
      result.ledger.failures.push_back({options.since_scan, loaded.error().message});
      return result;
    }
    state = std::move(loaded).value();
    if (state->is_outdated()) {
      result.ledger.remarks.push_back(
          fmt::format("{} is of other rules or limits: everything is read", options.since_scan));
    }
  }
  for (const Rule& rule : rules.rules().rules) {
    if (!rule.enabled || !rule.LooksAtPathsOnly()) continue;
    result.ledger.remarks.push_back(
        fmt::format("rule {} looks at paths alone, which histories are not asked about", rule.id));
  }
  // Submodules' repositories join the list behind the one that holds them.
  std::deque<std::string> waiting(repositories.begin(), repositories.end());
  std::set<std::string> known(repositories.begin(), repositories.end());
  while (!waiting.empty()) {
    const std::string typed = std::move(waiting.front());
    waiting.pop_front();
    // Several have no other base in common.
    std::string prefix = typed == repositories.front() && repositories.size() == 1 ? "" : typed;
    if (!prefix.empty() && !prefix.ends_with('/')) prefix += '/';
    RepositoryFindings found =
        RepositoryAudit(typed, std::move(prefix), options, rules, want_line_hashes, progress,
                        state ? &*state : nullptr)
            .Run();
    std::move(found.findings.begin(), found.findings.end(), std::back_inserter(result.findings));
    result.ledger.Merge(found.ledger);
    result.repositories.push_back({typed, std::move(found.ledger)});
    for (auto submodule = found.submodules.rbegin(); submodule != found.submodules.rend();
         ++submodule) {
      if (known.insert(*submodule).second) waiting.push_front(*submodule);
    }
  }
  if (state) {
    const Status saved = state->Save(options.since_scan);
    if (!saved.ok()) {
      result.ledger.failures.push_back({options.since_scan, saved.error().message});
    }
  }
  result.ledger.Normalize();
  std::sort(result.findings.begin(), result.findings.end(), FindingLess);
  return result;
}

}  // namespace blotter
