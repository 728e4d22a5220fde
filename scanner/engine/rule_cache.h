// RuleCache: what CompiledRules::Serialize makes of a rule set, kept in a private folder, so that a
// user's own rules are compiled once and not in every hook. Never needed: whatever is wrong with
// the folder or an entry (not there, not writable, somebody else's, damaged, made by another
// version) only means that rules are compiled again. Any number of processes may share a folder.
//
// An entry is native code's input, so that only the user may have written it: the folder and the
// entry must be the user's, and writable by nobody else. It is named by a digest of the rules'
// patterns, blotter's version and Hyperscan's, and holds no finding.
#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "scanner/base/result.h"
#include "scanner/engine/compiled_rules.h"
#include "scanner/model/rule.h"

namespace blotter {

class RuleCache {
 public:
  static constexpr std::size_t kMostEntries = 16;

  // `folder`: absolute; "": nothing is kept. It is made, with one folder above it, when there is
  // something to keep.
  explicit RuleCache(std::string folder) : folder_(std::move(folder)) {}

  // The rules, compiled before; null where nothing fit to use is kept.
  std::unique_ptr<CompiledRules> Find(const RuleSet& rules) const;

  // Keeps them, and drops the oldest entries beyond kMostEntries. Error: why it could not, for who
  // wants to know.
  Status Keep(const CompiledRules& rules) const;

  // 64 hexadecimal digits: of all that a compiled set depends on.
  static std::string Digest(const RuleSet& rules);

 private:
  std::string folder_;
};

}  // namespace blotter
