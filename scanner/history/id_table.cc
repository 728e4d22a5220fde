#include "scanner/history/id_table.h"

#include <bit>

namespace blotter {

IdTable::Inserted IdTable::Insert(const unsigned char* id) {
  const std::size_t slot = SlotOf(id);
  if (slots_[slot] != kNoNumber) return {slots_[slot], false};
  const std::uint32_t number = size();
  ids_.PushBack(id);
  slots_[slot] = number;
  if (ids_.size() * 3 > slots_.size() * 2) Resize(slots_.size() * 2);
  return {number, true};
}

void IdTable::Reserve(std::size_t count) {
  const std::size_t slots = std::bit_ceil(count * 3 / 2 + 1);
  if (slots > slots_.size()) Resize(slots);
}

void IdTable::Resize(std::size_t slots) {
  slots_.assign(slots, kNoNumber);
  for (std::uint32_t number = 0; number < size(); ++number) {
    slots_[SlotOf(ids_[number])] = number;
  }
}

}  // namespace blotter
