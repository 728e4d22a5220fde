// IdTable: object ids, each once, numbered from 0 in the order in which they came, and found by a
// hash table (the first eight bytes of an id are its hash already).
// An id costs its bytes and 6 to 11 bytes of table. At most 2^32 - 2 ids.
// One thread at a time writes; once nobody writes, any number may read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

#include "scanner/git/object_id.h"
#include "scanner/history/chunked_array.h"

namespace blotter {

// "There is none", for every kind of number in this room.
inline constexpr std::uint32_t kNoNumber = ~std::uint32_t{0};

inline std::uint64_t IdHash(const unsigned char* id) {
  std::uint64_t hash = 0;
  std::memcpy(&hash, id, sizeof hash);
  return hash;
}

class IdTable {
 public:
  struct Inserted {
    std::uint32_t number;
    bool is_new;
  };

  explicit IdTable(std::size_t id_bytes) : ids_(id_bytes), slots_(kFirstSlots, kNoNumber) {}

  Inserted Insert(const unsigned char* id);
  // kNoNumber where it is not here.
  std::uint32_t Find(const unsigned char* id) const { return slots_[SlotOf(id)]; }
  // kNoNumber also for an id of another size.
  std::uint32_t Find(const ObjectId& id) const {
    return id.size() == id_bytes() ? Find(id.data()) : kNoNumber;
  }

  const unsigned char* Bytes(std::uint32_t number) const { return ids_[number]; }
  ObjectId Id(std::uint32_t number) const { return {ids_[number], ids_.id_bytes()}; }
  std::uint32_t size() const { return static_cast<std::uint32_t>(ids_.size()); }
  std::size_t id_bytes() const { return ids_.id_bytes(); }
  std::size_t memory_bytes() const {
    return ids_.memory_bytes() + slots_.capacity() * sizeof(slots_[0]);
  }

  // Room for `count` ids in all, so that the table does not grow step by step.
  void Reserve(std::size_t count);

 private:
  static constexpr std::size_t kFirstSlots = 64;

  // Where `id` is, or where it would go.
  std::size_t SlotOf(const unsigned char* id) const {
    const std::size_t mask = slots_.size() - 1;
    std::size_t slot = IdHash(id) & mask;
    while (slots_[slot] != kNoNumber && std::memcmp(ids_[slots_[slot]], id, ids_.id_bytes()) != 0) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }
  void Resize(std::size_t slots);

  IdList ids_;
  std::vector<std::uint32_t> slots_;  // a power of two, at most 2/3 in use
};

}  // namespace blotter
