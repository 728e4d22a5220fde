// IndexParser: the bytes of an index file to an Index (index.h says what holds of the result).
// Used once, by Index::Parse.
//
// The format (gitformat-index(5)): "DIRC", version, number of entries; the entries; extensions,
// each a signature, a size and its data; a checksum of one hash. Numbers are big-endian. An entry
// is 40 bytes of stat data (mode among them), an object id, 16 bits of flags, 16 more where the
// flags say so, then the path: in versions 2 and 3 followed by 1 to 8 NULs up to a multiple of 8
// bytes; in version 4 as a number of bytes to cut from the path before it, and a NUL-terminated
// rest.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "scanner/base/result.h"
#include "scanner/git/index.h"

namespace blotter {

class IndexParser {
 public:
  IndexParser(std::string bytes, std::size_t hash_bytes, std::string name);

  // As Index::Parse.
  Result<std::shared_ptr<const Index>> Parse();

  // Decides whether `listing` is well-formed; as Index::ParseListing.
  static Result<std::shared_ptr<const Index>> ParseListing(std::string listing,
                                                           const std::string& name);

 private:
  std::optional<Error> ParseHeader();
  std::optional<Error> ParseEntry();
  std::optional<Error> ParsePath(std::size_t entry_begin, std::size_t stored_length,
                                 IndexEntry* entry);
  std::optional<Error> ParsePackedPath(std::size_t stored_length, IndexEntry* entry);
  std::optional<Error> ParseExtensions();
  static const char* WrongPlace(const Index& index, const IndexEntry& entry);
  std::string_view Keep(std::string_view head, std::string_view tail);

  Error Corrupt(std::string_view what) const;
  std::uint32_t Number(std::size_t at, std::size_t bytes) const;

  std::shared_ptr<Index> index_;
  std::string_view bytes_;  // index_->bytes_
  std::string name_;
  std::size_t content_end_ = 0;  // where the checksum starts
  std::size_t at_ = 0;
  std::uint32_t version_ = 0;
  std::uint32_t entry_count_ = 0;
  std::size_t unpacked_bytes_ = 0;  // of version 4's paths
  std::string_view previous_path_;
  bool has_nameless_entry_ = false;
  bool only_git_can_read_ = false;
};

}  // namespace blotter
