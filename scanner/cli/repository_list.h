// Which repositories a run is about: arguments, a list on standard input, lists in files.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/result.h"

namespace blotter {

// One repository a line; blanks around it, empty lines and lines that begin with # do not count.
// With `null_separated`, names end with NUL and are taken as they are.
Result<std::vector<std::string>> ParseRepositoryList(std::string_view text, bool null_separated);

struct RepositoryArguments {
  std::vector<std::string> repositories = {};  // as typed; "-" is the list on standard input
  std::vector<std::string> list_files = {};    // --repos
  bool null_separated = false;                 // in every list
};

// All of them, arguments first, each once; "." where nothing was asked for. Error: a list that
// cannot be read, or that names nothing: then nothing must pass for "the current one".
Result<std::vector<std::string>> GatherRepositories(const RepositoryArguments& arguments,
                                                    int standard_input);

}  // namespace blotter
