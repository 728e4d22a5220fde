// Introductions: what a commit's node has and its parents' nodes have not. Last holders: the last
// commit that holds a leaf has no child that holds it, so it is either nobody's parent or the
// parent in a comparison (child's node against parent's) that loses the leaf. Both follow only
// what differs.
#include "scanner/history/leaf_search.h"

#include <algorithm>

namespace blotter {

LeafSearch::LeafSearch(const HitGraph* graph, const CommitGraph* commits,
                       const AttributionOptions* options)
    : graph_(graph), commits_(commits), options_(options), paths_(graph, options->paths) {
  roots_.reserve(commits->size());
  for (std::uint32_t rank = 0; rank < commits->size(); ++rank) {
    roots_.push_back(graph->NodeOf(commits->TreeId(rank)));
  }
  reachable_.resize(commits->size());
}

// Parents have lower ranks: one pass downwards.
void LeafSearch::MarkReachable(std::span<const RefTip> tips) {
  for (const RefTip& tip : tips) {
    if (tip.type != ObjectType::kCommit) continue;
    const std::uint32_t rank = commits_->RankOf(tip.id);
    if (rank == kNoNumber) {
      missing_tips_.push_back(tip.name);
    } else {
      reachable_[rank] = true;
    }
  }
  for (std::uint32_t rank = commits_->size(); rank-- > 0;) {
    if (!reachable_[rank]) continue;
    for (const std::uint32_t parent : commits_->Parents(rank)) reachable_[parent] = true;
  }
}

void LeafSearch::FollowCommits() {
  std::vector<bool> has_child(commits_->size());
  for (std::uint32_t rank = 0; rank < commits_->size(); ++rank) {
    Introduce(rank);
    FindLosses(rank);
    for (const std::uint32_t parent : commits_->Parents(rank)) has_child[parent] = true;
  }
  // From the newest on, each node once: an older commit with the same node adds nothing.
  std::unordered_set<std::uint32_t> seen;
  for (std::uint32_t rank = commits_->size(); rank-- > 0;) {
    if (has_child[rank] || !seen.insert(roots_[rank]).second) continue;
    ForEachKnownLeaf(roots_[rank], [rank](Leaf& leaf) {
      if (leaf.last == kNoNumber || leaf.last < rank) leaf.last = rank;
    });
  }
}

void LeafSearch::Introduce(std::uint32_t rank) {
  const std::uint32_t root = roots_[rank];
  if (root == HitGraph::kNoHits) return;
  others_.clear();
  for (const std::uint32_t parent : commits_->Parents(rank)) {
    if (roots_[parent] == root) return;
    if (roots_[parent] != HitGraph::kNoHits) others_.push_back(roots_[parent]);
  }
  const auto descend = [this](std::uint32_t folder, std::uint32_t name) {
    const std::uint32_t path = paths_.Intern(folder, name);
    if (path == kNoNumber) truncated_ = true;
    return path;
  };
  const auto found = [this, rank](std::uint32_t folder, const HitGraph::Entry& entry) {
    Leaf* const leaf = MakeLeaf(folder, entry);
    // A damaged tree may hold an entry twice.
    if (leaf == nullptr || leaf->last_introduction == rank) return;
    leaf->last_introduction = rank;
    if (leaf->introductions++ == 0) {
      leaf->first = rank;
      leaf->mode = entry.mode;
    }
    leaf->reachable = leaf->reachable || reachable_[rank];
    if (leaf->introduced_by.empty() ||
        (leaf->introduced_by.size() < options_->introductions_listed &&
         listed_introductions_ < kMostListed)) {
      leaf->introduced_by.push_back(rank);
      ++listed_introductions_;
    }
  };
  Differences(root, {0, others_.size()}, PathTable::kTop, 0, descend, found);
}

// What parents hold and this commit does not: they may be the last.
void LeafSearch::FindLosses(std::uint32_t rank) {
  for (const std::uint32_t parent : commits_->Parents(rank)) {
    if (roots_[parent] == roots_[rank] || roots_[parent] == HitGraph::kNoHits) continue;
    others_.assign(1, roots_[rank]);
    const auto descend = [this](std::uint32_t folder, std::uint32_t name) {
      return paths_.Find(folder, name);
    };
    const auto found = [this, parent](std::uint32_t folder, const HitGraph::Entry& entry) {
      Leaf* const leaf = FindLeaf(folder, entry);
      if (leaf != nullptr && (leaf->last == kNoNumber || leaf->last < parent)) {
        leaf->last = parent;
      }
    };
    Differences(roots_[parent], {0, 1}, PathTable::kTop, 0, descend, found);
  }
}

template <typename Descend, typename Found>
void LeafSearch::Differences(std::uint32_t node, Others others, std::uint32_t path,
                             std::uint32_t depth, const Descend& descend, const Found& found) {
  if (depth > kMostFolders) {
    truncated_ = true;
    return;
  }
  const std::size_t cursors = cursors_.size();
  cursors_.resize(cursors + others.end - others.begin);
  for (const HitGraph::Entry& entry : graph_->Entries(node)) {
    if (!Step()) break;
    const std::size_t children = others_.size();
    if (MatchOthers(entry, others, cursors) == Matched::kDifferent) {
      if (!entry.is_folder()) {
        found(path, entry);
      } else if (const std::uint32_t below = descend(path, entry.name); below != kNoNumber) {
        Differences(entry.child, {children, others_.size()}, below, depth + 1, descend, found);
      }
    }
    others_.resize(children);
  }
  cursors_.resize(cursors);
}

// Looks for `entry` in the others, whose cursors advance as the names do. Their folders of that
// name are put on others_.
LeafSearch::Matched LeafSearch::MatchOthers(const HitGraph::Entry& entry, Others others,
                                            std::size_t cursors) {
  for (std::size_t n = others.begin; n < others.end; ++n) {
    const std::span<const HitGraph::Entry> entries = graph_->Entries(others_[n]);
    std::size_t& cursor = cursors_[cursors + n - others.begin];
    while (cursor < entries.size() && entries[cursor].name < entry.name) ++cursor;
    for (std::size_t at = cursor; at < entries.size() && entries[at].name == entry.name; ++at) {
      if (!Step()) break;
      if (entries[at].is_folder() != entry.is_folder()) continue;
      if (entries[at].child == entry.child) return Matched::kSame;
      if (entry.is_folder()) others_.push_back(entries[at].child);
    }
  }
  return Matched::kDifferent;
}

template <typename Found>
void LeafSearch::ForEachKnownLeaf(std::uint32_t node, const Found& found) {
  Differences(
      node, {0, 0}, PathTable::kTop, 0,
      [this](std::uint32_t folder, std::uint32_t name) { return paths_.Find(folder, name); },
      [this, &found](std::uint32_t folder, const HitGraph::Entry& entry) {
        Leaf* const leaf = FindLeaf(folder, entry);
        if (leaf != nullptr) found(*leaf);
      });
}

// Which nodes and blobs commits hold, without paths: linear in the graph.
void LeafSearch::HoldNodes() {
  held_nodes_.assign(graph_->node_count(), false);
  held_blobs_.assign(graph_->blob_count(), false);
  std::vector<std::uint32_t> waiting;
  const auto hold = [this, &waiting](std::uint32_t node) {
    if (held_nodes_[node]) return;
    held_nodes_[node] = true;
    waiting.push_back(node);
  };
  for (const std::uint32_t root : roots_) hold(root);
  while (!waiting.empty()) {
    const std::uint32_t node = waiting.back();
    waiting.pop_back();
    for (const HitGraph::Entry& entry : graph_->Entries(node)) {
      if (entry.is_folder()) {
        hold(entry.child);
      } else {
        held_blobs_[entry.child] = true;
      }
    }
  }
}

// Below the trees that nothing holds, and those that refs name.
void LeafSearch::FindLoose(std::span<const RefTip> tips) {
  steps_ = 0;
  HoldNodes();
  std::vector<ObjectId> trees = graph_->tops();
  for (const RefTip& tip : tips) {
    if (tip.type == ObjectType::kTree) trees.push_back(tip.id);
  }
  std::sort(trees.begin(), trees.end());
  trees.erase(std::unique(trees.begin(), trees.end()), trees.end());
  for (const ObjectId& tree : trees) {
    const std::uint32_t node = graph_->NodeOf(tree);
    if (held_nodes_[node]) continue;
    others_.clear();
    const auto descend = [this](std::uint32_t folder, std::uint32_t name) {
      const std::uint32_t path = paths_.Intern(folder, name);
      if (path == kNoNumber) truncated_ = true;
      return path;
    };
    const auto found = [this, &tree](std::uint32_t folder, const HitGraph::Entry& entry) {
      if (held_blobs_[entry.child]) return;
      Leaf* const leaf = MakeLeaf(folder, entry);
      if (leaf == nullptr || leaf->loose_tree.size() != 0) return;
      leaf->loose_tree = tree;
      leaf->mode = entry.mode;
    };
    Differences(node, {0, 0}, PathTable::kTop, 0, descend, found);
  }
}

std::uint32_t LeafSearch::NodeOfTip(const RefTip& tip) const {
  if (tip.type == ObjectType::kTree) return graph_->NodeOf(tip.id);
  if (tip.type != ObjectType::kCommit) return HitGraph::kNoHits;
  const std::uint32_t rank = commits_->RankOf(tip.id);
  return rank == kNoNumber ? HitGraph::kNoHits : roots_[rank];
}

// Refs whose trees lead to the same node are a group, and each group is followed once. Groups are
// in the order of their first names, so the first N groups of a leaf hold its first N names.
void LeafSearch::FindTips(std::span<const RefTip> tips) {
  steps_ = 0;
  std::unordered_map<std::uint32_t, std::size_t> group_of_node;
  std::vector<std::uint32_t> nodes;
  for (std::uint32_t n = 0; n < tips.size(); ++n) {
    const std::uint32_t node = NodeOfTip(tips[n]);
    if (node == HitGraph::kNoHits) continue;
    if (tips[n].name == "HEAD") {
      ForEachKnownLeaf(node, [](Leaf& leaf) { leaf.in_head = true; });
      continue;
    }
    const auto [known, is_new] = group_of_node.emplace(node, nodes.size());
    if (is_new) {
      tip_groups_.emplace_back();
      nodes.push_back(node);
    }
    tip_groups_[known->second].push_back(n);
  }
  std::size_t listed = 0;
  for (std::uint32_t group = 0; group < nodes.size(); ++group) {
    ForEachKnownLeaf(nodes[group], [&](Leaf& leaf) {
      // A damaged tree may hold an entry twice.
      if (leaf.last_tip_group == group) return;
      leaf.last_tip_group = group;
      leaf.tip_count += tip_groups_[group].size();
      if (leaf.tip_groups.size() >= options_->refs_listed || listed >= kMostListed) return;
      leaf.tip_groups.push_back(group);
      listed += std::min(tip_groups_[group].size(), options_->refs_listed);
    });
  }
}

Leaf* LeafSearch::FindLeaf(std::uint32_t folder, const HitGraph::Entry& entry) {
  const std::uint32_t path = paths_.Find(folder, entry.name);
  if (path == kNoNumber) return nullptr;
  const auto known = leaf_numbers_.find(std::uint64_t{path} << 32 | entry.child);
  return known == leaf_numbers_.end() ? nullptr : &leaves_[known->second];
}

Leaf* LeafSearch::MakeLeaf(std::uint32_t folder, const HitGraph::Entry& entry) {
  const std::uint32_t path = paths_.Intern(folder, entry.name);
  if (path == kNoNumber) {
    truncated_ = true;
    return nullptr;
  }
  if (entry.child >= graph_->target_count() &&
      !HitFilter::IsEnvFile(paths_.Name(path), paths_.FolderName(path))) {
    return nullptr;
  }
  const auto next = static_cast<std::uint32_t>(leaves_.size());
  const auto [known, is_new] = leaf_numbers_.emplace(std::uint64_t{path} << 32 | entry.child, next);
  if (is_new) {
    Leaf leaf;
    leaf.path = path;
    leaf.blob = entry.child;
    leaves_.push_back(leaf);
  }
  return &leaves_[known->second];
}

bool LeafSearch::Step() {
  if (steps_ >= options_->steps) {
    truncated_ = true;
    return false;
  }
  ++steps_;
  return true;
}

}  // namespace blotter
