// A candidate: a span that RE2 (and the walk from a name) says may hold a secret, on its way to the
// judge's verdict. Offsets are in the text at hand, not yet in the file.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "scanner/model/finding.h"

namespace blotter {

// Why a candidate is what it is; `at` (where there is a place to name) becomes " on line N".
struct Evidence {
  static constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);
  std::string text;
  std::size_t at = kNowhere;
};

struct Candidate {
  std::size_t rule = 0;  // index in the rule set: the lower, the more specific
  std::size_t begin = 0;
  std::size_t end = 0;
  // Found by what stands around it alone (a base URL, an import), not by a name or a client of
  // Writer's: any other rule's candidate for the same secret is more specific.
  bool by_surroundings = false;
  Confidence confidence = Confidence::kHigh;
  std::vector<Evidence> evidence;
  // What the rule's regex matched as a whole; empty: nothing but the secret.
  std::size_t match_begin = 0;
  std::size_t match_end = 0;
  // Found by a regex that nobody judged (a rule of the user's own): it takes no secret from a rule
  // that knows more.
  bool by_regex_alone = false;
};

// One secret is one finding: of candidates that overlap, the rule that stands first wins, then the
// one that is surer, then the longer. Leaves them in order of position.
void KeepMostSpecific(std::vector<Candidate>* candidates);

}  // namespace blotter
