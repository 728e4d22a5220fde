// Repository: which git repository governs a folder, found as git finds it (setup.c,
// gitrepository-layout(5)): a `.git` folder, or a `.git` file that names one (submodules, linked
// worktrees), or a bare repository around the folder.
// The repository is always found by folder: GIT_DIR, GIT_WORK_TREE, GIT_INDEX_FILE and their like
// are ignored here, because a scan visits many folders and nested repositories and those variables
// name one; commands that act on "the commit being made" ask git with them kept instead.
// Nothing here reads the environment except GitEnvironment::FromProcess.
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/git/git_process.h"

namespace blotter {

// The parts of the environment that decide which repository and which rules apply.
struct GitEnvironment {
  std::vector<std::string> ceilings;  // GIT_CEILING_DIRECTORIES
  bool across_filesystems = false;    // GIT_DISCOVERY_ACROSS_FILESYSTEM
  std::string home;                   // HOME
  std::string xdg_config_home;        // XDG_CONFIG_HOME
  uid_t effective_uid = 0;
  std::optional<uid_t> sudo_uid;        // SUDO_UID, only where effective_uid is 0
  bool assume_different_owner = false;  // GIT_TEST_ASSUME_DIFFERENT_OWNER, git's own test switch

  static GitEnvironment FromProcess();
};

// Immutable once found. Absolute paths without trailing slash.
struct Repository {
  std::string top;      // the folder that holds `.git`; empty in a bare repository
  std::string gitfile;  // `top`/.git where that is a file, else empty
  std::string git_dir;  // HEAD and index live here
  std::string
      common_dir;     // objects, refs, config, info/exclude; git_dir except in linked worktrees
  bool bare = false;  // found as a bare repository (core.bare is in RepositoryConfig)

  std::string IndexPath() const { return git_dir + "/index"; }
  std::string InfoExcludePath() const { return common_dir + "/info/exclude"; }
  // Where git commands about this repository run (git's -C): git finds the same one from there,
  // and makes its own ownership check.
  const std::string& command_folder() const { return bare ? git_dir : top; }
};

// The repository whose top is `folder` itself, that is, what `folder`/.git is.
//   nothing   no `.git`, or one that is not a repository (git's own test: HEAD, objects/, refs/)
//   Error     `.git` is a file that is no valid gitfile or names no repository. git dies there when
//             run inside; seen from an enclosing repository it is an ordinary folder
Result<std::optional<Repository>> RepositoryAt(const std::string& folder);

// The repository whose git folder is `path` itself, as where GIT_DIR names it, a `.git` file maybe;
// without a top. Nothing where it is none.
Result<std::optional<Repository>> GitDirAt(const std::string& path);

// The repository that governs `folder` (a directory; relative to the current one, or absolute):
// upwards until one is found, up to the ceilings and the filesystem's boundary. Errors as above,
// and where `folder` cannot be resolved.
Result<std::optional<Repository>> DiscoverRepository(const std::string& folder,
                                                     const GitEnvironment& environment);

// git's safe.directory rule: the repository belongs to the user who runs this (or SUDO_UID for
// root), or git itself, asked, accepts it. A stat or two where all is well; one git process where
// not. Error: git's message and the `git config --global --add safe.directory` line that fixes it.
Status CheckOwnership(const Repository& repository, const GitEnvironment& environment);

// What the configuration says, as far as listing files needs it.
struct RepositoryConfig {
  bool ignore_case = false;   // core.ignoreCase
  std::string excludes_file;  // core.excludesFile or its default, absolute; empty: none
  // False: core.bare is true or core.worktree names another folder, so `top` is not a worktree:
  // neither the index nor ignore rules of this repository say anything about it.
  bool governs_top = true;
};

// One `git config` process for all of it. Start early, Finish on first need.
// Error of Finish: git's message (a broken config file, a repository format it does not know).
// `git config` passes over a repository of dubious ownership without a word: CheckOwnership first.
class ConfigQuery {
 public:
  static Result<ConfigQuery> Start(const Repository& repository, const GitEnvironment& environment);
  // Once only.
  Result<RepositoryConfig> Finish();

 private:
  ConfigQuery(GitProcess process, Repository repository, GitEnvironment environment);
  GitProcess process_;
  Repository repository_;
  GitEnvironment environment_;
};

// The content of blob `object_id` (hexadecimal), by `git cat-file`. For what is in the index but
// not on disk (a .gitignore outside a sparse checkout).
Result<std::string> ReadBlob(const Repository& repository, const std::string& object_id);

}  // namespace blotter
