#include "scanner/engine/anchor_search.h"

#include <algorithm>
#include <string>

#include "scanner/engine/bearer.h"
#include "scanner/engine/literal_judge.h"
#include "scanner/engine/prefilter.h"
#include "scanner/engine/words.h"

namespace blotter {

namespace {

// How far from a keyword that it holds the match of an anchor may reach. What RE2 confirms lies in
// a window around the anchor's end, of a few hundred bytes at most on the side that matters.
constexpr std::size_t kAnchorReach = 512;

// Up to so many hits of evidence are looked into at once: nearly always they are none. A text that
// speaks of Writer all the time is first asked whether there is anything that it matters to.
constexpr std::size_t kFewHits = 32;

void AddWindow(std::size_t begin, std::size_t end, std::vector<SearchWindow>* windows) {
  if (windows->empty() || begin > windows->back().end) windows->push_back({begin, begin});
  windows->back().end = std::max(windows->back().end, end);
}

}  // namespace

AnchorSearch::AnchorSearch(const CompiledRules& rules)
    : rules_(rules), forms_(rules.forms()), key_words_(rules.key_words()) {
  if (rules.keywords() != nullptr && rules.keyword_search() == nullptr) {
    keywords_.emplace(*rules.keywords());
  }
  if (rules.evidence() != nullptr) evidence_.emplace(*rules.evidence());
}

Status AnchorSearch::Search(const SearchedText& input) {
  matches_.clear();
  evidence_hits_.clear();
  bound_names_.clear();
  context_ = Context();
  if (Status status = FindKeywords(input.text); !status.ok()) return status;
  if (!held_keyword_ && !input.after_import) return Status::Ok();
  if (Status status = forms_.Scan(input.text, windows_, &matches_); !status.ok()) return status;
  if (evidence_) {
    Status status = evidence_->Scan(input.text, evidence_windows_, &evidence_hits_);
    if (!status.ok()) return status;
  }
  const bool may_have_context = !evidence_hits_.empty() || input.after_import;
  if (matches_.empty() && !may_have_context) return Status::Ok();
  LiveTokens live(input.text, &dead_runs_);
  // A piece without a token may still hold the import that makes a key of a later one's.
  if (rules_.judges_every_token() && !input.more_follows && !live.Any()) {
    matches_.clear();
    return Status::Ok();
  }
  DropHopelessMatches(input.text, input.file_name, rules_, &live, &matches_);
  return may_have_context ? FindContext(input, &live) : Status::Ok();
}

// Leaves in windows_ and evidence_windows_ where anchors may stand: around keywords, or all of the
// text where it holds any (or has to be taken to) and anchors do not hold them.
Status AnchorSearch::FindKeywords(std::string_view text) {
  windows_.clear();
  evidence_windows_.clear();
  const KeywordSearch* const search = rules_.keyword_search();
  if (search == nullptr || !rules_.anchors_hold_keywords()) {
    Result<bool> holds = search != nullptr ? search->Contains(text)
                         : keywords_       ? keywords_->Hits(text)
                                           : Result<bool>(true);
    if (!holds.ok()) return holds.error();
    held_keyword_ = *holds;
    if (held_keyword_) windows_ = evidence_windows_ = {{0, text.size()}};
    return Status::Ok();
  }
  std::size_t at = search->Find(text, 0);
  held_keyword_ = at != std::string_view::npos;
  while (at != std::string_view::npos) {
    const SearchWindow window{at > kAnchorReach ? at - kAnchorReach : 0,
                              std::min(text.size(), at + kAnchorReach)};
    AddWindow(window.begin, window.end, &windows_);
    if (rules_.IsEvidenceKeyword(text.substr(at))) {
      AddWindow(window.begin, window.end, &evidence_windows_);
    }
    at = search->Find(text, at + KeywordSearch::kShortestWord);
  }
  return Status::Ok();
}

// Scopes, hosts and imports matter to bearer tokens, to clients (whose first argument may be the
// key), and to generic key names that are bound to something.
Status AnchorSearch::FindContext(const SearchedText& input, LiveTokens* live) {
  const std::vector<SearchWindow> everywhere = {{0, input.text.size()}};
  if (evidence_hits_.size() <= kFewHits) {
    context_ = CollectContext(input.text, rules_, evidence_hits_);
    const bool only_scopes = context_.hosts.empty() && !context_.import_at && !input.after_import;
    return FindNames(input, only_scopes ? ScopeWindows(input.text.size()) : everywhere, live);
  }
  if (Status status = FindNames(input, everywhere, live); !status.ok()) return status;
  const bool matters = !bound_names_.empty() || HasBearerToken(input) ||
                       MayBindFirstArgument(input.text, live) ||
                       (input.more_follows && HoldsImport());
  if (matters) context_ = CollectContext(input.text, rules_, evidence_hits_);
  return Status::Ok();
}

Status AnchorSearch::FindNames(const SearchedText& input, const std::vector<SearchWindow>& windows,
                               LiveTokens* live) {
  Status status = key_words_.Scan(input.text, windows, &key_word_hits_, 0);
  if (status.ok()) bound_names_ = FindBoundNames(input.text, input.file_name, key_word_hits_, live);
  return status;
}

// Where a generic name is Writer's if nothing but scopes makes it so.
std::vector<SearchWindow> AnchorSearch::ScopeWindows(std::size_t size) const {
  std::vector<SearchWindow> scopes;
  for (const Scope& scope : context_.scopes) {
    const std::size_t first = std::min(scope.head, scope.begin);
    scopes.push_back({first > kLongestNameBytes ? first - kLongestNameBytes : 0,
                      std::min(size, scope.end + kLongestNameBytes)});
  }
  std::sort(scopes.begin(), scopes.end(),
            [](const SearchWindow& a, const SearchWindow& b) { return a.begin < b.begin; });
  std::vector<SearchWindow> windows;
  for (const SearchWindow& scope : scopes) AddWindow(scope.begin, scope.end, &windows);
  return windows;
}

// Where its request goes says which rule a bearer token breaks.
bool AnchorSearch::HasBearerToken(const SearchedText& input) const {
  const std::optional<std::size_t> bearer = rules_.RuleFor(Judge::kBearer);
  if (!bearer) return false;
  const Context none;
  const std::vector<BoundName> no_names;
  std::vector<Candidate> found;
  FindBearerTokens({input.text, input.file_name, IsCodeFile(input.file_name), rules_, matches_,
                    none, no_names, ""},
                   *bearer, std::nullopt, &found);
  return !found.empty();
}

bool AnchorSearch::HoldsImport() const {
  return std::any_of(evidence_hits_.begin(), evidence_hits_.end(), [&](const RawMatch& hit) {
    return rules_.rules().evidence[hit.pattern].kind == EvidenceKind::kImport;
  });
}

void AnchorSearch::TakeEverywhere(const SearchedText& input) {
  const auto everywhere = [&](std::size_t patterns, std::vector<RawMatch>* hits) {
    hits->clear();
    for (std::uint32_t pattern = 0; pattern < patterns; ++pattern) {
      hits->push_back({pattern, input.text.size(), input.text.size()});
    }
  };
  held_keyword_ = true;
  everywhere(rules_.anchor_count(), &matches_);
  everywhere(rules_.rules().evidence.size(), &evidence_hits_);
  key_word_hits_.clear();
  const std::string lower = LowerAscii(input.text);
  for (std::size_t end = 1; end <= lower.size(); ++end) {
    const std::string_view before = std::string_view(lower).substr(0, end);
    const bool hit = before.ends_with("key") || before.ends_with("token") ||
                     before.ends_with("secret") || before.ends_with("credential");
    if (hit) key_word_hits_.push_back({0, end, end});
  }
  bound_names_ = FindBoundNames(input.text, input.file_name, key_word_hits_, nullptr);
  context_ = CollectContext(input.text, rules_, evidence_hits_);
}

}  // namespace blotter
