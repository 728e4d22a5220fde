// PackFile: a mapped .pack file (gitformat-pack(5), versions 2 and 3) and the entries in it.
// Contract: nothing is read beyond the file, whatever it says. Immutable; any number of threads may
// read it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "scanner/base/mapped_file.h"
#include "scanner/base/result.h"
#include "scanner/git/object_id.h"
#include "scanner/git/pack_index.h"

namespace blotter {

// The kinds of entries are those of objects (ObjectType) and two kinds of deltas.
inline constexpr std::uint8_t kOffsetDelta = 6;  // its base is an entry further up in this pack
inline constexpr std::uint8_t kIdDelta = 7;      // its base is named by id

// What stands in front of an entry's compressed bytes.
struct PackEntry {
  std::uint8_t kind = 0;
  std::uint64_t size = 0;         // inflated: of the object, or of the delta
  std::uint64_t base_offset = 0;  // kOffsetDelta
  ObjectId base_id;               // kIdDelta
  std::size_t header_bytes = 0;   // the compressed bytes begin here
};

class PackFile {
 public:
  // Error: it cannot be read, or is no pack.
  static Result<PackFile> Open(const std::string& path, std::size_t hash_bytes);

  // As Open, of bytes that outlive the PackFile; `name` is for messages.
  static Result<PackFile> Parse(std::string_view bytes, std::size_t hash_bytes,
                                const std::string& name);

  // Error: `index`, the file of that name, is about another pack.
  Status CheckIndex(const PackIndex& index) const;

  const std::string& path() const { return path_; }
  std::string_view bytes() const { return bytes_; }
  // Where the last entry ends.
  std::uint64_t end() const { return bytes_.size() - hash_bytes_; }
  // The checksum that it ends with.
  ObjectId Checksum() const;

  // The header of the entry that begins at `begin` and ends at or before `end`. Nothing where it is
  // damaged.
  std::optional<PackEntry> Entry(std::uint64_t begin, std::uint64_t end) const;

  // The compressed bytes of that entry.
  std::string_view Compressed(const PackEntry& entry, std::uint64_t begin,
                              std::uint64_t end) const {
    return bytes().substr(begin + entry.header_bytes, end - begin - entry.header_bytes);
  }

 private:
  PackFile() = default;
  Error Damaged(std::string_view what) const;

  std::string path_;
  MappedFile file_;  // empty where the bytes are borrowed
  std::string_view bytes_;
  std::size_t hash_bytes_ = 0;
};

}  // namespace blotter
