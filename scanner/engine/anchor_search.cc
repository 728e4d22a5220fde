#include "scanner/engine/anchor_search.h"

#include <algorithm>
#include <string>

#include "scanner/engine/bearer.h"
#include "scanner/engine/literal_judge.h"
#include "scanner/engine/prefilter.h"
#include "scanner/engine/words.h"

namespace blotter {

namespace {

constexpr std::size_t kAnchorReach = CompiledRules::kAnchorReach;

// So many names that may be keys', with live tokens by them, are worth a look at the context.
constexpr std::size_t kManyNames = 4;

// A text in which a live token is looked for before all else.
constexpr std::size_t kSmallText = 16384;

void AddWindow(std::size_t begin, std::size_t end, std::vector<ByteRange>* windows) {
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
  is_inert_ = false;
  may_bind_cells_ = false;
  Result<std::size_t> first = FirstKeyword(input.text);
  if (!first.ok()) return first.error();
  if (*first == std::string_view::npos && !input.after_import) return SetInert();
  LiveTokens live(input.text, &dead_runs_);
  // Nothing is found in a text without a live token. To look for one first is worth it in small
  // texts, and where most of the text would be searched otherwise. (A piece without a token may
  // still hold the import that makes a key of a later one's.)
  const bool needs_token = rules_.judges_every_token() && !input.more_follows;
  const bool is_small = input.text.size() < kSmallText;
  if (needs_token && is_small && !live.Any()) return SetInert();
  FindWindows(input.text, *first);
  const bool is_dense = 2 * WindowBytes() > input.text.size();
  if (needs_token && !is_small && is_dense && !live.Any()) return SetInert();
  if (Status status = FindAnchors(input.text); !status.ok()) return status;
  DropHopelessMatches(input.text, rules_, &live, &matches_);
  may_bind_cells_ = MatchesKey();
  const bool may_have_context = !evidence_hits_.empty() || input.after_import;
  if (may_have_context) return FindContext(input, &live);
  return matches_.empty() ? SetInert() : Status::Ok();
}

Status AnchorSearch::SetInert() {
  is_inert_ = true;
  return Status::Ok();
}

// In the windows.
Status AnchorSearch::FindAnchors(std::string_view text) {
  Status status = forms_.Scan(text, windows_, &matches_);
  if (!status.ok() || !evidence_) return status;
  return evidence_->Scan(text, evidence_windows_, &evidence_hits_);
}

bool AnchorSearch::MatchesKey() const {
  return std::any_of(matches_.begin(), matches_.end(), [&](const RawMatch& match) {
    return rules_.rules().rules[rules_.anchor(match.pattern).rule].judge == Judge::kWriterKey;
  });
}

std::size_t AnchorSearch::WindowBytes() const {
  std::size_t bytes = 0;
  for (const ByteRange& window : windows_) bytes += window.end - window.begin;
  return bytes;
}

// Where the first keyword stands, or 0 where one has to be taken to; npos: there is none.
Result<std::size_t> AnchorSearch::FirstKeyword(std::string_view text) {
  if (rules_.keyword_search() != nullptr) return rules_.keyword_search()->Find(text, 0);
  if (!keywords_) return std::size_t{0};
  Result<bool> holds = keywords_->Hits(text);
  if (!holds.ok()) return holds.error();
  return *holds ? std::size_t{0} : std::string_view::npos;
}

// Leaves in windows_ and evidence_windows_ where anchors may stand: around keywords, the first of
// which stands at `at`, or all of the text where anchors do not hold them.
void AnchorSearch::FindWindows(std::string_view text, std::size_t at) {
  windows_.clear();
  evidence_windows_.clear();
  const KeywordSearch* const search = rules_.keyword_search();
  if (search == nullptr || !rules_.anchors_hold_keywords()) {
    if (at != std::string_view::npos) windows_ = evidence_windows_ = {{0, text.size()}};
    return;
  }
  for (; at != std::string_view::npos; at = search->Find(text, at + KeywordSearch::kShortestWord)) {
    const ByteRange window{at > kAnchorReach ? at - kAnchorReach : 0,
                           std::min(text.size(), at + kAnchorReach)};
    AddWindow(window.begin, window.end, &windows_);
    if (rules_.IsEvidenceKeyword(text.substr(at))) {
      AddWindow(window.begin, window.end, &evidence_windows_);
    }
  }
}

// Scopes, hosts and imports matter to bearer tokens, to clients (whose first argument may be the
// key), and to generic key names that are bound to something.
Status AnchorSearch::FindContext(const SearchedText& input, LiveTokens* live) {
  const std::string_view text = input.text;
  Status status = key_words_.Scan(text, &key_word_hits_, 0);
  if (!status.ok()) return status;
  std::optional<Context> scopes;
  std::vector<KeyName> names = FindKeyNames(text, key_word_hits_, live, kManyNames);
  if (names.size() == kManyNames) {
    // Most texts that speak of writers make no name Writer's but in a few scopes, if any: to look
    // for those spares most of the other names, each of which costs more than a hit of evidence.
    if (!input.after_import) scopes = CollectScopes(text, rules_, evidence_hits_);
    if (scopes) KeepKeyWordsIn(ScopeWindows(*scopes, text.size()));
    names = FindKeyNames(text, key_word_hits_, live);
  }
  bound_names_ = BindNames(text, input.file_name, names);
  may_bind_cells_ = may_bind_cells_ || !names.empty();
  const bool matters = !bound_names_.empty() || HasBearerToken(input) ||
                       (HasHitOf(EvidenceKind::kCall) && MayBindFirstArgument(text, live)) ||
                       (input.more_follows && HasHitOf(EvidenceKind::kImport));
  if (matters) {
    context_ = scopes ? *std::move(scopes) : CollectContext(text, rules_, evidence_hits_);
  }
  const bool nothing_left = !matters && names.empty() && matches_.empty();
  return nothing_left ? SetInert() : Status::Ok();
}

void AnchorSearch::KeepKeyWordsIn(const std::vector<ByteRange>& windows) {
  std::erase_if(key_word_hits_, [&](const RawMatch& word) {
    return std::none_of(windows.begin(), windows.end(), [&](const ByteRange& window) {
      return window.begin <= word.last_end && word.last_end <= window.end;
    });
  });
}

// Where a generic name is Writer's if nothing but scopes makes it so.
std::vector<ByteRange> AnchorSearch::ScopeWindows(const Context& context, std::size_t size) {
  std::vector<ByteRange> scopes;
  for (const Scope& scope : context.scopes) {
    const std::size_t first = std::min(scope.head, scope.begin);
    scopes.push_back({first > kLongestNameBytes ? first - kLongestNameBytes : 0,
                      std::min(size, scope.end + kLongestNameBytes)});
  }
  std::sort(scopes.begin(), scopes.end(),
            [](const ByteRange& a, const ByteRange& b) { return a.begin < b.begin; });
  std::vector<ByteRange> windows;
  for (const ByteRange& scope : scopes) AddWindow(scope.begin, scope.end, &windows);
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

bool AnchorSearch::HasHitOf(EvidenceKind kind) const {
  return std::any_of(evidence_hits_.begin(), evidence_hits_.end(), [&](const RawMatch& hit) {
    return rules_.rules().evidence[hit.pattern].kind == kind;
  });
}

void AnchorSearch::TakeEverywhere(const SearchedText& input) {
  const auto everywhere = [&](std::size_t patterns, std::vector<RawMatch>* hits) {
    hits->clear();
    for (std::uint32_t pattern = 0; pattern < patterns; ++pattern) {
      hits->push_back({pattern, input.text.size(), input.text.size()});
    }
  };
  is_inert_ = false;
  may_bind_cells_ = true;
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
  bound_names_ =
      BindNames(input.text, input.file_name, FindKeyNames(input.text, key_word_hits_, nullptr));
  context_ = CollectContext(input.text, rules_, evidence_hits_);
}

}  // namespace blotter
