// TreeRecorder: what one worker keeps of the trees that it is given: for each, its subtrees and its
// hits. A subtree under a name (or a hit under a name) is an item; items are numbered and kept
// once, since the next tree usually holds nearly the same ones, so that a tree is a list of
// numbers. Trees without items are not kept.
// One thread at a time writes; once nobody writes, any number may read.
#pragma once

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
  enum class ItemKind : std::uint8_t { kFolder, kTarget, kEnvFile };
  struct Item {
    std::uint32_t name;  // in names()
    std::uint32_t mode;
    ItemKind kind;
    bool operator==(const Item&) const = default;
  };

  // `filter` outlives this.
  TreeRecorder(const HitFilter* filter, std::size_t id_bytes, std::size_t memory_bytes);

  void Add(const ObjectId& id, std::string_view raw);

  // The kept trees are 0 to tree_count() - 1.
  std::size_t tree_count() const { return starts_.size(); }
  const unsigned char* TreeId(std::size_t tree) const { return tree_ids_[tree]; }
  std::uint32_t ItemCount(std::size_t tree) const { return lists_[starts_[tree]]; }
  std::uint32_t ItemOf(std::size_t tree, std::uint32_t place) const {
    return lists_[starts_[tree] + 1 + place];
  }

  std::size_t item_count() const { return items_.size(); }
  const Item& GetItem(std::size_t item) const { return items_[item]; }
  const unsigned char* ItemId(std::size_t item) const { return item_ids_[item]; }
  const NameTable& names() const { return names_; }

  bool has_hits() const { return has_hits_; }
  // It would have taken more than the memory allowed; what came after that was not kept.
  bool out_of_memory() const { return out_of_memory_; }
  const std::vector<ObjectId>& damaged() const { return damaged_; }

 private:
  void Keep(const ObjectId& id);
  std::uint32_t ItemFor(const TreeEntry& entry);
  std::uint32_t FindOrAddItem(const Item& item, const unsigned char* id);
  std::size_t SlotOf(const Item& item, const unsigned char* id) const;
  void GrowSlots();
  std::size_t MemoryBytes() const;

  const HitFilter* filter_;
  std::size_t memory_bytes_;
  bool has_hits_ = false;
  bool out_of_memory_ = false;
  std::vector<ObjectId> damaged_;

  IdList tree_ids_;
  ChunkedArray<std::uint32_t> starts_;  // of each tree's list in lists_
  ChunkedArray<std::uint32_t> lists_;   // for each tree the number of its items, then the items

  IdList item_ids_;
  ChunkedArray<Item> items_;
  NameTable names_;
  std::vector<std::uint32_t> slots_;  // hash table of the items; a power of two
  TreeChanges changes_;
  std::vector<std::uint32_t> of_entries_;  // of the last tree: the item of each entry, or kNoNumber
  std::vector<std::uint32_t> new_items_;   // of its entries that are new
};

}  // namespace blotter
