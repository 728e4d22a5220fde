#include "scanner/history/tree_recorder.h"

#include <bit>
#include <cstring>

namespace blotter {
namespace {

constexpr std::size_t kFirstSlots = 1024;
constexpr std::size_t kMostNumbers = std::size_t{1} << 31;

std::uint64_t Load64(const char* at) {
  std::uint64_t bytes = 0;
  std::memcpy(&bytes, at, sizeof bytes);
  return bytes;
}

// The first NUL from `at` on; null where there is none, or it is not seen eight bytes at a time.
const char* FindNul(const char* at, const char* end) {
  constexpr std::uint64_t kLow = 0x0101010101010101;
  for (; end - at >= 8; at += 8) {
    const std::uint64_t bytes = Load64(at);
    const std::uint64_t nuls = (bytes - kLow) & ~bytes & (kLow << 7U);
    if (nuls != 0) return at + std::countr_zero(nuls) / 8;
  }
  return nullptr;
}

// Where the first entry stands that is not an ordinary file of no interest, or that needs a closer
// look. TreeReader could do it all; but nine entries of ten end here, in a third of the time.
const char* SkipPlainFiles(const char* at, const char* end, std::size_t id_bytes,
                           const HitFilter& filter) {
  if constexpr (std::endian::native != std::endian::little) return at;
  constexpr std::size_t kModeBytes = 7;
  constexpr std::uint64_t kModeMask = (std::uint64_t{1} << (8 * kModeBytes)) - 1;
  const std::uint64_t file = Load64("100644 ") & kModeMask;
  const std::uint64_t program = Load64("100755 ") & kModeMask;
  while (end - at >= 8) {
    const std::uint64_t mode = Load64(at) & kModeMask;
    if (mode != file && mode != program) return at;
    const char* const name = at + kModeBytes;
    const char* const nul = FindNul(name, end);
    if (nul == nullptr || nul == name) return at;
    if (static_cast<std::size_t>(end - nul) <= id_bytes) return at;
    const auto* const id = reinterpret_cast<const unsigned char*>(nul + 1);
    if (filter.IsTarget(id)) return at;
    if (filter.MayBeEnvFile({name, static_cast<std::size_t>(nul - name)})) return at;
    at = nul + 1 + id_bytes;
  }
  return at;
}

}  // namespace

TreeRecorder::TreeRecorder(const HitFilter* filter, std::size_t id_bytes, std::size_t memory_bytes)
    : filter_(filter),
      memory_bytes_(memory_bytes),
      tree_ids_(id_bytes),
      item_ids_(id_bytes),
      slots_(kFirstSlots, kNoNumber) {
  recent_.fill(kNoNumber);
}

void TreeRecorder::Add(const ObjectId& id, std::string_view raw) {
  if (id.size() != tree_ids_.id_bytes()) {
    damaged_.push_back(id);
    return;
  }
  if (out_of_memory_) return;
  scratch_.clear();
  bool hits = false;
  const char* at = raw.data();
  const char* const end = at + raw.size();
  while ((at = SkipPlainFiles(at, end, id.size(), *filter_)) != end) {
    TreeReader reader({at, static_cast<std::size_t>(end - at)}, id.size());
    TreeEntry entry;
    if (!reader.Next(&entry)) {
      damaged_.push_back(id);
      break;
    }
    at = reinterpret_cast<const char*>(entry.id) + id.size();
    if (entry.is_submodule()) continue;
    ItemKind kind = ItemKind::kFolder;
    if (!entry.is_folder()) {
      if (filter_->IsTarget(entry.id)) {
        kind = ItemKind::kTarget;
      } else if (filter_->MayBeEnvFile(entry.name)) {
        kind = ItemKind::kEnvFile;
      } else {
        continue;
      }
      hits = true;
    }
    scratch_.push_back(InternItem(entry, kind));
  }
  if (scratch_.empty()) return;
  has_hits_ |= hits;
  if (MemoryBytes() + scratch_.size() * sizeof(scratch_[0]) > memory_bytes_ ||
      lists_.size() + scratch_.size() >= kMostNumbers) {
    out_of_memory_ = true;
    return;
  }
  tree_ids_.PushBack(id.data());
  starts_.PushBack(static_cast<std::uint32_t>(lists_.size()));
  lists_.PushBack(static_cast<std::uint32_t>(scratch_.size()));
  for (const std::uint32_t item : scratch_) lists_.PushBack(item);
}

std::uint32_t TreeRecorder::InternItem(const TreeEntry& entry, ItemKind kind) {
  std::uint32_t& recent = recent_[IdHash(entry.id) % recent_.size()];
  if (recent != kNoNumber) {
    const Item& item = items_[recent];
    if (item.mode == entry.mode && item.kind == kind && names_.Text(item.name) == entry.name &&
        std::memcmp(item_ids_[recent], entry.id, item_ids_.id_bytes()) == 0) {
      return recent;
    }
  }
  recent = FindOrAddItem({names_.Intern(entry.name), entry.mode, kind}, entry.id);
  return recent;
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
