// Where git looks for hooks: of the repository that the caller stands in, and of all repositories
// to come. git is asked for both; nothing is guessed from the shape of a folder.
#pragma once

#include <cstdint>
#include <string>

#include "scanner/base/result.h"

namespace blotter {

// A setting of git's, and who made it.
struct ConfigOrigin {
  std::string scope;  // as git tells it: "local", "worktree", "global", "system", "command"
  std::string file;   // empty where it is in no file
};

// Where a repository's hooks are. Paths are absolute, without a trailing slash.
struct HookFolder {
  std::string folder;      // where git looks; may not be there
  std::string git_dir;     // of this worktree
  std::string common_dir;  // of the repository
  std::string top;         // the worktree's; empty in a bare repository
  // core.hooksPath as it is configured, and where; empty: it is not, and `folder` is git's own.
  std::string hooks_path;
  ConfigOrigin origin;

  // Set for all repositories of a person or a machine: what is put there stands in all of them.
  bool shared() const { return origin.scope == "global" || origin.scope == "system"; }
  // Inside the worktree, where it may be committed and read by others.
  bool in_worktree() const;
  // husky's wrappers, each of which runs the file of its name in the folder above.
  bool of_husky() const;
  // Where a person looks from: where git runs hooks.
  const std::string& command_folder() const { return top.empty() ? git_dir : top; }
};

// Of the repository that a git command run here would act on. Error: there is none, git refuses it,
// or it looks for hooks nowhere (core.hooksPath=/dev/null).
Result<HookFolder> FindHookFolder();

// Where hooks for all repositories go.
struct GlobalHooks {
  enum class Way : std::uint8_t {
    kHooksPath,  // core.hooksPath: git looks there in every repository, and nowhere else
    kTemplate,   // init.templateDir: `git init` and `git clone` copy them into a new repository
  };
  Way way = Way::kTemplate;
  std::string folder;  // of the hooks
  ConfigOrigin origin;
  // The setting is yet to be made; `folder` lies in the default place for it.
  bool unset = false;
};

// `config_home`: the folder of a person's own settings, ~/.config. Error: git's, or a setting that
// names another folder in each repository.
Result<GlobalHooks> FindGlobalHooks(const std::string& config_home);

// init.templateDir of the person's own settings: named, and taken back.
Status SetTemplateFolder(const std::string& folder);
Status UnsetTemplateFolder();

// `path` as a person would name it in `folder`.
std::string PathFrom(const std::string& folder, const std::string& path);

}  // namespace blotter
