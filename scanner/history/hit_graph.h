// HitGraph: of all trees, what leads to a hit. A node is a list of entries (a name, and a hit or
// another node); trees with equal lists are the same node, wherever they are. Node 0 is the empty
// list: no hit below. So "nothing of interest differs between these two trees" is one comparison.
// Immutable; names, blobs, trees and nodes are numbers.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <tuple>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/git/object_id.h"
#include "scanner/history/hit_filter.h"
#include "scanner/history/id_table.h"
#include "scanner/history/name_table.h"
#include "scanner/history/tree_recorder.h"

namespace blotter {

class HitGraph {
 public:
  static constexpr std::uint32_t kNoHits = 0;                    // the empty node
  static constexpr std::uint32_t kFolderMode = kTreeModeFolder;  // of every folder's entry

  struct Entry {
    std::uint32_t name;
    std::uint32_t child;  // a folder's node, otherwise the number of a blob
    std::uint32_t mode;

    bool is_folder() const { return mode == kFolderMode; }
    bool operator==(const Entry&) const = default;
    bool operator<(const Entry& other) const {
      return std::tie(name, child, mode) < std::tie(other.name, other.child, other.mode);
    }
  };

  // Takes what was recorded. Errors: trees that lead to hits and contain themselves; more versions
  // of what leads to hits than there is room for in the memory that the recorders have left.
  static Result<HitGraph> Make(std::vector<TreeRecorder> recorders, const HitFilter& filter,
                               std::size_t id_bytes);

  // kNoHits also for a tree that is not here.
  std::uint32_t NodeOf(const unsigned char* tree_id) const {
    const std::uint32_t tree = trees_.Find(tree_id);
    return tree == kNoNumber ? kNoHits : nodes_of_trees_[tree];
  }
  std::uint32_t NodeOf(const ObjectId& tree_id) const {
    return tree_id.size() == trees_.id_bytes() ? NodeOf(tree_id.data()) : kNoHits;
  }
  std::uint32_t node_count() const { return static_cast<std::uint32_t>(nodes_.size() - 1); }
  // Sorted: equal names stand together (a damaged tree may hold a name twice).
  std::span<const Entry> Entries(std::uint32_t node) const {
    return std::span(entries_).subspan(nodes_[node], nodes_[node + 1] - nodes_[node]);
  }

  const std::string& Name(std::uint32_t name) const { return names_.Text(name); }

  // Targets have the lowest numbers; the others are blobs under an env file's name.
  std::uint32_t blob_count() const { return blobs_.size(); }
  std::uint32_t target_count() const { return target_count_; }
  ObjectId Blob(std::uint32_t blob) const { return blobs_.Id(blob); }

  // Trees with hits that are in no other tree.
  const std::vector<ObjectId>& tops() const { return tops_; }

 private:
  friend class HitGraphMaker;

  explicit HitGraph(std::size_t id_bytes) : trees_(id_bytes), blobs_(id_bytes) {}

  NameTable names_;
  IdTable trees_;
  std::vector<std::uint32_t> nodes_of_trees_;
  std::vector<std::uint64_t> nodes_ = {0, 0};  // where each one's entries begin, and their end
  std::vector<Entry> entries_;
  IdTable blobs_;
  std::uint32_t target_count_ = 0;
  std::vector<ObjectId> tops_;
};

}  // namespace blotter
