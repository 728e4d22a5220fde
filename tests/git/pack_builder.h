// Packs and their indexes as bytes, made of entries of a test's choice: right ones, and such as git
// would never write.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/git/object_id.h"

namespace blotter::testing {

// As a zlib stream.
std::string Deflated(std::string_view content);

// A delta: its two sizes, then instructions.
std::string DeltaHeader(std::uint64_t base_size, std::uint64_t result_size);
std::string DeltaCopy(std::uint32_t offset, std::uint32_t size);
std::string DeltaLiteral(std::string_view text);
// One that puts `text` behind the base.
std::string AppendingDelta(std::string_view base, std::string_view text);

class PackBuilder {
 public:
  struct Entry {
    unsigned kind = 3;  // a type, 6 or 7
    ObjectId id = {};   // in the index
    std::string content = {};
    std::size_t base = 0;                              // kind 6: an entry
    std::optional<std::uint64_t> distance = {};        // kind 6: instead of that
    ObjectId base_id = {};                             // kind 7
    std::optional<std::uint64_t> claimed_size = {};    // else the content's
    std::optional<std::string> compressed = {};        // else the content, deflated
    std::optional<std::uint64_t> claimed_offset = {};  // in the index; else its own
  };

  explicit PackBuilder(std::size_t hash_bytes = kSha1Bytes) : hash_bytes_(hash_bytes) {}

  // Adds an object; returns its number.
  std::size_t Whole(ObjectType type, std::string_view content);
  // Adds a delta of an entry; `result`, which gives the id, is what it makes of a blob.
  std::size_t OffsetDelta(std::size_t base, std::string_view delta, std::string_view result);
  std::size_t IdDelta(const ObjectId& base, std::string_view delta, std::string_view result);
  std::size_t Add(Entry entry);

  Entry& entry(std::size_t number) { return entries_[number]; }
  ObjectId Id(std::string_view blob) const;

  std::string Pack() const;
  std::string Index() const;
  // Writes both as pack-NAME.{pack,idx} to `objects_folder`/pack; returns the pack's path.
  std::string Write(const std::string& objects_folder, const std::string& name = "made") const;

 private:
  std::string Checksum(std::string_view bytes) const;
  std::string Bytes(const Entry& entry, const std::vector<std::uint64_t>& offsets) const;

  const std::size_t hash_bytes_;
  std::vector<Entry> entries_;
};

}  // namespace blotter::testing
