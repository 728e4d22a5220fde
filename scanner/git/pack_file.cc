#include "scanner/git/pack_file.h"

#include <utility>

#include <fmt/format.h>

#include "scanner/git/big_endian.h"

namespace blotter {

namespace {

constexpr std::string_view kSignature = "PACK";
constexpr std::size_t kHeaderBytes = 12;  // signature, version, number of objects

// The distance back to the base: seven bits a byte, the highest first, one added at each step so
// that no distance has two forms.
std::optional<std::uint64_t> ReadDistance(std::string_view bytes, std::size_t* at) {
  std::uint64_t distance = 0;
  for (bool first = true; *at < bytes.size(); first = false) {
    const auto byte = static_cast<unsigned char>(bytes[(*at)++]);
    if (!first) ++distance;
    if (distance >> 56 != 0) return std::nullopt;
    distance = (distance << 7) | (byte & 0x7FU);
    if ((byte & 0x80U) == 0) return distance;
  }
  return std::nullopt;
}

}  // namespace

Result<PackFile> PackFile::Open(const std::string& path, std::size_t hash_bytes) {
  Result<MappedFile> file = MappedFile::Open(path);
  if (!file.ok()) return file.error();
  Result<PackFile> pack = Parse(file->bytes(), hash_bytes, path);
  if (pack.ok()) pack->file_ = std::move(file).value();
  return pack;
}

Result<PackFile> PackFile::Parse(std::string_view bytes, std::size_t hash_bytes,
                                 const std::string& name) {
  PackFile pack;
  pack.path_ = name;
  pack.bytes_ = bytes;
  pack.hash_bytes_ = hash_bytes;
  if (bytes.size() < kHeaderBytes + hash_bytes) return pack.Damaged("is cut short");
  if (!bytes.starts_with(kSignature)) return pack.Damaged("is no pack");
  const std::uint32_t version = ReadBigEndian32(bytes.data() + 4);
  if (version != 2 && version != 3) {
    return pack.Damaged(fmt::format("has version {}, which is not known", version));
  }
  return pack;
}

Status PackFile::CheckIndex(const PackIndex& index) const {
  if (ReadBigEndian32(bytes_.data() + 8) == index.count() && Checksum() == index.PackChecksum()) {
    return Status::Ok();
  }
  return Damaged("is not the pack that its index is about");
}

ObjectId PackFile::Checksum() const {
  return {bytes_.data() + bytes_.size() - hash_bytes_, hash_bytes_};
}

Error PackFile::Damaged(std::string_view what) const {
  return Error{fmt::format("{}: {}; 'git fsck' says more", path_, what)};
}

std::optional<PackEntry> PackFile::Entry(std::uint64_t begin, std::uint64_t end) const {
  if (begin < kHeaderBytes || begin >= end || end > this->end()) return std::nullopt;
  const std::string_view from = bytes().substr(begin, end - begin);
  PackEntry entry;
  std::size_t at = 0;
  auto byte = static_cast<unsigned char>(from[at++]);
  entry.kind = (byte >> 4U) & 7U;
  entry.size = byte & 15U;
  for (unsigned shift = 4; (byte & 0x80U) != 0; shift += 7) {
    if (at == from.size() || shift > 60) return std::nullopt;
    byte = static_cast<unsigned char>(from[at++]);
    const std::uint64_t bits = byte & 0x7FU;
    if ((bits << shift) >> shift != bits) return std::nullopt;
    entry.size |= bits << shift;
  }
  if (entry.kind == kOffsetDelta) {
    const std::optional<std::uint64_t> distance = ReadDistance(from, &at);
    if (!distance || *distance == 0 || *distance > begin) return std::nullopt;
    entry.base_offset = begin - *distance;
  } else if (entry.kind == kIdDelta) {
    if (from.size() - at < hash_bytes_) return std::nullopt;
    entry.base_id = ObjectId(from.data() + at, hash_bytes_);
    at += hash_bytes_;
  } else if (entry.kind < 1 || entry.kind > 4) {
    return std::nullopt;
  }
  entry.header_bytes = at;
  return entry;
}

}  // namespace blotter
