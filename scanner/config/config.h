// Config: a configuration file (.blotter.toml, or a gitleaks file of the user's) put on top of the
// rules that blotter ships: rules of its own, rules switched off, levels changed, findings allowed
// (docs/configuration.md). Parsed from text, since it may come from the disk, an index or a commit.
// Nothing that was meant to find something gets lost in silence: what cannot be used is an error,
// and what steers the run is in `summary` and `remarks`.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/model/rule.h"

namespace blotter {

// What blotter looks for at a repository's top. There, every allowlist must say why.
inline constexpr char kConfigFileName[] = ".blotter.toml";

inline constexpr std::size_t kMaxConfigBytes = std::size_t{4} << 20;

struct Config {
  RuleSet rules;  // all there are: those shipped, as changed, then its own
  // What it changes, in one line: "2 rules of its own, bearer-header switched off".
  std::string summary;
  // What a reader should know: names in it that are nobody's, allowlists without a reason.
  std::vector<std::string> remarks;
  // Whether it has patterns of its own. Where not, what was compiled for the shipped rules will do.
  bool has_own_patterns = false;
  std::size_t shipped_rules = 0;     // so many of the rules,
  std::size_t shipped_evidence = 0;  // and of the evidence, are not its own
};

// `name` is for messages; `shipped` are the rules it builds on. The patterns are not compiled yet:
// ValidateConfig says whether they can be.
// Error: "NAME:LINE: what; what to do".
Result<Config> ParseConfig(std::string_view text, const std::string& name, RuleSet shipped);

// Whether every pattern that it brings compiles, and everything else of it is as it must be.
Status ValidateConfig(const Config& config, const std::string& name);

}  // namespace blotter
