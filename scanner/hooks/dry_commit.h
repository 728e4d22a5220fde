// A commit that is never made: the files of HEAD and one more in an index of its own, with objects
// in a folder of their own beside the repository's, so that whatever a hook would say of it can be
// asked and nothing is left behind. Of the repository only HEAD's tree is read.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scanner/base/child_process.h"
#include "scanner/base/result.h"
#include "scanner/git/git_process.h"
#include "scanner/hooks/hook_folder.h"
#include "scanner/hooks/hook_status.h"

namespace blotter {

// Its folder is gone when it goes. Not shared.
class DryCommit {
 public:
  // The file that it stages, from the top of the repository.
  static constexpr std::string_view kFileName = "blotter-doctor.sh";

  // Of a repository with a worktree.
  static Result<DryCommit> Prepare(const HookFolder& folder);

  DryCommit(DryCommit&& other) noexcept
      : folder_(std::move(other.folder_)),
        own_(std::exchange(other.own_, {})),
        alternates_(std::move(other.alternates_)) {}
  DryCommit& operator=(DryCommit&&) = delete;
  ~DryCommit();

  // Stages `content`, in place of what was staged before.
  Status Stage(std::string_view content) const;

  // Runs a program as git runs a hook: at the top of the worktree, with the same variables.
  Result<ChildOutput> Run(const std::vector<std::string>& arguments) const;

  // Writes a script to be run, beside the index.
  Result<std::string> WriteScript(std::string_view text) const;

 private:
  DryCommit(const HookFolder& folder, std::string own) : folder_(folder), own_(std::move(own)) {}
  // The variables that name index and objects.
  std::vector<std::string> Variables() const;
  GitCommand Command(std::vector<std::string> arguments, std::string_view input = {}) const;

  HookFolder folder_;
  std::string own_;         // the temporary folder
  std::string alternates_;  // the repository's folders of objects, as git takes them
};

// How a hook is tried without running anything that is not ours.
enum class TrialWay : std::uint8_t {
  kHook,    // the file that git would run holds our lines and nothing else
  kLines,   // only our lines: other lines of the script, or a manager around it, are not ours
  kStaged,  // no hook of this very program is there: what it would run
};

struct Trial {
  TrialWay way = TrialWay::kStaged;
  std::vector<std::string> arguments;  // to run
};

// `running`: the executable of this process. A hook that names any other is not run.
Result<Trial> PlanTrial(const HookStatus& pre_commit, const std::string& running,
                        const DryCommit& commit);

// A line that binds a key to Writer's name. The key is made here, and opens nothing.
std::string LineWithKey();

}  // namespace blotter
