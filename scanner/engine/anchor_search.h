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

  // Whether it is plain that there is nothing to find, whatever the file is called.
  bool is_inert() const { return is_inert_; }
  // Whether it matters to what was found if the file is a table by its name.
  bool may_bind_cells() const { return may_bind_cells_; }
  const std::vector<RawMatch>& matches() const { return matches_; }
  const std::vector<BoundName>& bound_names() const { return bound_names_; }
  // Empty where nothing found depends on it.
  const Context& context() const { return context_; }

 private:
  Status SetInert();
  Status FindAnchors(std::string_view text);
  bool MatchesKey() const;
  Result<std::size_t> FirstKeyword(std::string_view text);
  void FindWindows(std::string_view text, std::size_t at);
  Status FindContext(const SearchedText& input, LiveTokens* live);
  void KeepKeyWordsIn(const std::vector<ByteRange>& windows);
  static std::vector<ByteRange> ScopeWindows(const Context& context, std::size_t size);
  std::size_t WindowBytes() const;
  bool HasBearerToken(const SearchedText& input) const;
  bool HasHitOf(EvidenceKind kind) const;

  const CompiledRules& rules_;
  HsScratch forms_;
  HsScratch key_words_;
  std::optional<HsScratch> evidence_;
  std::optional<HsScratch> keywords_;
  DeadRuns dead_runs_;

  bool is_inert_ = false;
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
