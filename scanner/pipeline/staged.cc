#include "scanner/pipeline/staged.h"

#include <unistd.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "scanner/base/workers.h"
#include "scanner/git/calling_repository.h"
#include "scanner/git/git_process.h"
#include "scanner/git/raw_diff.h"

namespace blotter {

namespace {

GitCommand DiffIndex(const std::string& tree) {
  return CallingRepository::Command({"diff-index", "--cached", "--raw", "-z", "--no-renames",
                                     "--no-abbrev", "--ita-invisible-in-index",
                                     "--ignore-submodules=none", tree, "--"});
}

// Compared with the empty tree, whose id differs between formats of repositories.
Result<std::string> ListEverything() {
  Result<std::string> empty =
      RunGitForOutput(CallingRepository::Command({"hash-object", "-t", "tree", "--stdin"}));
  if (!empty.ok()) return empty.error();
  empty->erase(empty->find_last_not_of('\n') + 1);
  return RunGitForOutput(DiffIndex(*empty));
}

// HEAD names a branch that is not there yet, as before the first commit. Not one that is damaged.
bool IsUnborn(const CallingRepository& repository) {
  const Result<GitOutput> branch =
      RunGit(CallingRepository::Command({"symbolic-ref", "--quiet", "HEAD"}));
  if (!branch.ok() || branch->exit_code != 0) return false;
  const std::string name = branch->out.substr(0, branch->out.find('\n'));
  const Result<GitOutput> shown =
      RunGit(CallingRepository::Command({"show-ref", "--verify", "--quiet", name}));
  return shown.ok() && shown->exit_code == 1 &&
         ::access((repository.common_dir + "/" + name).c_str(), F_OK) != 0;
}

// What git lists as staged; the first process was started before there was anything else to do.
Result<std::string> ListStaged(GitProcess process, const CallingRepository& repository) {
  Result<GitOutput> output = process.Finish();
  if (!output.ok()) return output.error();
  if (output->exit_code == 0) return std::move(output->out);
  if (!IsUnborn(repository)) {
    return Error{fmt::format("git cannot tell what is staged: {}", output->FirstErrorLine())};
  }
  return ListEverything();
}

ChangeSet ChangesOf(const std::vector<RawChange>& raw, Ledger* ledger) {
  ChangeSet set;
  set.is_current = [](const std::string&) { return true; };
  Change& staged = set.changes.emplace_back();
  for (const RawChange& change : raw) {
    if (change.is_unmerged()) {
      ledger->failures.push_back({std::string(change.path),
                                  "it is in conflict, so no commit can record it; resolve it "
                                  "and git add it"});
    } else if (change.is_deletion()) {
      if (change.was_blob()) staged.removed.push_back(change.old_id);
    } else if (change.is_submodule()) {
      ledger->Skip(SkipReason::kSubmodule);
    } else if (change.old_id != change.new_id) {
      ChangedFile& file = set.files.emplace_back();
      file.path = change.path;
      file.blob = change.new_id;
      // A link that becomes a file replaces nothing that has lines.
      if (change.status == 'M') file.before.push_back(change.old_id);
    }
  }
  return set;
}

// An index that is not there is an empty one to git: everything would be staged as deleted. Only
// before the first commit is there none where nobody asked for a wrong one.
Status CheckIndex(const CallerVariables& variables, const CallingRepository& repository,
                  bool nothing_staged) {
  if (variables.git_dir.empty() && repository.top.empty()) {
    return Error{fmt::format(
        "{} has no worktree, so nothing is committed here; run this in a worktree (of commits that "
        "were made: blotter diff)",
        repository.git_dir)};
  }
  if (::access(repository.index_path.c_str(), R_OK) == 0) return Status::Ok();
  if (!variables.index_file.empty()) {
    return Error{fmt::format("GIT_INDEX_FILE is {}, which cannot be read", variables.index_file)};
  }
  if (nothing_staged) return Status::Ok();
  return Error{fmt::format("the index {} cannot be read, so what is staged is not known",
                           repository.index_path)};
}

class StagedRun {
 public:
  StagedRun(const StagedOptions& options, const CompiledRules& rules, bool want_line_hashes)
      : options_(options), rules_(rules), want_line_hashes_(want_line_hashes) {}

  ChangeFindings Run() {
    const Status status = Scan();
    if (!status.ok()) result_.ledger.failures.push_back({"", status.error().message});
    result_.ledger.Normalize();
    return std::move(result_);
  }

 private:
  Status Scan() {
    Result<GitProcess> process = GitProcess::Start(DiffIndex("HEAD"));
    if (!process.ok()) return process.error();
    const GitEnvironment environment = GitEnvironment::FromProcess();
    const CallerVariables variables = CallerVariables::FromProcess();
    Result<CallingRepository> found = CallingRepository::Find(variables, environment);
    if (!found.ok()) return found.error();
    Result<std::string> listing = ListStaged(std::move(process).value(), *found);
    if (!listing.ok()) return found->Explain(listing.error(), environment);
    const Status index = CheckIndex(variables, *found, listing->empty());
    if (!index.ok()) return index.error();
    if (options_.all_files || (listing->empty() && options_.all_files_if_none_staged)) {
      listing = ListEverything();
      if (!listing.ok()) return listing.error();
    }
    return ScanListing(*listing, *found);
  }

  Status ScanListing(std::string_view listing, const CallingRepository& repository) {
    const Result<std::vector<RawChange>> raw = TakeRawChanges(&listing);
    if (!raw.ok()) return raw.error();
    if (!listing.empty()) return Error{"git listed what is staged in an unknown format"};
    if (raw->empty()) {
      result_.ledger.nothing_to_read = "Nothing is staged";
      return Status::Ok();
    }
    ChangeSet set = ChangesOf(*raw, &result_.ledger);
    if (set.files.empty()) result_.ledger.nothing_to_read = "What is staged adds no lines";
    const ObjectReader objects(repository.object_folders, raw->front().new_id.size());
    ChangeScanOptions scan;
    scan.workers = WorkerCount(options_.threads);
    scan.max_file_size_bytes = options_.max_file_size_bytes;
    scan.want_line_hashes = want_line_hashes_;
    scan.common_dir = repository.common_dir;
    ChangeFindings changes = ScanChanges(std::move(set), objects, rules_, scan);
    result_.findings = std::move(changes.findings);
    result_.ledger.Merge(changes.ledger);
    return Status::Ok();
  }

  const StagedOptions& options_;
  const CompiledRules& rules_;
  const bool want_line_hashes_;
  ChangeFindings result_;
};

}  // namespace

ChangeFindings RunStaged(const StagedOptions& options, const CompiledRules& rules,
                         bool want_line_hashes) {
  return StagedRun(options, rules, want_line_hashes).Run();
}

}  // namespace blotter
