// GovernedRepository: what one git repository says of the files below it: what is tracked, and, for
// the rest, what is ignored and by which pattern.
//
// Everything that costs is put off until something asks: in a clean checkout nothing is untracked,
// so no .gitignore is read and git's configuration is not asked for. The index alone is read at
// once.
//
// Two questions are asked, and they differ for a root that git ignores and the user named all the
// same: IsIgnored (shall the walk pass it over?) looks at patterns from below the root; Judge (what
// does git itself say?) at all of them.
#pragma once

#include <atomic>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/mutex.h"
#include "scanner/base/result.h"
#include "scanner/git/ignore_rules.h"
#include "scanner/git/index.h"
#include "scanner/git/repository.h"
#include "scanner/model/blob.h"
#include "scanner/model/ledger.h"
#include "scanner/sources/folder.h"

namespace blotter {

// Internally locked; the index is immutable. Folders must not outlive it where they have its rules.
class GovernedRepository {
 public:
  // Error: git refuses the repository, or its index cannot be read; says what to do.
  static Result<std::unique_ptr<GovernedRepository>> Open(Repository repository,
                                                          const GitEnvironment& environment,
                                                          FolderDescriptors* descriptors);

  const Repository& location() const { return location_; }
  const Index& index() const { return *index_; }

  // git-crypt is in use: what is plain on disk may be encrypted in the index.
  bool uses_git_crypt() const { return uses_git_crypt_; }

  // Whether the walk passes over the untracked `path` (from the repository's top), which lies in
  // `folder`.
  bool IsIgnored(Folder& folder, std::string_view path, bool is_directory) EXCLUDES(mutex_);

  // Whether the index has the file `name` of `folder`.
  bool Tracks(const Folder& folder, std::string_view name) const {
    return !folder.tracked.empty() && index_->Find(folder.tracked, name) != nullptr;
  }

  // git's state of the file `name` in `folder`, and the pattern that ignores it.
  struct Verdict {
    GitState state = GitState::kNotIgnored;
    std::string ignored_by;
  };
  Verdict Judge(Folder& folder, std::string_view name) EXCLUDES(mutex_);

  // The content of an index entry. Error: git cannot give it, or it is larger than any env file.
  Result<std::string> ReadEntry(const IndexEntry& entry) const;

  // What went wrong while rules were loaded. Once, at the end.
  std::vector<ReadFailure> TakeFailures() EXCLUDES(mutex_);

 private:
  GovernedRepository(Repository repository, GitEnvironment environment,
                     std::shared_ptr<const Index> index, FolderDescriptors* descriptors);

  void LoadConfig() REQUIRES(mutex_);
  const IgnoreChain* RulesOf(Folder& folder) EXCLUDES(mutex_);
  const IgnoreChain* PersonalRules() REQUIRES(mutex_);
  const IgnoreChain* AddPersonalFile(const std::string& path, std::string name, IgnoreSource source,
                                     const IgnoreChain* parent) REQUIRES(mutex_);
  std::shared_ptr<const IgnoreFile> LoadFolderFile(Folder& folder, std::string name)
      REQUIRES(mutex_);
  bool IsFolderIgnored(Folder& folder) EXCLUDES(mutex_);

  const Repository location_;
  const GitEnvironment environment_;
  const std::shared_ptr<const Index> index_;
  FolderDescriptors* const descriptors_;
  const bool uses_git_crypt_;
  // False: by its configuration this is not the repository's worktree, so it says nothing of what
  // is here. Known before any folder has rules.
  std::atomic<bool> governs_{true};

  Mutex mutex_;
  std::optional<RepositoryConfig> config_ GUARDED_BY(mutex_);
  std::deque<IgnoreChain> chains_ GUARDED_BY(mutex_);  // a deque: what is in it never moves
  const IgnoreChain* personal_rules_ GUARDED_BY(mutex_) = nullptr;
  std::vector<ReadFailure> failures_ GUARDED_BY(mutex_);
};

}  // namespace blotter
