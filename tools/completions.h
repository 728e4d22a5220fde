// Completions for bash, zsh and fish, made from the declarations of the verbs and flags.
#pragma once

#include <string>
#include <vector>

#include "scanner/cli/command.h"

namespace blotter {

struct CompletionInput {
  const Command& program;
  const std::vector<const Command*>& verbs;
  const std::vector<std::string>& rule_ids;
};

std::string BashCompletion(const CompletionInput& input);
std::string ZshCompletion(const CompletionInput& input);
std::string FishCompletion(const CompletionInput& input);

}  // namespace blotter
