#include "scanner/engine/prefilter.h"

#include <algorithm>

#include "scanner/engine/binding_words.h"
#include "scanner/engine/bound_names.h"
#include "scanner/engine/sibling.h"
#include "scanner/engine/text_scan.h"

namespace blotter {

namespace {

std::size_t Before(std::size_t at, std::size_t bytes) { return at > bytes ? at - bytes : 0; }

bool IsHopeless(std::string_view text, const RuleForm& form, Judge judge, const RawMatch& match,
                LiveTokens* live) {
  switch (judge) {
    case Judge::kWriterKey: {
      const ByteRange reach =
          LiteralReach(text, Before(match.first_end, kLongestNameBytes),
                       std::min(text.size(), match.last_end + kLongestNameBytes));
      // A column of a table goes on for many lines.
      return !live->Any(reach.begin, reach.end) && !MayHeadColumns(text, match.last_end - 1);
    }
    case Judge::kBearer:
      return !live->Any(Before(match.first_end, form.before_bytes),
                        match.last_end + form.after_bytes);
    case Judge::kWriterBearer:
    case Judge::kEnvFile:
    case Judge::kGeneric:
      return false;
  }
  return false;
}

}  // namespace

void DropHopelessMatches(std::string_view text, const CompiledRules& rules, LiveTokens* live,
                         std::vector<RawMatch>* matches) {
  std::erase_if(*matches, [&](const RawMatch& match) {
    const CompiledRules::Anchor& anchor = rules.anchor(match.pattern);
    const Rule& rule = rules.rules().rules[anchor.rule];
    return IsHopeless(text, rule.forms[anchor.form], rule.judge, match, live);
  });
}

bool MayBindFirstArgument(std::string_view text, LiveTokens* live) {
  for (std::size_t open = text.find('('); open != std::string_view::npos;
       open = text.find('(', open + 1)) {
    std::size_t at = open + 1;
    const std::size_t last = std::min(text.size(), at + kArgumentIndent);
    while (at < last && IsSpace(text[at])) ++at;
    if (at >= text.size() || !IsQuote(text[at])) continue;
    if (live->Any(at + 1, at + 2)) return true;
  }
  return false;
}

}  // namespace blotter
