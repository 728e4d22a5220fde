// TreeRecorder: what one worker keeps of the trees that it is given: their subtrees and their hits.
// A subtree or a hit under a name is an item, and neighbouring trees hold nearly the same ones: so
// trees are numbered, and an item is kept once, with the stretch of trees that hold it; one that
// goes and comes back is two items. A tree costs what differs from the tree before it, however much
// it holds. Trees without items are not kept.
// One thread at a time writes; once nobody writes, any number may read.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "scanner/git/object_id.h"
#include "scanner/git/object_parsers.h"
#include "scanner/git/tree_changes.h"
#include "scanner/history/chunked_array.h"
#include "scanner/history/hit_filter.h"
#include "scanner/history/id_table.h"
#include "scanner/history/name_table.h"

namespace blotter {

class TreeRecorder {
 public:
  struct Item {
    std::uint32_t name;        // in names()
    std::uint32_t mode;        // of every folder kTreeModeFolder
    std::uint32_t first_tree;  // that holds it
    std::uint32_t last_tree;   // as do all between them

    bool is_folder() const { return mode == kTreeModeFolder; }
  };

  // `filter` outlives this.
  TreeRecorder(const HitFilter* filter, std::size_t id_bytes, std::size_t memory_bytes);

  void Add(const ObjectId& id, std::string_view raw);

  // The kept trees are 0 to tree_count() - 1.
  std::uint32_t tree_count() const { return static_cast<std::uint32_t>(tree_ids_.size()); }
  const unsigned char* TreeId(std::uint32_t tree) const { return tree_ids_[tree]; }

  // In the order of their first trees.
  std::uint32_t item_count() const { return static_cast<std::uint32_t>(items_.size()); }
  Item GetItem(std::uint32_t item) const;
  const unsigned char* ItemId(std::uint32_t item) const { return item_ids_[item]; }
  const NameTable& names() const { return names_; }

  bool has_hits() const { return has_hits_; }
  // It would have taken more than the memory allowed; what came after that was not kept.
  bool out_of_memory() const { return out_of_memory_; }
  // Of what was allowed.
  std::size_t memory_left() const { return memory_bytes_ - std::min(memory_bytes_, MemoryBytes()); }
  const std::vector<ObjectId>& damaged() const { return damaged_; }

 private:
  std::uint32_t ItemFor(const TreeEntry& entry);
  std::uint32_t* GoneItemWith(std::string_view name);
  std::uint32_t AddItem(std::uint32_t name, std::uint32_t mode, const unsigned char* id);
  void ReplaceGoneItems();
  std::size_t MemoryBytes() const;

  const HitFilter* filter_;
  std::size_t memory_bytes_;
  bool has_hits_ = false;
  bool out_of_memory_ = false;
  std::vector<ObjectId> damaged_;

  IdList tree_ids_;
  IdList item_ids_;
  ChunkedArray<Item> items_;  // last_tree is kNoNumber while the last tree holds it
  NameTable names_;
  TreeChanges changes_;
  std::vector<std::uint32_t> of_entries_;  // of the last tree: the item of each entry, or kNoNumber
  std::vector<std::uint32_t> new_items_;   // of the tree at hand: those of its new entries
  std::size_t next_gone_ = 0;              // of of_entries_: where GoneItemWith goes on
  std::size_t items_held_ = 0;             // by the tree at hand
};

}  // namespace blotter
