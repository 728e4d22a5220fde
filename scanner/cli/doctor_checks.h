// What `blotter doctor` looks at, one check each. What a check finds is a line; what is wrong has a
// command that puts it right.
#pragma once

#include <string>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/cli/hook_status_text.h"
#include "scanner/cli/variables.h"
#include "scanner/hooks/hook_folder.h"

namespace blotter {

struct CheckLine {
  std::string name;   // "git"
  std::string words;  // what is so
  // Something is wrong: what puts it right. Empty: all is well.
  std::string fix = {};
  std::string wrong = {};  // what is wrong, where `words` does not say it
  bool is_wrong() const { return !fix.empty(); }
};

using CheckLines = std::vector<CheckLine>;

// git's version. Error: there is no git.
Result<CheckLine> CheckGit();
// The configuration of this folder, the rules that a run here would go by, whether they load, and
// where they are kept once compiled.
CheckLines CheckRules(const Variables& variables);
// The instructions that the first look at every byte is made of.
CheckLine CheckProcessor();
CheckLines CheckHooks(const HooksSeen& seen, const HookFolder& folder);
// The dry commit, with a made-up key and without. Error: it could not be made or run.
Result<CheckLines> CheckDryCommit(const HookFolder& folder, const HooksSeen& seen);

}  // namespace blotter
