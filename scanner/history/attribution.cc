#include "scanner/history/attribution.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <functional>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "scanner/base/workers.h"
#include "scanner/history/commit_graph.h"
#include "scanner/history/hit_filter.h"
#include "scanner/history/hit_graph.h"
#include "scanner/history/leaf_search.h"
#include "scanner/history/tree_recorder.h"

namespace blotter {
namespace {

// What of one worker's is written often stands on cache lines of its own.
struct alignas(128) Worker {
  TreeRecorder trees;
  CommitRecorder commits;
};

class Describer {
 public:
  Describer(const HitGraph& graph, const CommitGraph& commits, const LeafSearch& search,
            const AttributionOptions& options, const std::vector<RefTip>& tips)
      : graph_(graph), commits_(commits), search_(search), options_(options), tips_(tips) {}

  Attribution Describe() const {
    Attribution result;
    std::vector<bool> listed(graph_.blob_count());
    std::vector<std::pair<std::string, const Leaf*>> leaves;
    for (const Leaf& leaf : search_.leaves()) {
      leaves.emplace_back(search_.paths().Text(leaf.path), &leaf);
      listed[leaf.blob] = true;
    }
    std::sort(leaves.begin(), leaves.end(), [this](const auto& a, const auto& b) {
      return std::tuple(std::string_view(a.first), a.second->first, Blob(a)) <
             std::tuple(std::string_view(b.first), b.second->first, Blob(b));
    });
    for (auto& [path, leaf] : leaves) {
      if (leaf->introductions == 0) {
        result.loose.push_back(LooseOf(*leaf, std::move(path)));
      } else {
        result.sightings.push_back(SightingOf(*leaf, std::move(path)));
      }
    }
    for (std::uint32_t target = 0; target < graph_.target_count(); ++target) {
      if (listed[target]) continue;
      if (search_.IsHeld(target)) {
        result.unlisted.push_back(graph_.Blob(target));
      } else {
        result.loose.emplace_back().blob = graph_.Blob(target);
      }
    }
    std::sort(result.unlisted.begin(), result.unlisted.end());
    std::stable_sort(result.loose.begin(), result.loose.end(),
                     [](const LooseBlob& a, const LooseBlob& b) { return a.blob < b.blob; });
    result.truncated = search_.truncated();
    result.missing_parents = commits_.missing_parents();
    result.missing_tips = search_.missing_tips();
    return result;
  }

 private:
  ObjectId Blob(const std::pair<std::string, const Leaf*>& leaf) const {
    return graph_.Blob(leaf.second->blob);
  }

  SightedCommit CommitOf(std::uint32_t rank) const {
    SightedCommit commit = commits_.Describe(rank);
    commit.reachable = search_.IsReachable(rank);
    return commit;
  }

  std::vector<std::string> RefsOf(const Leaf& leaf) const {
    std::vector<std::uint32_t> holders;
    for (const std::uint32_t group : leaf.tip_groups) {
      const std::vector<std::uint32_t>& members = search_.tip_groups()[group];
      holders.insert(holders.end(), members.begin(), members.end());
    }
    const std::size_t listed = std::min(holders.size(), options_.refs_listed);
    const auto end = holders.begin() + static_cast<std::ptrdiff_t>(listed);
    std::partial_sort(holders.begin(), end, holders.end());
    std::vector<std::string> names;
    names.reserve(listed);
    std::for_each(holders.begin(), end,
                  [&](std::uint32_t tip) { names.push_back(tips_[tip].name); });
    return names;
  }

  Sighting SightingOf(const Leaf& leaf, std::string path) const {
    Sighting sighting;
    sighting.blob = graph_.Blob(leaf.blob);
    sighting.path = std::move(path);
    sighting.mode = leaf.mode;
    sighting.first = CommitOf(leaf.first);
    // It has none where the search was cut off before it came there.
    sighting.last = CommitOf(leaf.last == kNoNumber ? leaf.last_introduction : leaf.last);
    sighting.introductions = leaf.introductions;
    for (const std::uint32_t rank : leaf.introduced_by) {
      sighting.introduced_by.push_back(commits_.Id(rank));
    }
    sighting.in_head = leaf.in_head;
    sighting.refs = RefsOf(leaf);
    sighting.ref_count = leaf.tip_count;
    sighting.reachable = leaf.reachable;
    return sighting;
  }

  LooseBlob LooseOf(const Leaf& leaf, std::string path) const {
    LooseBlob loose;
    loose.blob = graph_.Blob(leaf.blob);
    loose.tree = leaf.loose_tree;
    loose.path = std::move(path);
    loose.mode = leaf.mode;
    loose.refs = RefsOf(leaf);
    return loose;
  }

  const HitGraph& graph_;
  const CommitGraph& commits_;
  const LeafSearch& search_;
  const AttributionOptions& options_;
  const std::vector<RefTip>& tips_;
};

}  // namespace

struct Attributor::State {
  State(const AttributionTargets& targets, const AttributionOptions& chosen)
      : options(chosen), filter(targets.blobs, targets.env_files, chosen.id_bytes) {
    const std::size_t share = options.memory_bytes / std::max<std::size_t>(options.workers, 1);
    workers.reserve(options.workers);
    for (std::size_t n = 0; n < options.workers; ++n) {
      workers.push_back({TreeRecorder(&filter, options.id_bytes, share / 2),
                         CommitRecorder(options.id_bytes, share / 2)});
    }
  }

  AttributionOptions options;
  HitFilter filter;
  std::vector<Worker> workers;
};

Attributor::Attributor(const AttributionTargets& targets, const AttributionOptions& options)
    : state_(std::make_unique<State>(targets, options)) {}

Attributor::~Attributor() = default;

void Attributor::AddTree(std::size_t worker, const ObjectId& id, std::string_view raw) {
  state_->workers[worker].trees.Add(id, raw);
}

void Attributor::AddCommit(std::size_t worker, const ObjectId& id, const CommitObject& commit) {
  state_->workers[worker].commits.Add(id, commit);
}

Result<Attribution> Attributor::Finish(std::vector<RefTip> tips) {
  std::vector<TreeRecorder> trees;
  std::vector<CommitRecorder> recorded_commits;
  std::vector<ObjectId> damaged;
  for (Worker& worker : state_->workers) {
    if (worker.trees.out_of_memory() || worker.commits.out_of_memory()) {
      return Error{fmt::format(
          "this repository has too many trees or commits to say within {} MiB which commits its "
          "findings are from",
          state_->options.memory_bytes >> 20)};
    }
    damaged.insert(damaged.end(), worker.trees.damaged().begin(), worker.trees.damaged().end());
    trees.push_back(std::move(worker.trees));
    recorded_commits.push_back(std::move(worker.commits));
  }
  state_->workers.clear();
  const std::size_t id_bytes = state_->options.id_bytes;
  Result<HitGraph> graph = Error{};
  Result<CommitGraph> commits = Error{};
  const std::array<std::function<void()>, 2> tasks = {
      [&] { graph = HitGraph::Make(std::move(trees), state_->filter, id_bytes); },
      [&] { commits = CommitGraph::Make(std::move(recorded_commits), id_bytes); }};
  std::atomic<std::size_t> next{0};
  RunWorkers(std::min(state_->options.workers, tasks.size()), [&](std::size_t) {
    for (std::size_t task = next++; task < tasks.size(); task = next++) tasks[task]();
  });
  if (!graph.ok()) return graph.error();
  if (!commits.ok()) return commits.error();

  std::sort(tips.begin(), tips.end(),
            [](const RefTip& a, const RefTip& b) { return a.name < b.name; });
  LeafSearch search(&*graph, &*commits, &state_->options);
  search.MarkReachable(tips);
  search.FollowCommits();
  search.FindLoose(tips);
  search.FindTips(tips);
  Attribution result = Describer(*graph, *commits, search, state_->options, tips).Describe();
  std::sort(damaged.begin(), damaged.end());
  damaged.erase(std::unique(damaged.begin(), damaged.end()), damaged.end());
  result.damaged_trees = std::move(damaged);
  return result;
}

}  // namespace blotter
