// Made from the bottom up by a depth-first walk over all trees with a stack of its own (a hostile
// repository's folders may be nested a million deep). Each tree is entered once, each of its items
// is looked at once: linear in what was recorded.
#include "scanner/history/hit_graph.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

#include <fmt/format.h>

namespace blotter {

class HitGraphMaker {
 public:
  HitGraphMaker(std::vector<TreeRecorder> recorders, const HitFilter& filter, std::size_t id_bytes)
      : recorders_(std::move(recorders)),
        graph_(id_bytes),
        known_nodes_(64, Hash{&graph_}, Equal{&graph_}) {
    for (std::uint32_t n = 0; n < filter.targets().size(); ++n) {
      graph_.blobs_.Insert(filter.targets().Bytes(n));
    }
    graph_.target_count_ = graph_.blobs_.size();
  }

  Result<HitGraph> Make() {
    if (!std::any_of(recorders_.begin(), recorders_.end(),
                     [](const TreeRecorder& recorder) { return recorder.has_hits(); })) {
      return std::move(graph_);
    }
    NumberTrees();
    ResolveItems();
    graph_.nodes_of_trees_.assign(graph_.trees_.size(), kNotVisited);
    has_parent_.resize(graph_.trees_.size());
    for (std::uint32_t tree = 0; tree < graph_.trees_.size(); ++tree) {
      const Status visited = Visit(tree);
      if (!visited.ok()) return visited.error();
    }
    FindTops();
    return std::move(graph_);
  }

 private:
  static constexpr std::uint32_t kNotVisited = kNoNumber;
  static constexpr std::uint32_t kOpen = kNoNumber - 1;  // on the stack

  struct Place {
    std::uint32_t worker;
    std::uint32_t tree;  // its number there
  };
  struct Frame {
    std::uint32_t tree;
    std::uint32_t next_item;
    std::size_t entries_begin;  // in pending_
  };
  // Of the nodes made so far, by content.
  struct Hash {
    const HitGraph* graph;
    std::size_t operator()(std::uint32_t node) const {
      std::uint64_t hash = 0;
      for (const HitGraph::Entry& entry : graph->Entries(node)) {
        hash = (hash ^ entry.name) * 0x9e3779b97f4a7c15;
        hash = (hash ^ (hash >> 29) ^ entry.child) * 0xbf58476d1ce4e5b9;
        hash = (hash ^ (hash >> 32) ^ entry.mode) * 0x94d049bb133111eb;
      }
      return hash ^ (hash >> 31);
    }
  };
  struct Equal {
    const HitGraph* graph;
    bool operator()(std::uint32_t a, std::uint32_t b) const {
      const auto first = graph->Entries(a);
      const auto second = graph->Entries(b);
      return std::equal(first.begin(), first.end(), second.begin(), second.end());
    }
  };

  void NumberTrees() {
    std::size_t count = 0;
    for (const TreeRecorder& recorder : recorders_) count += recorder.tree_count();
    graph_.trees_.Reserve(count);
    places_.reserve(count);
    for (std::uint32_t worker = 0; worker < recorders_.size(); ++worker) {
      const TreeRecorder& recorder = recorders_[worker];
      for (std::uint32_t tree = 0; tree < recorder.tree_count(); ++tree) {
        if (graph_.trees_.Insert(recorder.TreeId(tree)).is_new) places_.push_back({worker, tree});
      }
    }
  }

  // Each worker's items in the numbers of the whole. A folder's child is a tree until it is
  // visited; kNoNumber where the tree is not here: no hits below, or missing.
  void ResolveItems() {
    items_.resize(recorders_.size());
    for (std::size_t worker = 0; worker < recorders_.size(); ++worker) {
      const TreeRecorder& recorder = recorders_[worker];
      std::vector<std::uint32_t> names;
      names.reserve(recorder.names().size());
      for (std::uint32_t name = 0; name < recorder.names().size(); ++name) {
        names.push_back(graph_.names_.Intern(recorder.names().Text(name)));
      }
      items_[worker].reserve(recorder.item_count());
      for (std::size_t n = 0; n < recorder.item_count(); ++n) {
        const TreeRecorder::Item& item = recorder.GetItem(n);
        const unsigned char* id = recorder.ItemId(n);
        if (item.kind == TreeRecorder::ItemKind::kFolder) {
          const std::uint32_t tree = graph_.trees_.Find(id);
          items_[worker].push_back({names[item.name], tree, HitGraph::kFolderMode});
        } else {
          const std::uint32_t blob = graph_.blobs_.Insert(id).number;
          items_[worker].push_back({names[item.name], blob, item.mode});
        }
      }
    }
  }

  Status Visit(std::uint32_t root) {
    if (graph_.nodes_of_trees_[root] != kNotVisited) return Status::Ok();
    Open(root);
    while (!stack_.empty()) {
      Frame& frame = stack_.back();
      const Place place = places_[frame.tree];
      const TreeRecorder& recorder = recorders_[place.worker];
      if (frame.next_item == recorder.ItemCount(place.tree)) {
        Close();
        continue;
      }
      const std::uint32_t item = recorder.ItemOf(place.tree, frame.next_item);
      HitGraph::Entry entry = items_[place.worker][item];
      if (entry.is_folder()) {
        const std::uint32_t tree = entry.child;
        entry.child = tree == kNoNumber ? HitGraph::kNoHits : graph_.nodes_of_trees_[tree];
        if (entry.child == kOpen) {
          return Error{
              fmt::format("tree {} contains itself: the repository is damaged; git fsck says more",
                          graph_.trees_.Id(tree).Hex())};
        }
        if (entry.child == kNotVisited) {
          Open(tree);  // and then this item once more
          continue;
        }
        if (tree != kNoNumber) has_parent_[tree] = true;
      }
      if (!entry.is_folder() || entry.child != HitGraph::kNoHits) pending_.push_back(entry);
      ++frame.next_item;
    }
    return Status::Ok();
  }

  void Open(std::uint32_t tree) {
    graph_.nodes_of_trees_[tree] = kOpen;
    stack_.push_back({tree, 0, pending_.size()});
  }

  // All of the top tree's entries are there.
  void Close() {
    const Frame frame = stack_.back();
    stack_.pop_back();
    const auto begin = pending_.begin() + static_cast<std::ptrdiff_t>(frame.entries_begin);
    std::sort(begin, pending_.end());
    graph_.nodes_of_trees_[frame.tree] = NodeWith(begin, std::unique(begin, pending_.end()));
    pending_.erase(begin, pending_.end());
  }

  std::uint32_t NodeWith(std::vector<HitGraph::Entry>::const_iterator begin,
                         std::vector<HitGraph::Entry>::const_iterator end) {
    if (begin == end) return HitGraph::kNoHits;
    const std::uint32_t node = graph_.node_count();
    graph_.entries_.insert(graph_.entries_.end(), begin, end);
    graph_.nodes_.push_back(graph_.entries_.size());
    const auto [known, is_new] = known_nodes_.insert(node);
    if (!is_new) {
      graph_.nodes_.pop_back();
      graph_.entries_.resize(graph_.nodes_.back());
    }
    return *known;
  }

  void FindTops() {
    for (std::uint32_t tree = 0; tree < graph_.trees_.size(); ++tree) {
      if (!has_parent_[tree] && graph_.nodes_of_trees_[tree] != HitGraph::kNoHits) {
        graph_.tops_.push_back(graph_.trees_.Id(tree));
      }
    }
    std::sort(graph_.tops_.begin(), graph_.tops_.end());
  }

  std::vector<TreeRecorder> recorders_;
  HitGraph graph_;
  std::vector<Place> places_;                        // of each tree
  std::vector<std::vector<HitGraph::Entry>> items_;  // of each worker
  std::vector<bool> has_parent_;                     // of each tree
  std::vector<Frame> stack_;
  std::vector<HitGraph::Entry> pending_;  // of the trees on the stack
  std::unordered_set<std::uint32_t, Hash, Equal> known_nodes_;
};

Result<HitGraph> HitGraph::Make(std::vector<TreeRecorder> recorders, const HitFilter& filter,
                                std::size_t id_bytes) {
  return HitGraphMaker(std::move(recorders), filter, id_bytes).Make();
}

}  // namespace blotter
