#include "scanner/engine/candidate.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

namespace blotter {

void KeepMostSpecific(std::vector<Candidate>* candidates) {
  std::sort(candidates->begin(), candidates->end(), [](const Candidate& a, const Candidate& b) {
    if (a.by_regex_alone != b.by_regex_alone) return b.by_regex_alone;
    if (a.by_surroundings != b.by_surroundings) return b.by_surroundings;
    if (a.rule != b.rule) return a.rule < b.rule;
    if (a.confidence != b.confidence) return a.confidence > b.confidence;
    if (a.begin != b.begin) return a.begin < b.begin;
    return a.end > b.end;
  });
  std::vector<Candidate> kept;
  std::map<std::size_t, std::size_t> taken;  // disjoint spans: begin -> end
  for (Candidate& candidate : *candidates) {
    const auto next = taken.lower_bound(candidate.end);
    if (next != taken.begin() && std::prev(next)->second > candidate.begin) continue;
    taken.emplace(candidate.begin, candidate.end);
    kept.push_back(std::move(candidate));
  }
  std::sort(kept.begin(), kept.end(),
            [](const Candidate& a, const Candidate& b) { return a.begin < b.begin; });
  *candidates = std::move(kept);
}

}  // namespace blotter
