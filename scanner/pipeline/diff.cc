#include "scanner/pipeline/diff.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "scanner/base/workers.h"
#include "scanner/engine/allowlists.h"
#include "scanner/engine/detector.h"
#include "scanner/findings/fingerprint.h"
#include "scanner/git/calling_repository.h"
#include "scanner/git/object_hash.h"
#include "scanner/git/object_parsers.h"
#include "scanner/git/ref_list.h"
#include "scanner/git/tree_path.h"
#include "scanner/model/env_file.h"
#include "scanner/model/missing.h"
#include "scanner/pipeline/commit_range.h"
#include "scanner/pipeline/content_blob.h"
#include "scanner/pipeline/object_text.h"

namespace blotter {

namespace {

// The changes of one commit's files, from what differs between it and each of its parents.
class CommitChanges {
 public:
  CommitChanges(std::size_t number, const std::vector<std::vector<RawChange>>& parents,
                ChangeSet* set, Ledger* ledger)
      : number_(number), parents_(parents), set_(*set), ledger_(*ledger) {}

  void Add() {
    // A file counts if it differs from every parent's: then the commit itself made it.
    for (const RawChange& change : parents_.front()) {
      if (change.is_deletion()) {
        if (change.was_blob()) set_.changes[number_].removed.push_back(change.old_id);
      } else if (change.is_submodule()) {
        ledger_.Skip(SkipReason::kSubmodule);
      } else if (change.old_id != change.new_id) {
        AddFile(change);
      }
    }
  }

 private:
  void AddFile(const RawChange& change) {
    ChangedFile file;
    file.path = change.path;
    file.blob = change.new_id;
    file.change = number_;
    if (change.status == 'M') file.before.push_back(change.old_id);
    for (std::size_t parent = 1; parent < parents_.size(); ++parent) {
      const RawChange* const other = Find(parents_[parent], change.path);
      if (other == nullptr || other->old_id == other->new_id) return;
      if (other->status == 'M') file.before.push_back(other->old_id);
    }
    set_.files.push_back(std::move(file));
  }

  // git lists paths in the order of their bytes.
  static const RawChange* Find(const std::vector<RawChange>& changes, std::string_view path) {
    const auto found =
        std::lower_bound(changes.begin(), changes.end(), path,
                         [](const RawChange& a, std::string_view b) { return a.path < b; });
    return found != changes.end() && found->path == path ? &*found : nullptr;
  }

  const std::size_t number_;
  const std::vector<std::vector<RawChange>>& parents_;
  ChangeSet& set_;
  Ledger& ledger_;
};

class DiffRun {
 public:
  DiffRun(const DiffOptions& options, const CompiledRules& rules, bool want_line_hashes)
      : options_(options), rules_(rules), want_line_hashes_(want_line_hashes) {}

  ChangeFindings Run() {
    const Status status = Scan();
    if (!status.ok()) result_.ledger.failures.push_back({"", status.error().message});
    Finish();
    return std::move(result_);
  }

 private:
  Status Scan() {
    const GitEnvironment environment = GitEnvironment::FromProcess();
    Result<CallingRepository> found =
        CallingRepository::Find(CallerVariables::FromProcess(), environment);
    if (!found.ok()) return found.error();
    const CallingRepository& repository = *found;
    Result<CommitRange> range = ResolveRange(options_, repository);
    if (!range.ok()) return repository.Explain(range.error(), environment);
    if (range->tips.empty()) return NothingToRead("No commit is to be looked at");
    hash_bytes_ = range->tips.front().size();
    const ObjectReader objects(repository.object_folders, hash_bytes_);
    ReadTags(*range, objects);
    if (range->commits.empty()) return NothingToRead("No commits are new");
    if (Status shallow = CountShallow(*range, repository); !shallow.ok()) return shallow;
    return ScanCommits(*range, objects, repository);
  }

  Status NothingToRead(std::string why) {
    result_.ledger.nothing_to_read = std::move(why);
    return Status::Ok();
  }

  // Behind the end of a shallow clone may lie more of the range; and what its last commits add
  // cannot be told from what was there before.
  Status CountShallow(const CommitRange& range, const CallingRepository& repository) {
    Repository paths;
    paths.common_dir = repository.common_dir;
    Result<std::vector<ObjectId>> ends = ShallowCommits(paths);
    if (!ends.ok()) return ends.error();
    std::sort(ends->begin(), ends->end());
    const auto reached = std::count_if(
        range.commits.begin(), range.commits.end(),
        [&](const ObjectId& id) { return std::binary_search(ends->begin(), ends->end(), id); });
    if (reached == 0) return Status::Ok();
    result_.ledger.missing[static_cast<std::size_t>(MissingKind::kShallowCommits)] +=
        static_cast<std::uint64_t>(reached);
    return Error{
        "this clone is shallow, and the commits to be looked at go back to where it ends: git "
        "fetch --unshallow gets the rest (in CI: a checkout of full depth)"};
  }

  Status ScanCommits(const CommitRange& range, const ObjectReader& objects,
                     const CallingRepository& repository) {
    const ObjectId empty_tree = HashObject(ObjectType::kTree, "", hash_bytes_);
    const Result<std::vector<RangeCommit>> commits =
        ReadCommits(range.commits, objects, empty_tree);
    if (!commits.ok()) return commits.error();
    const std::size_t workers = WorkerCount(options_.threads);
    const Result<RangeChanges> changes = ListChanges(*commits, workers);
    if (!changes.ok()) return changes.error();
    ChangeSet set;
    for (std::size_t i = 0; i < commits->size(); ++i) {
      AddChange((*commits)[i], &set);
      CommitChanges(i, changes->commits[i], &set, &result_.ledger).Add();
    }
    std::vector<ObjectId> trees;
    for (const ObjectId& tip : range.tip_commits) {
      const Result<ObjectId> tree = TreeOfCommit(objects, tip);
      if (!tree.ok()) return tree.error();
      trees.push_back(*tree);
    }
    set.is_current = [&](const std::string& path) { return IsEnvFileIn(trees, path, objects); };
    ChangeScanOptions scan;
    scan.workers = workers;
    scan.max_file_size_bytes = options_.max_file_size_bytes;
    scan.want_line_hashes = want_line_hashes_;
    scan.common_dir = repository.common_dir;
    ChangeFindings found = ScanChanges(std::move(set), objects, rules_, scan);
    result_.ledger.Merge(found.ledger);
    result_.ledger.commits += commits->size();
    result_.findings = std::move(found.findings);
    for (const RangeCommit& commit : *commits) ReadMessage(commit);
    return Status::Ok();
  }

  void AddChange(const RangeCommit& commit, ChangeSet* set) const {
    Change& change = set->changes.emplace_back();
    change.commit = commit.id.Hex();
    const Result<CommitObject> parsed = ParseCommit(commit.text, hash_bytes_);
    if (!parsed.ok()) return;  // it was parsed before
    change.author = fmt::format("{} <{}>", parsed->author.name, parsed->author.email);
    change.date = FormatGitDate(parsed->author.time, parsed->author.timezone_minutes);
  }

  // Whether one of the tips still tracks this env file: then there is something to be done about
  // it.
  static bool IsEnvFileIn(const std::vector<ObjectId>& trees, std::string_view path,
                          const ObjectReader& objects) {
    if (ClassifyEnvFile(FileName(path), FolderName(path)) == EnvFileKind::kNone) return false;
    return std::any_of(trees.begin(), trees.end(), [&](const ObjectId& tree) {
      const Result<std::optional<TreeItem>> item = FindInTree(objects, tree, path);
      return item.ok() && item->has_value();
    });
  }

  void ReadMessage(const RangeCommit& commit) {
    const Result<CommitObject> parsed = ParseCommit(commit.text, hash_bytes_);
    if (parsed.ok()) ReadText(commit.id, commit.text, FactsOf(commit.id, *parsed));
  }

  // A tip that is an annotated tag, and the tags that it is of, down to the commit.
  void ReadTags(const CommitRange& range, const ObjectReader& objects) {
    for (std::size_t i = 0; i < range.tips.size(); ++i) {
      std::set<ObjectId> seen;  // a damaged store may lead in a circle
      for (ObjectId id = range.tips[i]; id != range.tip_commits[i] && seen.insert(id).second;) {
        const Result<ObjectId> of = ReadTag(id, objects);
        if (!of.ok()) {
          result_.ledger.failures.push_back({id.Hex(), of.error().message});
          break;
        }
        id = *of;
      }
    }
  }

  // What the tag is of.
  Result<ObjectId> ReadTag(const ObjectId& id, const ObjectReader& objects) {
    const Result<std::string> text = objects.Read(id, ObjectType::kTag);
    if (!text.ok()) return text.error();
    const Result<TagObject> tag = ParseTag(*text, hash_bytes_);
    if (!tag.ok()) return Error{"the tag is broken: " + tag.error().message};
    ++result_.ledger.tags;
    ReadText(id, *text, FactsOf(*tag));
    return tag->object;
  }

  void ReadText(const ObjectId& id, std::string_view text, const ObjectTextFacts& facts) {
    const Status status = ScanObjectText(text, facts, &detector_, &texts_);
    if (!status.ok()) result_.ledger.failures.push_back({id.Hex(), status.error().message});
    result_.ledger.bytes += text.size();
  }

  // Texts come in the order of commits: the same secret in the same kind of text is the first's.
  // One that is allowed does not speak for the others.
  void Finish() {
    std::set<std::string> known;
    for (Finding& finding : texts_) AllowByCommit(rules_.rules(), &finding);
    std::stable_partition(texts_.begin(), texts_.end(),
                          [](const Finding& finding) { return !finding.allowance; });
    for (Finding& finding : texts_) {
      finding.fingerprint = Fingerprint(finding.rule_id, finding.path, finding.secret);
      if (known.insert(finding.fingerprint).second) result_.findings.push_back(std::move(finding));
    }
    std::sort(result_.findings.begin(), result_.findings.end(), FindingLess);
    result_.ledger.Normalize();
  }

  const DiffOptions& options_;
  const CompiledRules& rules_;
  const bool want_line_hashes_;
  Detector detector_{rules_};
  std::size_t hash_bytes_ = 0;
  std::vector<Finding> texts_;  // in those of commits and tags
  ChangeFindings result_;
};

}  // namespace

ChangeFindings RunDiff(const DiffOptions& options, const CompiledRules& rules,
                       bool want_line_hashes) {
  return DiffRun(options, rules, want_line_hashes).Run();
}

}  // namespace blotter
