#include "scanner/history/tree_recorder.h"

#include <algorithm>
#include <cstring>

namespace blotter {
namespace {

constexpr std::size_t kFirstSlots = 1024;
constexpr std::size_t kMostNumbers = std::size_t{1} << 31;

}  // namespace

TreeRecorder::TreeRecorder(const HitFilter* filter, std::size_t id_bytes, std::size_t memory_bytes)
    : filter_(filter),
      memory_bytes_(memory_bytes),
      tree_ids_(id_bytes),
      item_ids_(id_bytes),
      slots_(kFirstSlots, kNoNumber),
      changes_(id_bytes) {}

void TreeRecorder::Add(const ObjectId& id, std::string_view raw) {
  if (id.size() != tree_ids_.id_bytes()) {
    damaged_.push_back(id);
    return;
  }
  if (out_of_memory_) return;
  new_items_.clear();
  const char* const problem = changes_.ForEachNew(
      raw, [this](const TreeEntry& entry) { new_items_.push_back(ItemFor(entry)); });
  if (problem != nullptr) damaged_.push_back(id);
  const auto at = of_entries_.begin() + static_cast<std::ptrdiff_t>(changes_.kept_before());
  const auto behind = of_entries_.end() - static_cast<std::ptrdiff_t>(changes_.kept_behind());
  of_entries_.insert(of_entries_.erase(at, behind), new_items_.begin(), new_items_.end());
  Keep(id);
}

// The tree whose entries' items are at hand.
void TreeRecorder::Keep(const ObjectId& id) {
  const std::size_t items =
      of_entries_.size() -
      static_cast<std::size_t>(std::count(of_entries_.begin(), of_entries_.end(), kNoNumber));
  if (items == 0) return;
  if (MemoryBytes() + items * sizeof(of_entries_[0]) > memory_bytes_ ||
      lists_.size() + items >= kMostNumbers) {
    out_of_memory_ = true;
    return;
  }
  tree_ids_.PushBack(id.data());
  starts_.PushBack(static_cast<std::uint32_t>(lists_.size()));
  lists_.PushBack(static_cast<std::uint32_t>(items));
  for (const std::uint32_t item : of_entries_) {
    if (item != kNoNumber) lists_.PushBack(item);
  }
}

// kNoNumber: an entry of no interest.
std::uint32_t TreeRecorder::ItemFor(const TreeEntry& entry) {
  if (entry.is_submodule()) return kNoNumber;
  ItemKind kind = ItemKind::kFolder;
  if (!entry.is_folder()) {
    if (filter_->IsTarget(entry.id)) {
      kind = ItemKind::kTarget;
    } else if (filter_->MayBeEnvFile(entry.name)) {
      kind = ItemKind::kEnvFile;
    } else {
      return kNoNumber;
    }
    has_hits_ = true;
  }
  return FindOrAddItem({names_.Intern(entry.name), entry.mode, kind}, entry.id);
}

std::uint32_t TreeRecorder::FindOrAddItem(const Item& item, const unsigned char* id) {
  const std::size_t slot = SlotOf(item, id);
  if (slots_[slot] != kNoNumber) return slots_[slot];
  const auto number = static_cast<std::uint32_t>(items_.size());
  items_.PushBack(item);
  item_ids_.PushBack(id);
  slots_[slot] = number;
  if (items_.size() * 3 > slots_.size() * 2) GrowSlots();
  return number;
}

std::size_t TreeRecorder::SlotOf(const Item& item, const unsigned char* id) const {
  constexpr std::uint64_t kSpread = 0x9e3779b97f4a7c15;  // one blob may have many names
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = (IdHash(id) + (item.name + std::uint64_t{item.mode} * 7) * kSpread) & mask;
  while (slots_[slot] != kNoNumber &&
         !(items_[slots_[slot]] == item &&
           std::memcmp(item_ids_[slots_[slot]], id, item_ids_.id_bytes()) == 0)) {
    slot = (slot + 1) & mask;
  }
  return slot;
}

void TreeRecorder::GrowSlots() {
  slots_.assign(slots_.size() * 2, kNoNumber);
  for (std::uint32_t number = 0; number < items_.size(); ++number) {
    slots_[SlotOf(items_[number], item_ids_[number])] = number;
  }
}

std::size_t TreeRecorder::MemoryBytes() const {
  return tree_ids_.memory_bytes() + starts_.memory_bytes() + lists_.memory_bytes() +
         item_ids_.memory_bytes() + items_.memory_bytes() + names_.memory_bytes() +
         slots_.capacity() * sizeof(slots_[0]);
}

}  // namespace blotter
