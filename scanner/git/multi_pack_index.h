// MultiPackIndex: which objects the packs of a folder hold and where, from the file
// objects/pack/multi-pack-index (gitformat-pack(5), version 1, SHA-1 and SHA-256). It speaks for
// packs whose own .idx is missing, and names packs that should be there.
// Contract: sizes, the fanout, the order of ids and names, every pack's number and every offset are
// checked when it is opened, so nothing asked later can fail or read beyond the file. Chunks it
// does not know are passed over. Limits: of an object in several packs it names one, as the file
// does; the file's checksum is not verified; a chain of files (multi-pack-index.d) is an Error. A
// MultiPackIndex is immutable: any number of threads may read it.
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

// Objects are numbered from 0 in the order of their ids, packs in the order of their names.
class MultiPackIndex {
 public:
  // `hash_bytes`: kSha1Bytes or kSha256Bytes. Error: what is wrong with the file and what to do.
  static Result<MultiPackIndex> Open(const std::string& path, std::size_t hash_bytes);

  // As Open, of bytes that outlive the MultiPackIndex; `name` is for messages.
  static Result<MultiPackIndex> Parse(std::string_view bytes, std::size_t hash_bytes,
                                      const std::string& name);

  // "pack-HEX.idx", whether or not there is such a file. No slashes.
  const std::vector<std::string_view>& pack_names() const { return pack_names_; }

  std::uint32_t count() const { return ids_.count(); }
  std::size_t hash_bytes() const { return ids_.hash_bytes(); }
  const unsigned char* IdBytes(std::uint32_t n) const { return ids_.Bytes(n); }
  ObjectId Id(std::uint32_t n) const { return {IdBytes(n), hash_bytes()}; }

  // Which pack holds object `n` (a place in pack_names()), and where in it, below 2^63.
  std::uint32_t Pack(std::uint32_t n) const;
  std::uint64_t Offset(std::uint32_t n) const;

  // The number of the object `id`. O(log n), no allocation; nothing for an id of another hash.
  std::optional<std::uint32_t> Find(const ObjectId& id) const { return ids_.Find(id); }

 private:
  // Where the chunks lie; a view of null where there is none.
  struct Chunks {
    std::string_view pack_names;
    std::string_view fanout;
    std::string_view ids;
    std::string_view places;
    std::string_view long_offsets;
  };

  MultiPackIndex() = default;
  Status Read(std::string_view bytes, std::size_t hash_bytes);
  Status ReadHeader(std::string_view bytes, std::size_t hash_bytes) const;
  Status ReadChunks(std::string_view bytes, std::size_t hash_bytes, Chunks* chunks) const;
  Status ReadPackNames(std::string_view chunk, std::uint32_t count);
  Status CheckPlaces() const;
  Error Corrupt(std::string_view what) const;

  MappedFile file_;  // empty where the bytes are borrowed
  std::string name_;
  std::vector<std::string_view> pack_names_;
  SortedIds ids_;
  const unsigned char* places_ = nullptr;        // for each object its pack, and 4 bytes of offset
  const unsigned char* long_offsets_ = nullptr;  // 8 bytes each; null where there is no such chunk
  std::uint64_t long_offset_count_ = 0;
};

}  // namespace blotter
