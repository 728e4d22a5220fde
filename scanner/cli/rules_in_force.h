// The rules that a run goes by: those that blotter ships, and the configuration on top of them.
// What steers a run is said in its remarks.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/cli/variables.h"
#include "scanner/config/config.h"
#include "scanner/engine/compiled_rules.h"
#include "scanner/model/options.h"
#include "scanner/pipeline/gate_files.h"

namespace blotter {

struct ConfigText {
  std::string name;  // for people: ".blotter.toml", "../.blotter.toml", or as typed
  std::string text;
};

// The configuration for a run over `roots` (as typed; "-" stands for the current folder). Nothing
// where there is none. Error: one that cannot be read, or several roots that are not under the same
// one.
Result<std::optional<ConfigText>> FindConfig(const ConfigOptions& options,
                                             const std::vector<std::string>& roots);

struct RulesInForce {
  std::unique_ptr<CompiledRules> compiled;
  std::vector<std::string> remarks;  // for the ledger
  // What may steer the run and could not be read: it goes by the shipped rules, and is incomplete.
  std::vector<std::string> failures;
  // Why what was compiled could not be kept, so that each run compiles it again.
  Status kept;
};

// $XDG_CACHE_HOME/blotter or ~/.cache/blotter; "" where the environment names neither.
std::string CacheFolder(const Variables& variables);

// Compiles what has not been compiled before. `cache_folder`: where that is kept; "": nowhere.
Result<RulesInForce> CompileRules(const std::optional<ConfigText>& config,
                                  const std::string& cache_folder);

// What FindConfig finds, compiled.
Result<RulesInForce> LoadRules(const ConfigOptions& options, const std::vector<std::string>& roots,
                               const Variables& variables);

// For a gate: .blotter.toml as `open` gives it, unless the options name another one, or none.
Result<RulesInForce> LoadGateRules(const ConfigOptions& options, bool from_worktree,
                                   const std::function<Result<GateFiles>()>& open,
                                   const Variables& variables);

}  // namespace blotter
