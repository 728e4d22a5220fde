// SortedIds: the table of object ids in the middle of a pack's index and of a multi-pack-index: ids
// in ascending order, and a fanout (for each first byte, how many ids have at most that one).
// Contract: whoever makes one calls Check, then sees that there are count() ids, then calls
// FirstMisplaced; only a table that passes answers right.
// A view of bytes that others own; a value, cheap to copy; any number of threads may read it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "scanner/git/object_id.h"

namespace blotter {

class SortedIds {
 public:
  static constexpr std::size_t kFanoutBytes = std::size_t{256} * 4;

  SortedIds() = default;
  // `fanout`: kFanoutBytes; its last number is how many ids there are. `ids`: the first of them;
  // one every `stride` bytes.
  SortedIds(const unsigned char* fanout, const unsigned char* ids, std::size_t stride,
            std::size_t hash_bytes);

  // Whether the fanout ascends.
  bool Check() const;

  std::uint32_t count() const { return count_; }
  std::size_t hash_bytes() const { return hash_bytes_; }
  const unsigned char* Bytes(std::uint32_t n) const { return ids_ + stride_ * n; }

  // The first that equals `id`; nothing for an id of another hash.
  std::optional<std::uint32_t> Find(const ObjectId& id) const;

  // The first id that is below the one before it or outside its part of the fanout. O(n).
  std::optional<std::uint32_t> FirstMisplaced() const;

 private:
  std::uint32_t Fanout(std::size_t first_byte) const;
  bool Below(std::uint32_t n, const ObjectId& id) const;

  const unsigned char* fanout_ = nullptr;
  const unsigned char* ids_ = nullptr;
  std::size_t stride_ = 0;
  std::size_t hash_bytes_ = 0;
  std::uint32_t count_ = 0;
};

}  // namespace blotter
