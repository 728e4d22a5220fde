// CompiledRules: a rule set ready to run: the Hyperscan databases of its anchors, and the RE2
// expressions, each built when it is first used. Immutable but for that (internally locked); shared
// by all threads.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/regex.h"
#include "scanner/base/result.h"
#include "scanner/engine/hs_database.h"
#include "scanner/engine/keyword_search.h"
#include "scanner/model/rule.h"

namespace blotter {

// A regular expression that is compiled when it is first asked for. Its pattern was validated.
class LazyRegex {
 public:
  explicit LazyRegex(std::string pattern) : pattern_(std::move(pattern)) {}
  const Regex& get() const;

 private:
  std::string pattern_;
  mutable std::once_flag once_;
  mutable std::optional<Regex> regex_;
};

struct CompiledAllowlist {
  const Allowlist* allowlist = nullptr;
  std::vector<std::unique_ptr<LazyRegex>> paths;
  std::vector<std::unique_ptr<LazyRegex>> regexes;
};

class CompiledRules {
 public:
  // How far from a keyword that it holds the match of an anchor may reach, where anchors are looked
  // for around keywords only.
  static constexpr std::size_t kAnchorReach = 512;

  // The form that a pattern of forms() is the anchor of.
  struct Anchor {
    std::uint32_t rule = 0;  // index in rules().rules
    std::uint32_t form = 0;
  };

  // Compiles the rules' Hyperscan databases now. Error: the rule at fault, and why.
  static Result<std::unique_ptr<CompiledRules>> Compile(RuleSet rules);

  // Takes databases that Serialize() made of the same rules. Error: they do not load.
  static Result<std::unique_ptr<CompiledRules>> Load(RuleSet rules, std::string_view databases);

  // The databases for the generic platform: to be embedded, or kept in a cache.
  Result<std::string> Serialize() const;
  static Result<std::string> Serialize(const RuleSet& rules);

  const RuleSet& rules() const { return rules_; }
  // The anchors of the rules' forms; anchor() says which is whose.
  const HsDatabase& forms() const { return databases_.forms; }
  // The anchors of the evidence, numbered as in rules().evidence. A database of its own, because
  // most texts need no look at the evidence. Null where the set has none.
  const HsDatabase* evidence() const { return ToPointer(databases_.evidence); }
  // The rules' keywords alone: a text without any of them holds nothing to find. Null where a rule
  // has no keywords.
  const HsDatabase* keywords() const { return ToPointer(databases_.keywords); }
  // The same, much faster. Null also where there are too many of them, or the processor is too old.
  const KeywordSearch* keyword_search() const {
    return keyword_search_ ? &*keyword_search_ : nullptr;
  }
  // Whether every anchor, of forms and evidence, holds a keyword: then they are looked for around
  // keywords only.
  bool anchors_hold_keywords() const { return databases_.anchors_hold_keywords; }
  // Whether `text` begins with a keyword that anchors of evidence may hold (not all do).
  bool IsEvidenceKeyword(std::string_view text) const;
  // Whether a judge of ours has the last word on every secret found, so that a text without a live
  // token (live_tokens.h) holds nothing to find. Not so where a rule is a regex alone.
  bool judges_every_token() const { return judges_every_token_; }
  std::size_t anchor_count() const { return anchors_.size(); }
  // "key", "token", "secret", "credential": what a generic key's name holds (prefilter.h).
  const HsDatabase& key_words() const { return databases_.key_words; }
  const Anchor& anchor(std::uint32_t pattern) const { return anchors_[pattern]; }
  const Regex& form_regex(std::size_t rule, std::size_t form) const {
    return form_regexes_[rule][form]->get();
  }
  const Regex& evidence_regex(std::size_t index) const { return evidence_regexes_[index]->get(); }
  // Null where the rule applies to every path.
  const LazyRegex* path_regex(std::size_t rule) const { return path_regexes_[rule].get(); }
  const std::vector<CompiledAllowlist>& allowlists(std::size_t rule) const {
    return allowlists_[rule];
  }
  const std::vector<CompiledAllowlist>& global_allowlists() const { return global_allowlists_; }

  // The rule judged by `judge`, the `nth` of them; nothing where the set has none.
  std::optional<std::size_t> RuleFor(Judge judge, std::size_t nth = 0) const;

 private:
  struct Databases {
    HsDatabase forms;
    HsDatabase key_words;
    std::optional<HsDatabase> evidence;
    std::optional<HsDatabase> keywords;
    bool anchors_hold_keywords = false;
    std::vector<std::string> evidence_keywords;  // in lower case
  };

  CompiledRules(RuleSet rules, Databases databases);
  static const HsDatabase* ToPointer(const std::optional<HsDatabase>& database) {
    return database ? &*database : nullptr;
  }

  RuleSet rules_;
  Databases databases_;
  std::optional<KeywordSearch> keyword_search_;
  bool judges_every_token_ = true;
  std::vector<Anchor> anchors_;
  std::vector<std::vector<std::unique_ptr<LazyRegex>>> form_regexes_;
  std::vector<std::unique_ptr<LazyRegex>> evidence_regexes_;
  std::vector<std::unique_ptr<LazyRegex>> path_regexes_;
  std::vector<std::vector<CompiledAllowlist>> allowlists_;
  std::vector<CompiledAllowlist> global_allowlists_;
};

}  // namespace blotter
