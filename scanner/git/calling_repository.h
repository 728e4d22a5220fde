// CallingRepository: the repository that a git command run here and now would act on, with the
// variables that git sets for its hooks (GIT_DIR, GIT_INDEX_FILE, and in a receiving repository
// GIT_QUARANTINE_PATH with the folders of objects that are not accepted yet). Everything else here
// finds repositories by folder (repository.h).
#pragma once

#include <string>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/git/git_process.h"
#include "scanner/git/object_visitor.h"
#include "scanner/git/repository.h"

namespace blotter {

// The variables by which a caller names a repository. Empty: not set.
struct CallerVariables {
  std::string git_dir;            // GIT_DIR
  std::string common_dir;         // GIT_COMMON_DIR
  std::string index_file;         // GIT_INDEX_FILE; relative to the worktree's top, as hooks get it
  std::string object_folder;      // GIT_OBJECT_DIRECTORY
  std::string alternate_folders;  // GIT_ALTERNATE_OBJECT_DIRECTORIES: several, between colons

  static CallerVariables FromProcess();
};

struct CallingRepository {
  std::string git_dir;
  std::string common_dir;
  std::string top;         // empty where there is no worktree, or only git knows where
  std::string index_path;  // of the index that a commit would be made of
  // All folders of objects, alternates included. Those that are not there are in `lost`.
  std::vector<std::string> object_folders;
  std::vector<ObjectFailure> lost;

  // Error: there is none, or what git says of it.
  static Result<CallingRepository> Find(const CallerVariables& variables,
                                        const GitEnvironment& environment);

  // What git said, or, where it refused because the repository is somebody else's, what to do.
  Error Explain(const Error& error, const GitEnvironment& environment) const;

  // A command about this repository, run where the caller stands.
  static GitCommand Command(std::vector<std::string> arguments, std::string input = {});
};

}  // namespace blotter
