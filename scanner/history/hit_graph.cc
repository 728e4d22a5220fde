// Made in passes over what was recorded:
//   NumberTrees    one number for each tree, whoever recorded it, and however often.
//   LinkHolders    for each tree the items that name it: the way upwards.
//   MarkItems      from the hits upwards: an item that leads to a hit marks the trees that hold it,
//                  and they mark the items that name them. What leads to no hit is not looked at.
//   MakeSegments   neighbours among a recorder's trees, between two of which no marked item begins
//                  or ends, hold the same marked items. They are a segment, and will be one node.
//   Visit          from the bottom up, nodes for segments: a depth-first walk with a stack of its
//                  own (a hostile repository's folders may be nested a million deep).
// Each tree is marked once, each item once, each segment's list is read once: linear in what was
// recorded and in the lists' size, which is limited.
//
// A segment holds itself if and only if one of its trees does: whatever names one of its trees, on
// the way back to it, is held by all of them.
#include "scanner/history/hit_graph.h"

#include <algorithm>
#include <atomic>
#include <numeric>
#include <unordered_set>
#include <utility>

#include <fmt/format.h>

#include "scanner/base/workers.h"

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
    LinkHolders();
    MarkItems();
    if (const Status made = MakeSegments(); !made.ok()) return made.error();
    if (const Status made = MakeNodes(); !made.ok()) return made.error();
    TakeNodes();
    return std::move(graph_);
  }

 private:
  static constexpr std::uint32_t kNoSegment = HitGraph::kNoHits;  // of a tree that leads to no hit
  static constexpr std::uint32_t kNotVisited = kNoNumber;
  static constexpr std::uint32_t kOpen = kNoNumber - 1;  // on the stack

  // A marked item, while a segment is made.
  struct Held {
    std::uint32_t entry;  // in entries_
    std::uint32_t last_tree;
  };
  struct Frame {
    std::uint32_t segment;
    std::uint64_t next;         // in lists_
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
    for (const TreeRecorder& recorder : recorders_) {
      trees_before_.push_back(trees_before_.back() + recorder.tree_count());
      items_before_.push_back(items_before_.back() + recorder.item_count());
    }
    graph_.trees_.Reserve(trees_before_.back());
    trees_.reserve(trees_before_.back());
    for (const TreeRecorder& recorder : recorders_) {
      for (std::uint32_t tree = 0; tree < recorder.tree_count(); ++tree) {
        trees_.push_back(graph_.trees_.Insert(recorder.TreeId(tree)).number);
      }
    }
  }

  // One list for each tree; in which order they are linked does not matter.
  void LinkHolders() {
    first_holders_.assign(graph_.trees_.size(), kNoNumber);
    next_holders_.assign(items_before_.back(), kNoNumber);
    std::atomic<std::size_t> next{0};
    RunWorkers(recorders_.size(), [&](std::size_t) {
      for (std::size_t worker = next++; worker < recorders_.size(); worker = next++) {
        const TreeRecorder& recorder = recorders_[worker];
        for (std::uint32_t n = 0; n < recorder.item_count(); ++n) {
          if (!recorder.GetItem(n).is_folder()) continue;
          const std::uint32_t tree = graph_.trees_.Find(recorder.ItemId(n));
          if (tree == kNoNumber) continue;  // nothing of interest in it, or missing
          const std::uint32_t item = items_before_[worker] + n;
          std::atomic_ref<std::uint32_t> first(first_holders_[tree]);
          next_holders_[item] = first.exchange(item, std::memory_order_relaxed);
        }
      }
    });
  }

  void MarkItems() {
    is_marked_.resize(items_before_.back());
    next_unmarked_.resize(trees_.size() + 1);
    std::iota(next_unmarked_.begin(), next_unmarked_.end(), 0U);
    for (std::size_t worker = 0; worker < recorders_.size(); ++worker) {
      const TreeRecorder& recorder = recorders_[worker];
      for (std::uint32_t n = 0; n < recorder.item_count(); ++n) {
        if (!recorder.GetItem(n).is_folder()) MarkItem(items_before_[worker] + n);
      }
    }
    while (!marked_.empty()) {
      const std::uint32_t item = marked_.back();
      marked_.pop_back();
      MarkHoldersOfTrees(item);
    }
  }

  void MarkItem(std::uint32_t item) {
    if (is_marked_[item]) return;
    is_marked_[item] = true;
    marked_.push_back(item);
  }

  // Of the trees that hold `item`.
  void MarkHoldersOfTrees(std::uint32_t item) {
    const auto worker = static_cast<std::size_t>(
        std::upper_bound(items_before_.begin(), items_before_.end(), item) - items_before_.begin() -
        1);
    const TreeRecorder::Item held = recorders_[worker].GetItem(item - items_before_[worker]);
    const std::uint32_t end = trees_before_[worker] + held.last_tree + 1;
    for (std::uint32_t tree = NextUnmarked(trees_before_[worker] + held.first_tree); tree < end;
         tree = NextUnmarked(tree)) {
      next_unmarked_[tree] = tree + 1;
      std::uint32_t holder = std::exchange(first_holders_[trees_[tree]], kNoNumber);
      for (; holder != kNoNumber; holder = next_holders_[holder]) MarkItem(holder);
    }
  }

  // From `tree` on. Ways are made shorter as they are gone.
  std::uint32_t NextUnmarked(std::uint32_t tree) {
    while (next_unmarked_[tree] != tree) {
      next_unmarked_[tree] = next_unmarked_[next_unmarked_[tree]];
      tree = next_unmarked_[tree];
    }
    return tree;
  }

  Status MakeSegments() {
    graph_.nodes_of_trees_.assign(graph_.trees_.size(), kNoSegment);
    for (const TreeRecorder& recorder : recorders_) entries_left_ += recorder.memory_left();
    entries_left_ /= sizeof lists_[0] + sizeof graph_.entries_[0];
    for (std::size_t worker = 0; worker < recorders_.size(); ++worker) {
      Status made = MakeSegmentsOf(worker);
      if (!made.ok()) return made;
    }
    return Status::Ok();
  }

  Status MakeSegmentsOf(std::size_t worker) {
    const TreeRecorder& recorder = recorders_[worker];
    std::vector<std::uint32_t> marked;  // in the order of their first trees
    for (std::uint32_t item = 0; item < recorder.item_count(); ++item) {
      if (is_marked_[items_before_[worker] + item]) marked.push_back(item);
    }
    std::vector<std::uint32_t> names(recorder.names().size(), kNoNumber);
    std::vector<Held> held;
    std::uint32_t tree = 0;
    for (auto next = marked.begin(); next != marked.end() || !held.empty();) {
      if (held.empty()) tree = recorder.GetItem(*next).first_tree;
      for (; next != marked.end() && recorder.GetItem(*next).first_tree == tree; ++next) {
        held.push_back(Hold(recorder, *next, &names));
      }
      std::uint32_t end = next == marked.end() ? kNoNumber : recorder.GetItem(*next).first_tree;
      for (const Held& item : held) end = std::min(end, item.last_tree + 1);
      Status added = AddSegment(held, trees_before_[worker] + tree, end - tree);
      if (!added.ok()) return added;
      tree = end;
      std::erase_if(held, [tree](const Held& item) { return item.last_tree < tree; });
    }
    return Status::Ok();
  }

  // The recorder's names are numbered for the whole when they are met.
  Held Hold(const TreeRecorder& recorder, std::uint32_t number, std::vector<std::uint32_t>* names) {
    const TreeRecorder::Item item = recorder.GetItem(number);
    std::uint32_t& name = (*names)[item.name];
    if (name == kNoNumber) name = graph_.names_.Intern(recorder.names().Text(item.name));
    const unsigned char* id = recorder.ItemId(number);
    const std::uint32_t child =
        item.is_folder() ? graph_.trees_.Find(id) : graph_.blobs_.Insert(id).number;
    entries_.push_back({name, child, item.mode});
    return {static_cast<std::uint32_t>(entries_.size() - 1), item.last_tree};
  }

  Status AddSegment(const std::vector<Held>& held, std::uint32_t first_tree, std::uint32_t trees) {
    if (held.size() > entries_left_) {
      return Error{
          "what was found is in too many versions of too many folders to say within the memory "
          "allowed which commits it is from"};
    }
    entries_left_ -= held.size();
    const auto segment = static_cast<std::uint32_t>(segments_.size() - 1);
    for (const Held& item : held) lists_.push_back(item.entry);
    segments_.push_back(lists_.size());
    for (std::uint32_t n = 0; n < trees; ++n) {
      graph_.nodes_of_trees_[trees_[first_tree + n]] = segment;
    }
    return Status::Ok();
  }

  Status MakeNodes() {
    nodes_of_segments_.assign(segments_.size() - 1, kNotVisited);
    nodes_of_segments_[kNoSegment] = HitGraph::kNoHits;
    has_parent_.resize(graph_.trees_.size());
    for (std::uint32_t segment = 0; segment < nodes_of_segments_.size(); ++segment) {
      Status visited = Visit(segment);
      if (!visited.ok()) return visited;
    }
    return Status::Ok();
  }

  Status Visit(std::uint32_t root) {
    if (nodes_of_segments_[root] != kNotVisited) return Status::Ok();
    Open(root);
    while (!stack_.empty()) {
      Frame& frame = stack_.back();
      if (frame.next == segments_[frame.segment + 1]) {
        Close();
        continue;
      }
      HitGraph::Entry entry = entries_[lists_[frame.next]];
      if (entry.is_folder()) {
        const std::uint32_t tree = entry.child;
        const std::uint32_t segment = graph_.nodes_of_trees_[tree];
        entry.child = nodes_of_segments_[segment];
        if (entry.child == kOpen) {
          return Error{
              fmt::format("tree {} contains itself: the repository is damaged; git fsck says more",
                          graph_.trees_.Id(tree).Hex())};
        }
        if (entry.child == kNotVisited) {
          Open(segment);  // and then this entry once more
          continue;
        }
        has_parent_[tree] = true;
      }
      pending_.push_back(entry);
      ++frame.next;
    }
    return Status::Ok();
  }

  void Open(std::uint32_t segment) {
    nodes_of_segments_[segment] = kOpen;
    stack_.push_back({segment, segments_[segment], pending_.size()});
  }

  // All of the top segment's entries are there.
  void Close() {
    const Frame frame = stack_.back();
    stack_.pop_back();
    const auto begin = pending_.begin() + static_cast<std::ptrdiff_t>(frame.entries_begin);
    std::sort(begin, pending_.end());
    nodes_of_segments_[frame.segment] = NodeWith(begin, std::unique(begin, pending_.end()));
    pending_.erase(begin, pending_.end());
  }

  std::uint32_t NodeWith(std::vector<HitGraph::Entry>::const_iterator begin,
                         std::vector<HitGraph::Entry>::const_iterator end) {
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

  // From their segments to the trees.
  void TakeNodes() {
    for (std::uint32_t tree = 0; tree < graph_.trees_.size(); ++tree) {
      std::uint32_t& node = graph_.nodes_of_trees_[tree];
      node = nodes_of_segments_[node];
      if (node != HitGraph::kNoHits && !has_parent_[tree]) {
        graph_.tops_.push_back(graph_.trees_.Id(tree));
      }
    }
    std::sort(graph_.tops_.begin(), graph_.tops_.end());
  }

  std::vector<TreeRecorder> recorders_;
  HitGraph graph_;  // its nodes_of_trees_ are their segments at first

  // Of all recorders, one behind the other; where each one's begin, and the end.
  std::vector<std::uint32_t> trees_before_ = {0};
  std::vector<std::uint32_t> items_before_ = {0};
  std::vector<std::uint32_t> trees_;          // their numbers in the graph
  std::vector<std::uint32_t> next_holders_;   // of an item: the next that names the same tree
  std::vector<std::uint32_t> next_unmarked_;  // of a tree: itself, or one on the way to it
  std::vector<bool> is_marked_;               // of an item

  std::vector<std::uint32_t> first_holders_;  // of each tree of the graph
  std::vector<bool> has_parent_;              // as these
  std::vector<std::uint32_t> marked_;         // items whose trees are not marked yet

  std::vector<HitGraph::Entry> entries_;          // marked items; a folder's child is a tree
  std::vector<std::uint64_t> segments_ = {0, 0};  // where each one's list begins, and their end
  std::vector<std::uint32_t> lists_;              // of entries_
  std::size_t entries_left_ = 0;                  // in lists and nodes
  std::vector<std::uint32_t> nodes_of_segments_;

  std::vector<Frame> stack_;
  std::vector<HitGraph::Entry> pending_;  // of the segments on the stack
  std::unordered_set<std::uint32_t, Hash, Equal> known_nodes_;
};

Result<HitGraph> HitGraph::Make(std::vector<TreeRecorder> recorders, const HitFilter& filter,
                                std::size_t id_bytes) {
  return HitGraphMaker(std::move(recorders), filter, id_bytes).Make();
}

}  // namespace blotter
