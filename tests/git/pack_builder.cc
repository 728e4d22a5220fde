#include "tests/git/pack_builder.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <numeric>
#include <stdexcept>
#include <utility>

#include <nettle/sha1.h>
#include <nettle/sha2.h>

#include "scanner/git/object_hash.h"

namespace blotter::testing {

namespace {

std::string BigEndian(std::uint64_t number, int bytes) {
  std::string text;
  for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
    text += static_cast<char>(number >> shift & 0xFFU);
  }
  return text;
}

std::string Varint(std::uint64_t number) {
  std::string bytes;
  for (; number >= 0x80; number >>= 7U) bytes += static_cast<char>(0x80U | (number & 0x7FU));
  return bytes + static_cast<char>(number);
}

std::string EntryHeader(unsigned kind, std::uint64_t size) {
  const std::uint64_t rest = size >> 4U;
  std::string header(1, static_cast<char>(kind << 4U | (size & 15U) | (rest > 0 ? 0x80U : 0U)));
  return rest > 0 ? header + Varint(rest) : header;
}

std::string Distance(std::uint64_t distance) {
  std::string bytes(1, static_cast<char>(distance & 0x7FU));
  while ((distance >>= 7U) != 0) {
    --distance;
    bytes.insert(bytes.begin(), static_cast<char>(0x80U | (distance & 0x7FU)));
  }
  return bytes;
}

void WriteBytes(const std::string& path, std::string_view bytes) {
  std::ofstream stream(path, std::ios::binary);
  stream << bytes;
  if (!stream.flush()) throw std::runtime_error("cannot write " + path);
}

}  // namespace

std::string Deflated(std::string_view content) {
  uLongf size = ::compressBound(content.size());
  std::string compressed(size, '\0');
  ::compress2(reinterpret_cast<Bytef*>(compressed.data()), &size,
              reinterpret_cast<const Bytef*>(content.data()), content.size(), 1);
  compressed.resize(size);
  return compressed;
}

std::string DeltaHeader(std::uint64_t base_size, std::uint64_t result_size) {
  return Varint(base_size) + Varint(result_size);
}

std::string DeltaCopy(std::uint32_t offset, std::uint32_t size) {
  std::string bytes(1, '\xFF');
  for (unsigned i = 0; i < 4; ++i) bytes += static_cast<char>(offset >> (8 * i));
  for (unsigned i = 0; i < 3; ++i) bytes += static_cast<char>(size >> (8 * i));
  return bytes;
}

std::string DeltaLiteral(std::string_view text) {
  return static_cast<char>(text.size()) + std::string(text);
}

std::string AppendingDelta(std::string_view base, std::string_view text) {
  constexpr std::size_t kMostAtOnce = 0xFFFFFF;
  std::string delta = DeltaHeader(base.size(), base.size() + text.size());
  for (std::size_t at = 0; at < base.size(); at += kMostAtOnce) {
    delta += DeltaCopy(static_cast<std::uint32_t>(at),
                       static_cast<std::uint32_t>(std::min(kMostAtOnce, base.size() - at)));
  }
  return delta + DeltaLiteral(text);
}

ObjectId PackBuilder::Id(std::string_view blob) const {
  return HashObject(ObjectType::kBlob, blob, hash_bytes_);
}

std::size_t PackBuilder::Add(Entry entry) {
  entries_.push_back(std::move(entry));
  return entries_.size() - 1;
}

std::size_t PackBuilder::Whole(ObjectType type, std::string_view content) {
  return Add({.kind = static_cast<unsigned>(type),
              .id = HashObject(type, content, hash_bytes_),
              .content = std::string(content)});
}

std::size_t PackBuilder::OffsetDelta(std::size_t base, std::string_view delta,
                                     std::string_view result) {
  return Add({.kind = 6, .id = Id(result), .content = std::string(delta), .base = base});
}

std::size_t PackBuilder::IdDelta(const ObjectId& base, std::string_view delta,
                                 std::string_view result) {
  return Add({.kind = 7, .id = Id(result), .content = std::string(delta), .base_id = base});
}

std::string PackBuilder::Checksum(std::string_view bytes) const {
  std::array<std::uint8_t, kSha256Bytes> digest{};
  const auto* const data = reinterpret_cast<const std::uint8_t*>(bytes.data());
  if (hash_bytes_ == kSha1Bytes) {
    sha1_ctx context;
    ::sha1_init(&context);
    ::sha1_update(&context, bytes.size(), data);
    ::sha1_digest(&context, hash_bytes_, digest.data());
  } else {
    sha256_ctx context;
    ::sha256_init(&context);
    ::sha256_update(&context, bytes.size(), data);
    ::sha256_digest(&context, hash_bytes_, digest.data());
  }
  return {reinterpret_cast<const char*>(digest.data()), hash_bytes_};
}

std::string PackBuilder::Bytes(const Entry& entry,
                               const std::vector<std::uint64_t>& offsets) const {
  std::string bytes = EntryHeader(entry.kind, entry.claimed_size.value_or(entry.content.size()));
  if (entry.kind == 6) {
    bytes += Distance(entry.distance ? *entry.distance : offsets.back() - offsets[entry.base]);
  }
  if (entry.kind == 7) {
    bytes.append(reinterpret_cast<const char*>(entry.base_id.data()), hash_bytes_);
  }
  return bytes + (entry.compressed ? *entry.compressed : Deflated(entry.content));
}

std::string PackBuilder::Pack() const {
  std::string pack = "PACK" + BigEndian(2, 4) + BigEndian(entries_.size(), 4);
  std::vector<std::uint64_t> offsets;
  for (const Entry& entry : entries_) {
    offsets.push_back(pack.size());
    pack += Bytes(entry, offsets);
  }
  return pack + Checksum(pack);
}

std::string PackBuilder::Index() const {
  std::vector<std::uint64_t> offsets;
  std::vector<std::uint32_t> checks;
  std::uint64_t at = 12;
  for (const Entry& entry : entries_) {
    offsets.push_back(at);
    const std::string bytes = Bytes(entry, offsets);
    checks.push_back(static_cast<std::uint32_t>(
        ::crc32(0, reinterpret_cast<const Bytef*>(bytes.data()), static_cast<uInt>(bytes.size()))));
    at += bytes.size();
  }
  std::vector<std::size_t> order(entries_.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return entries_[a].id < entries_[b].id; });
  std::array<std::uint32_t, 256> fanout{};
  std::string ids;
  std::string sums;
  std::string places;
  std::string long_places;
  for (const std::size_t number : order) {
    const Entry& entry = entries_[number];
    for (std::size_t byte = entry.id.data()[0]; byte < 256; ++byte) ++fanout[byte];
    ids.append(reinterpret_cast<const char*>(entry.id.data()), hash_bytes_);
    sums += BigEndian(checks[number], 4);
    const std::uint64_t offset = entry.claimed_offset.value_or(offsets[number]);
    if (offset >> 31U == 0) {
      places += BigEndian(offset, 4);
    } else {
      places += BigEndian(0x80000000U | long_places.size() / 8, 4);
      long_places += BigEndian(offset, 8);
    }
  }
  std::string index("\377tOc\0\0\0\2", 8);
  for (const std::uint32_t count : fanout) index += BigEndian(count, 4);
  const std::string pack = Pack();
  index += ids + sums + places + long_places + pack.substr(pack.size() - hash_bytes_);
  return index + Checksum(index);
}

std::string PackBuilder::Write(const std::string& objects_folder, const std::string& name) const {
  std::filesystem::create_directories(objects_folder + "/pack");
  const std::string stem = objects_folder + "/pack/pack-" + name;
  WriteBytes(stem + ".pack", Pack());
  WriteBytes(stem + ".idx", Index());
  return stem + ".pack";
}

}  // namespace blotter::testing
