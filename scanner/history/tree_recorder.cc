#include "scanner/history/tree_recorder.h"

#include <cstring>
#include <iterator>

namespace blotter {

TreeRecorder::TreeRecorder(const HitFilter* filter, std::size_t id_bytes, std::size_t memory_bytes)
    : filter_(filter),
      memory_bytes_(memory_bytes),
      tree_ids_(id_bytes),
      item_ids_(id_bytes),
      changes_(id_bytes) {}

TreeRecorder::Item TreeRecorder::GetItem(std::uint32_t item) const {
  Item found = items_[item];
  if (found.last_tree == kNoNumber) found.last_tree = tree_count() - 1;
  return found;
}

void TreeRecorder::Add(const ObjectId& id, std::string_view raw) {
  if (id.size() != tree_ids_.id_bytes()) {
    damaged_.push_back(id);
    return;
  }
  if (out_of_memory_) return;
  new_items_.clear();
  next_gone_ = 0;
  const char* const problem = changes_.ForEachNew(
      raw, [this](const TreeEntry& entry) { new_items_.push_back(ItemFor(entry)); });
  if (problem != nullptr) damaged_.push_back(id);
  ReplaceGoneItems();
  if (items_held_ > 0) tree_ids_.PushBack(id.data());
  if (MemoryBytes() > memory_bytes_) out_of_memory_ = true;
}

// kNoNumber: an entry of no interest.
std::uint32_t TreeRecorder::ItemFor(const TreeEntry& entry) {
  if (entry.is_submodule()) return kNoNumber;
  if (!entry.is_folder()) {
    if (!filter_->IsTarget(entry.id) && !filter_->MayBeEnvFile(entry.name)) return kNoNumber;
    has_hits_ = true;
  }
  const std::uint32_t mode = entry.is_folder() ? kTreeModeFolder : entry.mode;
  std::uint32_t* const gone = GoneItemWith(entry.name);
  if (gone == nullptr) return AddItem(names_.Intern(entry.name), mode, entry.id);
  const std::uint32_t item = *gone;
  if (items_[item].mode != mode ||
      std::memcmp(item_ids_[item], entry.id, item_ids_.id_bytes()) != 0) {
    return AddItem(items_[item].name, mode, entry.id);
  }
  *gone = kNoNumber;  // it is still there: only its place was among those that changed
  return item;
}

// What is new mostly has the name of what it replaces: that saves looking for the name among all.
// Entries are in about the same order as names are, and looked at once. Null: it is not there, or
// out of this order.
std::uint32_t* TreeRecorder::GoneItemWith(std::string_view name) {
  const std::size_t end = of_entries_.size() - changes_.kept_behind();
  for (next_gone_ = std::max(next_gone_, changes_.kept_before()); next_gone_ < end; ++next_gone_) {
    std::uint32_t& item = of_entries_[next_gone_];
    if (item == kNoNumber) continue;
    const int order = std::string_view(names_.Text(items_[item].name)).compare(name);
    if (order >= 0) return order == 0 ? &item : nullptr;
  }
  return nullptr;
}

std::uint32_t TreeRecorder::AddItem(std::uint32_t name, std::uint32_t mode,
                                    const unsigned char* id) {
  if (MemoryBytes() > memory_bytes_) {  // one tree may be very large
    out_of_memory_ = true;
    return kNoNumber;
  }
  const std::uint32_t item = item_count();
  items_.PushBack({name, mode, tree_count(), kNoNumber});
  item_ids_.PushBack(id);
  ++items_held_;
  return item;
}

// Puts the new items in the place of those that are gone, which the tree before was the last with.
void TreeRecorder::ReplaceGoneItems() {
  const auto gone = of_entries_.begin() + static_cast<std::ptrdiff_t>(changes_.kept_before());
  const auto gone_end = of_entries_.end() - static_cast<std::ptrdiff_t>(changes_.kept_behind());
  for (auto item = gone; item != gone_end; ++item) {
    if (*item == kNoNumber) continue;
    items_[*item].last_tree = tree_count() - 1;
    --items_held_;
  }
  const auto replaced = std::min(gone_end - gone, std::ssize(new_items_));
  const auto rest = std::copy_n(new_items_.begin(), replaced, gone);
  of_entries_.insert(of_entries_.erase(rest, gone_end), new_items_.begin() + replaced,
                     new_items_.end());
}

std::size_t TreeRecorder::MemoryBytes() const {
  return tree_ids_.memory_bytes() + item_ids_.memory_bytes() + items_.memory_bytes() +
         names_.memory_bytes() + of_entries_.capacity() * sizeof(of_entries_[0]);
}

}  // namespace blotter
