// PackIndex: which objects a pack holds and where, from its .idx file (gitformat-pack(5), versions
// 1 and 2, SHA-1 and SHA-256). Contract: the file's size, its fanout, the order of the ids and
// every offset are checked when it is opened (one pass, 4 ms for a million objects), so nothing
// asked later can fail or read beyond the file. What an offset points to is for the pack's reader
// to check. Limits: the file's own checksum is not verified, as git itself does not when it reads.
// A PackIndex is immutable: any number of threads may read it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/mapped_file.h"
#include "scanner/base/result.h"
#include "scanner/git/object_id.h"
#include "scanner/git/sorted_ids.h"

namespace blotter {

// The objects of a pack in the order in which they lie there: their numbers in its index, and where
// they begin.
struct PackOrder {
  std::vector<std::uint32_t> numbers;
  std::vector<std::uint64_t> offsets;
};

// Objects are numbered from 0 in the order of their ids. Neighbours may have equal ids: git once
// wrote packs that hold an object twice.
class PackIndex {
 public:
  // `hash_bytes`: kSha1Bytes or kSha256Bytes. Error: what is wrong with the file and what to do.
  static Result<PackIndex> Open(const std::string& path, std::size_t hash_bytes);

  // As Open, of bytes that outlive the PackIndex; `name` is for messages.
  static Result<PackIndex> Parse(std::string_view bytes, std::size_t hash_bytes,
                                 const std::string& name);

  std::uint32_t count() const { return ids_.count(); }
  std::size_t hash_bytes() const { return ids_.hash_bytes(); }

  // hash_bytes() bytes, good as long as the PackIndex.
  const unsigned char* IdBytes(std::uint32_t n) const { return ids_.Bytes(n); }
  ObjectId Id(std::uint32_t n) const { return {IdBytes(n), hash_bytes()}; }

  // Where object `n` begins in the pack. Below 2^63.
  std::uint64_t Offset(std::uint32_t n) const;

  // The number of the object `id`; the first where the pack holds it more than once. O(log n), no
  // allocation; nothing for an id of another hash.
  std::optional<std::uint32_t> Find(const ObjectId& id) const { return ids_.Find(id); }

  // The checksum that the pack ends with.
  ObjectId PackChecksum() const { return {trailer_, hash_bytes()}; }

  PackOrder InPackOrder() const;

 private:
  PackIndex() = default;
  Status ReadLayout(std::string_view bytes, std::size_t hash_bytes);
  Status CheckOffsets() const;
  Error Corrupt(std::string_view what) const;

  MappedFile file_;  // empty where the bytes are borrowed
  std::string name_;
  SortedIds ids_;
  const unsigned char* offsets_ = nullptr;
  std::size_t offset_stride_ = 0;
  const unsigned char* long_offsets_ = nullptr;  // version 2: 8 bytes each; null in version 1
  std::uint64_t long_offset_count_ = 0;
  const unsigned char* trailer_ = nullptr;  // the pack's checksum, then the file's own
};

}  // namespace blotter
