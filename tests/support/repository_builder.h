// A git repository for a test, with a configuration of its own: nothing of the user's or the
// machine's git settings takes part.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/run_process.h"
#include "tests/support/temp_folder.h"

namespace blotter::testing {

class RepositoryBuilder {
 public:
  // Runs `git init` in `folder` (made where it is missing).
  explicit RepositoryBuilder(std::string folder);

  const std::string& folder() const { return folder_; }

  // Runs git there; throws with its words where it fails.
  std::string Git(std::vector<std::string> arguments) const;
  void Write(std::string_view name, std::string_view content) const;
  void Add(std::string_view name, std::string_view content) const;  // written, and in the index
  void Commit(std::string_view message) const;

 private:
  std::string folder_;
};

// The environment that keeps git to the repository's own settings.
std::map<std::string, std::string> HermeticGitEnvironment();

}  // namespace blotter::testing
