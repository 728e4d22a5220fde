// LeafSearch: a leaf is a blob at a path. Which commits introduced each, which holds it last, whose
// tips hold it, and which leaves only trees hold that are in no commit.
// One thread; reads the two graphs, which outlive it. Deterministic.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "scanner/git/object_id.h"
#include "scanner/history/attribution.h"
#include "scanner/history/commit_graph.h"
#include "scanner/history/hit_graph.h"
#include "scanner/history/path_table.h"

namespace blotter {

struct Leaf {
  std::uint32_t path = 0;
  std::uint32_t blob = 0;
  std::uint32_t mode = 0;
  // Ranks; kNoNumber where no commit holds it.
  std::uint32_t first = kNoNumber;
  std::uint32_t last = kNoNumber;
  std::uint32_t last_introduction = kNoNumber;
  std::uint64_t introductions = 0;
  std::vector<std::uint32_t> introduced_by;  // ranks; cut at the limit
  bool reachable = false;
  bool in_head = false;
  // The first of the groups of tips that hold it: as many as names are listed.
  std::vector<std::uint32_t> tip_groups;
  std::uint32_t last_tip_group = kNoNumber;
  std::uint64_t tip_count = 0;  // members of all such groups
  ObjectId loose_tree;          // where no commit holds it
};

class LeafSearch {
 public:
  LeafSearch(const HitGraph* graph, const CommitGraph* commits, const AttributionOptions* options);

  // In this order. `tips` sorted by name.
  void MarkReachable(std::span<const RefTip> tips);
  void FollowCommits();
  void FindLoose(std::span<const RefTip> tips);
  void FindTips(std::span<const RefTip> tips);

  const std::vector<Leaf>& leaves() const { return leaves_; }
  const PathTable& paths() const { return paths_; }
  // Indices of the tips that a leaf's tip_groups stand for; HEAD is not among them.
  const std::vector<std::vector<std::uint32_t>>& tip_groups() const { return tip_groups_; }
  bool IsReachable(std::uint32_t rank) const { return reachable_[rank]; }
  // Whether any commit holds the blob, under whatever path. After FindLoose.
  bool IsHeld(std::uint32_t blob) const { return held_blobs_[blob]; }
  bool truncated() const { return truncated_; }
  const std::vector<std::string>& missing_tips() const { return missing_tips_; }

 private:
  // Of all leaves together, so that lists stay small beside the repository.
  static constexpr std::size_t kMostListed = 4'000'000;
  // git's own limit is core.maxTreeDepth: 2,048.
  static constexpr std::uint32_t kMostFolders = 2048;

  struct Others {  // a part of others_
    std::size_t begin;
    std::size_t end;
  };
  enum class Matched : std::uint8_t { kSame, kDifferent };

  void Introduce(std::uint32_t rank);
  void FindLosses(std::uint32_t rank);
  // Calls found(path of the folder, entry) for each leaf below `node` that is in none of the
  // `others` at the same path. `descend(folder, name)` gives a folder's path, or kNoNumber to
  // leave it out.
  template <typename Descend, typename Found>
  void Differences(std::uint32_t node, Others others, std::uint32_t path, std::uint32_t depth,
                   const Descend& descend, const Found& found);
  Matched MatchOthers(const HitGraph::Entry& entry, Others others, std::size_t cursors);
  template <typename Found>
  void ForEachKnownLeaf(std::uint32_t node, const Found& found);

  void HoldNodes();
  std::uint32_t NodeOfTip(const RefTip& tip) const;
  Leaf* FindLeaf(std::uint32_t folder, const HitGraph::Entry& entry);
  // Null where it is no hit after all, or where there is no room.
  Leaf* MakeLeaf(std::uint32_t folder, const HitGraph::Entry& entry);
  // Work that a hostile repository could multiply; false: enough. Each phase may do its share.
  bool Step();

  const HitGraph* graph_;
  const CommitGraph* commits_;
  const AttributionOptions* options_;
  PathTable paths_;
  std::vector<Leaf> leaves_;
  std::unordered_map<std::uint64_t, std::uint32_t> leaf_numbers_;  // by path and blob
  std::vector<std::uint32_t> roots_;                               // node of each commit
  std::vector<bool> reachable_;                                    // of each commit
  std::vector<bool> held_nodes_;
  std::vector<bool> held_blobs_;
  std::vector<std::vector<std::uint32_t>> tip_groups_;
  std::vector<std::string> missing_tips_;
  std::uint64_t steps_ = 0;  // of this phase
  std::size_t listed_introductions_ = 0;
  bool truncated_ = false;
  // Used as stacks by Differences.
  std::vector<std::uint32_t> others_;
  std::vector<std::size_t> cursors_;
};

}  // namespace blotter
