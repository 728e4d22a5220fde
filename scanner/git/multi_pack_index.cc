#include "scanner/git/multi_pack_index.h"

#include <utility>

#include <fmt/format.h>

#include "scanner/git/big_endian.h"

namespace blotter {

namespace {

constexpr std::string_view kSignature = "MIDX";
constexpr std::size_t kHeaderBytes = 12;
constexpr std::size_t kChunkRowBytes = 12;  // 4 bytes of name, 8 bytes of offset
constexpr std::size_t kPlaceBytes = 8;
constexpr std::uint32_t kLongOffset = 0x80000000;

const unsigned char* Bytes(std::string_view chunk) {
  return reinterpret_cast<const unsigned char*>(chunk.data());
}

}  // namespace

Result<MultiPackIndex> MultiPackIndex::Open(const std::string& path, std::size_t hash_bytes) {
  Result<MappedFile> file = MappedFile::Open(path);
  if (!file.ok()) return file.error();
  Result<MultiPackIndex> index = Parse(file->bytes(), hash_bytes, path);
  if (index.ok()) index->file_ = std::move(file.value());
  return index;
}

Result<MultiPackIndex> MultiPackIndex::Parse(std::string_view bytes, std::size_t hash_bytes,
                                             const std::string& name) {
  MultiPackIndex index;
  index.name_ = name;
  if (const Status status = index.Read(bytes, hash_bytes); !status.ok()) return status.error();
  return index;
}

// The header; a table of chunks; the chunks; a checksum of one hash.
Status MultiPackIndex::Read(std::string_view bytes, std::size_t hash_bytes) {
  if (Status status = ReadHeader(bytes, hash_bytes); !status.ok()) return status;
  Chunks chunks;
  if (Status status = ReadChunks(bytes, hash_bytes, &chunks); !status.ok()) return status;
  const std::uint32_t pack_count = ReadBigEndian32(bytes.data() + 8);
  if (Status status = ReadPackNames(chunks.pack_names, pack_count); !status.ok()) return status;

  if (chunks.fanout.size() != SortedIds::kFanoutBytes) {
    return Corrupt("its fanout table has a wrong size");
  }
  ids_ = SortedIds(Bytes(chunks.fanout), Bytes(chunks.ids), hash_bytes, hash_bytes);
  if (!ids_.Check()) return Corrupt("the fanout table descends");
  if (chunks.ids.size() != std::uint64_t{count()} * hash_bytes ||
      chunks.places.size() != std::uint64_t{count()} * kPlaceBytes) {
    return Corrupt(fmt::format("{} objects do not fit its tables", count()));
  }
  if (chunks.long_offsets.size() % 8 != 0) return Corrupt("an 8-byte offset is cut short");
  places_ = Bytes(chunks.places);
  long_offsets_ = Bytes(chunks.long_offsets);
  long_offset_count_ = chunks.long_offsets.size() / 8;
  if (const auto misplaced = ids_.FirstMisplaced()) {
    return Corrupt(fmt::format("object {} is not in order", *misplaced));
  }
  return CheckPlaces();
}

// Signature; then one byte each: version, hash, number of chunks, number of files this one builds
// on; then the number of packs.
Status MultiPackIndex::ReadHeader(std::string_view bytes, std::size_t hash_bytes) const {
  if (bytes.size() < kHeaderBytes + kChunkRowBytes + hash_bytes || !bytes.starts_with(kSignature)) {
    return Corrupt("it does not begin as one");
  }
  const unsigned char* const header = Bytes(bytes);
  if (header[4] != 1) return Corrupt(fmt::format("version {} is not 1", header[4]));
  if (header[5] != (hash_bytes == kSha1Bytes ? 1 : 2)) {
    return Corrupt("its hash is not the repository's");
  }
  if (header[7] != 0) return Corrupt("it builds on others");
  return Status::Ok();
}

// The table has a row for each chunk and one for the end of the last; a chunk ends where the next
// one begins.
Status MultiPackIndex::ReadChunks(std::string_view bytes, std::size_t hash_bytes,
                                  Chunks* chunks) const {
  const std::size_t chunk_count = Bytes(bytes)[6];
  const std::size_t table_end = kHeaderBytes + (chunk_count + 1) * kChunkRowBytes;
  if (table_end + hash_bytes > bytes.size()) return Corrupt("its table of chunks is cut short");
  const std::uint64_t content_end = bytes.size() - hash_bytes;
  const std::pair<std::string_view, std::string_view*> known[] = {{"PNAM", &chunks->pack_names},
                                                                  {"OIDF", &chunks->fanout},
                                                                  {"OIDL", &chunks->ids},
                                                                  {"OOFF", &chunks->places},
                                                                  {"LOFF", &chunks->long_offsets}};
  std::uint64_t least = table_end;
  for (std::size_t i = 0; i < chunk_count; ++i) {
    const std::size_t row = kHeaderBytes + i * kChunkRowBytes;
    const std::string_view name = bytes.substr(row, 4);
    const std::uint64_t begin = ReadBigEndian64(bytes.data() + row + 4);
    const std::uint64_t end = ReadBigEndian64(bytes.data() + row + kChunkRowBytes + 4);
    if (begin < least || end < begin || end > content_end) {
      return Corrupt(fmt::format("chunk {} lies outside the file or in another", i));
    }
    least = end;
    for (const auto& [known_name, chunk] : known) {
      if (name != known_name) continue;
      if (chunk->data() != nullptr) return Corrupt("it has a chunk twice");
      *chunk = bytes.substr(begin, end - begin);
    }
  }
  for (const auto& [known_name, chunk] : known) {
    if (chunk->data() == nullptr && known_name != "LOFF") {
      return Corrupt(fmt::format("it has no chunk {}", known_name));
    }
  }
  return Status::Ok();
}

// Each ends with a NUL; zeros behind the last fill up four bytes.
Status MultiPackIndex::ReadPackNames(std::string_view chunk, std::uint32_t count) {
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::size_t end = chunk.find('\0');
    const std::string_view name = chunk.substr(0, end);
    if (end == std::string_view::npos || name.empty() || name.find('/') != std::string_view::npos) {
      return Corrupt(fmt::format("the name of pack {} is none", i));
    }
    if (i > 0 && name <= pack_names_.back()) return Corrupt("the names of packs are not in order");
    pack_names_.push_back(name);
    chunk.remove_prefix(end + 1);
  }
  return Status::Ok();
}

Status MultiPackIndex::CheckPlaces() const {
  for (std::uint32_t n = 0; n < count(); ++n) {
    if (Pack(n) >= pack_names_.size()) {
      return Corrupt(fmt::format("object {} lies in a pack it does not name", n));
    }
    const std::uint32_t offset = ReadBigEndian32(places_ + kPlaceBytes * n + 4);
    if (long_offsets_ == nullptr || (offset & kLongOffset) == 0) continue;
    if ((offset & ~kLongOffset) >= long_offset_count_ || Offset(n) >> 63U != 0) {
      return Corrupt(fmt::format("object {} has an impossible offset", n));
    }
  }
  return Status::Ok();
}

std::uint32_t MultiPackIndex::Pack(std::uint32_t n) const {
  return ReadBigEndian32(places_ + kPlaceBytes * n);
}

// Without a chunk of 8-byte offsets all 32 bits are the offset.
std::uint64_t MultiPackIndex::Offset(std::uint32_t n) const {
  const std::uint32_t offset = ReadBigEndian32(places_ + kPlaceBytes * n + 4);
  if (long_offsets_ == nullptr || (offset & kLongOffset) == 0) return offset;
  return ReadBigEndian64(long_offsets_ + std::size_t{8} * (offset & ~kLongOffset));
}

Error MultiPackIndex::Corrupt(std::string_view what) const {
  return Error{
      fmt::format("{}: cannot be used as a multi-pack-index: {}; remove it, and run `git "
                  "multi-pack-index write` where it is wanted",
                  name_, what)};
}

}  // namespace blotter
