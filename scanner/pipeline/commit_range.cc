#include "scanner/pipeline/commit_range.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

#include "scanner/base/shell_quote.h"
#include "scanner/git/git_process.h"
#include "scanner/git/object_parsers.h"
#include "scanner/git/ref_list.h"

namespace blotter {

namespace {

std::optional<std::string_view> TakeLine(std::string_view* text) {
  if (text->empty()) return std::nullopt;
  const std::string_view line = text->substr(0, text->find('\n'));
  text->remove_prefix(std::min(text->size(), line.size() + 1));
  return line;
}

// What to do about a commit that was named and is not here.
Error NotHere(const std::string& name, const CallingRepository& repository) {
  Repository shallow;
  shallow.common_dir = repository.common_dir;
  const Result<std::vector<ObjectId>> ends = ShallowCommits(shallow);
  const bool is_shallow = !ends.ok() || !ends->empty();
  // A branch of the remote is fetched by the name that it has there.
  const std::string_view there = std::string_view(name).substr(name.starts_with("origin/") ? 7 : 0);
  const std::string fetch = fmt::format("git fetch origin {}", ShellQuote(there));
  if (is_shallow) {
    return Error{fmt::format(
        "{} is not here, and this clone is shallow: git fetch --unshallow gets the rest (in CI: a "
        "checkout of full depth), or {}",
        name, fetch)};
  }
  return Error{fmt::format("{} names no commit that is here; if it is one: {}", name, fetch)};
}

// A tag may be of a file or a folder.
Error NoCommit(const std::string& name) {
  return Error{
      fmt::format("{} leads to no commit, and only what commits add can be looked at; blotter "
                  "history reads all that the repository holds",
                  name)};
}

// Asks git what each name is. One answer for each: an id and a type, or "missing".
Result<std::vector<std::optional<ObjectId>>> LookUp(const std::vector<std::string>& names) {
  std::string input;
  for (const std::string& name : names) {
    if (name.find('\n') != std::string::npos) return Error{"a name holds a line break"};
    input += name + '\n';
  }
  Result<std::string> output =
      RunGitForOutput(CallingRepository::Command({"cat-file", "--batch-check"}, std::move(input)));
  if (!output.ok()) return output.error();
  std::vector<std::optional<ObjectId>> ids;
  std::string_view rest = *output;
  while (const std::optional<std::string_view> line = TakeLine(&rest)) {
    // "ID TYPE SIZE"; a name that is not found is repeated, and may look like one of these.
    const bool found = !line->ends_with(" missing") && !line->ends_with(" ambiguous");
    ids.push_back(found ? ObjectId::FromHex(line->substr(0, line->find(' '))) : std::nullopt);
  }
  if (ids.size() != names.size()) return Error{"git answered in an unknown format"};
  return ids;
}

// The names' commits: what an annotated tag is of.
std::vector<std::string> AsCommits(const std::vector<std::string>& names) {
  std::vector<std::string> commits;
  for (const std::string& name : names) commits.push_back(name + "^{commit}");
  return commits;
}

// rev-list reads its selection from standard input: a push may name thousands of commits.
std::string Selection(const std::vector<ObjectId>& tips, const std::vector<ObjectId>& bases) {
  std::string input;
  for (const ObjectId& tip : tips) input += tip.Hex() + '\n';
  for (const ObjectId& base : bases) input += '^' + base.Hex() + '\n';
  return input;
}

Result<std::vector<ObjectId>> ListCommits(const DiffOptions& options,
                                          const std::vector<ObjectId>& tips,
                                          const std::vector<ObjectId>& bases) {
  std::vector<std::string> arguments = {"rev-list", "--topo-order", "--reverse", "--stdin"};
  if (!options.remote.empty() || options.without_refs) arguments.emplace_back("--not");
  if (!options.remote.empty()) arguments.push_back("--remotes=" + options.remote);
  if (options.without_refs) arguments.emplace_back("--all");
  Result<std::string> listing =
      RunGitForOutput(CallingRepository::Command(std::move(arguments), Selection(tips, bases)));
  if (!listing.ok()) return listing.error();
  std::vector<ObjectId> commits;
  std::string_view rest = *listing;
  while (const std::optional<std::string_view> line = TakeLine(&rest)) {
    const std::optional<ObjectId> id = ObjectId::FromHex(*line);
    if (!id) return Error{"git listed commits in an unknown format"};
    commits.push_back(*id);
  }
  return commits;
}

// A pair of trees, as diff-tree takes and repeats it.
std::string PairLine(const ObjectId& from, const ObjectId& to) {
  return fmt::format("{} {}\n", from.Hex(), to.Hex());
}

class ChangeListing {
 public:
  explicit ChangeListing(const std::vector<RangeCommit>& commits) : commits_(commits) {
    for (std::size_t c = 0; c < commits.size(); ++c) {
      changes_.commits.emplace_back(commits[c].parent_trees.size());
      for (std::size_t p = 0; p < commits[c].parent_trees.size(); ++p) {
        if (commits[c].parent_trees[p] != commits[c].tree) pairs_.emplace_back(c, p);
      }
    }
  }

  // Several processes at a time: git uses one thread for this.
  Result<RangeChanges> List(std::size_t workers) {
    const std::size_t pieces = std::clamp<std::size_t>(pairs_.size() / kPairsWorthIt, 1, workers);
    const std::size_t size = (pairs_.size() + pieces - 1) / pieces;
    std::vector<GitProcess> processes;
    for (std::size_t begin = 0; begin < pairs_.size(); begin += size) {
      Result<GitProcess> process = Start(begin, std::min(begin + size, pairs_.size()));
      if (!process.ok()) return process.error();
      processes.push_back(std::move(process).value());
    }
    changes_.listings.reserve(processes.size());  // views point into them
    for (std::size_t i = 0; i < processes.size(); ++i) {
      Result<GitOutput> output = processes[i].Finish();
      if (!output.ok()) return output.error();
      if (output->exit_code != 0) {
        return Error{
            fmt::format("git cannot tell what the commits change: {}", output->FirstErrorLine())};
      }
      changes_.listings.push_back(std::move(output->out));
      const Status status =
          Read(changes_.listings.back(), i * size, std::min((i + 1) * size, pairs_.size()));
      if (!status.ok()) return status.error();
    }
    return std::move(changes_);
  }

 private:
  static constexpr std::size_t kPairsWorthIt = 64;  // of a process of their own

  std::string Line(std::size_t pair) const {
    const auto [commit, parent] = pairs_[pair];
    return PairLine(commits_[commit].parent_trees[parent], commits_[commit].tree);
  }

  Result<GitProcess> Start(std::size_t begin, std::size_t end) const {
    std::string input;
    for (std::size_t pair = begin; pair < end; ++pair) input += Line(pair);
    return GitProcess::Start(
        CallingRepository::Command({"diff-tree", "--stdin", "-r", "--raw", "-z", "--no-renames",
                                    "--no-abbrev", "--ignore-submodules=none"},
                                   std::move(input)));
  }

  Status Read(std::string_view listing, std::size_t begin, std::size_t end) {
    for (std::size_t pair = begin; pair < end; ++pair) {
      const std::string header = Line(pair);
      if (!listing.starts_with(header)) return Error{"git listed changes in an unknown format"};
      listing.remove_prefix(header.size());
      Result<std::vector<RawChange>> raw = TakeRawChanges(&listing);
      if (!raw.ok()) return raw.error();
      const auto [commit, parent] = pairs_[pair];
      changes_.commits[commit][parent] = std::move(raw).value();
    }
    return listing.empty() ? Status::Ok() : Error{"git listed changes in an unknown format"};
  }

  const std::vector<RangeCommit>& commits_;
  std::vector<std::pair<std::size_t, std::size_t>> pairs_;  // commit, parent
  RangeChanges changes_;
};

}  // namespace

Result<CommitRange> ResolveRange(const DiffOptions& options, const CallingRepository& repository) {
  CommitRange range;
  std::vector<std::string> names = options.tips;
  for (const auto* list : {&options.tips, &options.bases, &options.known}) {
    const std::vector<std::string> commits = AsCommits(*list);
    names.insert(names.end(), commits.begin(), commits.end());
  }
  if (!options.merge.empty()) {
    names.push_back(options.merge + "^1");
    names.push_back(options.merge + "^2");
  }
  Result<std::vector<std::optional<ObjectId>>> found = LookUp(names);
  if (!found.ok()) return found.error();
  if (!options.merge.empty()) {
    // Without a second parent the first is one of the commits to be looked at.
    const bool is_merge = found->back().has_value();
    found->pop_back();
    if (!is_merge) found->pop_back();
  }
  const std::size_t tips = options.tips.size();
  const std::size_t known = tips + tips + options.bases.size();
  // A CI system may name the same base twice, as it was and as it is by now: one of them will do.
  const bool knows_one =
      std::any_of(found->begin() + static_cast<std::ptrdiff_t>(known), found->end(),
                  [](const std::optional<ObjectId>& id) { return id.has_value(); });
  std::vector<ObjectId> bases;
  for (std::size_t i = 0; i < found->size(); ++i) {
    const std::optional<ObjectId>& id = (*found)[i];
    const bool is_tip = i < 2 * tips;
    if (!id && i >= known) continue;
    if (!id && !is_tip && knows_one) continue;
    if (!id && i >= tips && is_tip) return NoCommit(options.tips[i - tips]);
    if (!id) return NotHere(is_tip ? options.tips[i] : options.bases[i - 2 * tips], repository);
    (i < tips ? range.tips : is_tip ? range.tip_commits : bases).push_back(*id);
  }
  Result<std::vector<ObjectId>> commits = ListCommits(options, range.tip_commits, bases);
  if (!commits.ok()) return commits.error();
  range.commits = std::move(commits).value();
  return range;
}

Result<RangeEnds> FindEnds(const DiffOptions& options) {
  RangeEnds ends;
  if (options.tips.empty()) return ends;
  std::vector<std::string> names = {options.tips.front()};
  names.insert(names.end(), options.bases.begin(), options.bases.end());
  names.insert(names.end(), options.known.begin(), options.known.end());
  if (!options.remote.empty()) names.push_back("refs/remotes/" + options.remote + "/HEAD");
  if (options.without_refs) names.emplace_back("HEAD");
  const Result<std::vector<std::optional<ObjectId>>> found = LookUp(AsCommits(names));
  if (!found.ok()) return found.error();
  if (!found->front()) return ends;
  ends.tip = found->front();
  for (std::size_t i = 1; i < names.size() && !ends.base; ++i) {
    ends.base = (*found)[i];
    if (ends.base) ends.base_name = names[i];
  }
  return ends;
}

Result<std::vector<RangeCommit>> ReadCommits(const std::vector<ObjectId>& ids,
                                             const ObjectReader& objects,
                                             const ObjectId& empty_tree) {
  std::unordered_map<ObjectId, ObjectId> trees;  // of commits and their parents
  DeltaCache cache;
  const auto tree_of = [&](const ObjectId& id) -> Result<ObjectId> {
    if (const auto known = trees.find(id); known != trees.end()) return known->second;
    const Result<std::string> text = objects.Read(id, ObjectType::kCommit, &cache);
    if (!text.ok()) return text.error();
    const Result<CommitObject> commit = ParseCommit(*text, objects.hash_bytes());
    if (!commit.ok()) return Error{fmt::format("commit {}: {}", id.Hex(), commit.error().message)};
    return trees.emplace(id, commit->tree).first->second;
  };
  std::vector<RangeCommit> commits;
  commits.reserve(ids.size());
  for (const ObjectId& id : ids) {
    Result<std::string> text = objects.Read(id, ObjectType::kCommit, &cache);
    if (!text.ok()) return text.error();
    RangeCommit& commit = commits.emplace_back();
    commit.id = id;
    commit.text = std::move(text).value();
    const Result<CommitObject> parsed = ParseCommit(commit.text, objects.hash_bytes());
    if (!parsed.ok()) return Error{fmt::format("commit {}: {}", id.Hex(), parsed.error().message)};
    commit.tree = parsed->tree;
    trees.emplace(id, parsed->tree);
    for (std::size_t i = 0; i < parsed->parent_count(); ++i) {
      const Result<ObjectId> tree = tree_of(parsed->Parent(i));
      if (!tree.ok()) return tree.error();
      commit.parent_trees.push_back(*tree);
    }
    if (parsed->parent_count() == 0) commit.parent_trees.push_back(empty_tree);
  }
  return commits;
}

Result<RangeChanges> ListChanges(const std::vector<RangeCommit>& commits, std::size_t workers) {
  return ChangeListing(commits).List(workers);
}

}  // namespace blotter
