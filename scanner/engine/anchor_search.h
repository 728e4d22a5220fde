// AnchorSearch: the first part of judging a text: what RE2 and the judges are to look at, if
// anything. Each step is far rarer than the one before: keywords; anchors around them; a live token
// in reach of those; evidence that makes generic names Writer's; generic names bound to something.
//
// It only saves work: the judges find the same without it (tests/engine/equality_test.cc).
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/engine/bound_names.h"
#include "scanner/engine/compiled_rules.h"
#include "scanner/engine/context.h"
#include "scanner/engine/hs_database.h"
#include "scanner/engine/inertness.h"
#include "scanner/engine/live_tokens.h"

namespace blotter {

struct SearchedText {
  std::string_view text;
  std::string_view file_name;
  bool after_import = false;  // an earlier piece of the same file imports a Writer SDK
  bool more_follows = false;  // of the same file: an import here matters there
};

// One per thread. `rules` must outlive it. The answers are about the text searched last.
class AnchorSearch {
 public:
  explicit AnchorSearch(const CompiledRules& rules);

  // Error: Hyperscan failed; nothing is known of the text.
  Status Search(const SearchedText& input);

  // Tests only: takes the end of the text as the one hit of every anchor instead of Hyperscan's, so
  // that, with rules whose windows are as wide as the text, RE2 alone decides.
  void TakeEverywhere(const SearchedText& input);

  // Whether a keyword holds a changed byte or goes over a seam, in a text that is a change of one
  // that holds none (kNoKeyword). `changes`: see Detector::StaysInert.
  bool HoldsKeyword(std::string_view text, const std::vector<ByteRange>& changes) const;

  // Searches the piece of a text that lies around a change: whether nothing in it may be part of a
  // finding, where nothing was in the text before the change (kNoToken and above). `piece` goes
  // ReachBytes() beyond the change at least, and to the ends of words there. Leaves nothing to ask
  // for. Error: as Search.
  Result<bool> IsPieceInert(std::string_view piece, Inertness before);
  std::size_t ReachBytes(Inertness before) const {
    return before == Inertness::kNoToken ? 0 : anchor_reach_;
  }

  Inertness inertness() const { return inertness_; }
  // Whether it matters to what was found if the file is a table by its name.
  bool may_bind_cells() const { return may_bind_cells_; }
  const std::vector<RawMatch>& matches() const { return matches_; }
  const std::vector<BoundName>& bound_names() const { return bound_names_; }
  // Empty where nothing found depends on it.
  const Context& context() const { return context_; }

 private:
  Status SetInert(Inertness inertness);
  Status FindAnchors(std::string_view text);
  bool MatchesKey() const;
  Result<std::size_t> FirstKeyword(std::string_view text);
  void FindWindows(std::string_view text, std::size_t at);
  Status FindContext(const SearchedText& input, bool matches_key, LiveTokens* live);
  void KeepKeyWordsIn(const std::vector<ByteRange>& windows);
  std::vector<ByteRange> ScopeWindows(std::size_t size) const;
  std::size_t WindowBytes() const;
  bool HasBearerToken(const SearchedText& input) const;
  bool HoldsImport() const;

  const CompiledRules& rules_;
  HsScratch forms_;
  HsScratch key_words_;
  std::optional<HsScratch> evidence_;
  std::optional<HsScratch> keywords_;
  DeadRuns dead_runs_;

  const bool needs_all_text_;  // anchors may stand anywhere
  const std::size_t longest_keyword_;
  const std::size_t anchor_reach_;  // from a byte to all that a finding needs which holds it
  Inertness inertness_ = Inertness::kNone;
  bool may_bind_cells_ = false;
  std::vector<ByteRange> windows_;           // where anchors of forms may stand
  std::vector<ByteRange> evidence_windows_;  // and of evidence
  std::vector<RawMatch> matches_;            // of forms
  std::vector<RawMatch> evidence_hits_;
  std::vector<RawMatch> key_word_hits_;
  std::vector<BoundName> bound_names_;
  Context context_;
};

}  // namespace blotter
