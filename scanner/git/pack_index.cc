#include "scanner/git/pack_index.h"

#include <algorithm>
#include <array>
#include <bit>
#include <utility>

#include <fmt/format.h>

#include "scanner/git/big_endian.h"

namespace blotter {

namespace {

// Version 1 has no signature: it begins with the fanout, whose first number would be absurd.
constexpr std::uint32_t kSignature = 0xFF744F63;  // "\377tOc"
constexpr std::uint32_t kLongOffset = 0x80000000;

// By the bits from `first_bit` to before `last_bit`; keys equal in those keep their order.
void RadixSort(std::vector<std::uint64_t>* keys, unsigned first_bit, unsigned last_bit) {
  constexpr unsigned kDigitBits = 9;
  constexpr std::size_t kDigits = std::size_t{1} << kDigitBits;
  // Of each digit, how many keys have which; then, where they go.
  std::array<std::array<std::uint32_t, kDigits>, 64 / kDigitBits + 1> places{};
  for (const std::uint64_t key : *keys) {
    for (unsigned bit = first_bit, digit = 0; bit < last_bit; bit += kDigitBits, ++digit) {
      ++places[digit][key >> bit & (kDigits - 1)];
    }
  }
  std::vector<std::uint64_t> sorted(keys->size());
  for (unsigned bit = first_bit, digit = 0; bit < last_bit; bit += kDigitBits, ++digit) {
    std::array<std::uint32_t, kDigits>& place = places[digit];
    std::uint32_t sum = 0;
    for (std::uint32_t& begin : place) sum += std::exchange(begin, sum);
    for (const std::uint64_t key : *keys) sorted[place[key >> bit & (kDigits - 1)]++] = key;
    keys->swap(sorted);
  }
}

}  // namespace

Result<PackIndex> PackIndex::Open(const std::string& path, std::size_t hash_bytes) {
  Result<MappedFile> file = MappedFile::Open(path);
  if (!file.ok()) return file.error();
  Result<PackIndex> index = Parse(file->bytes(), hash_bytes, path);
  if (index.ok()) index->file_ = std::move(file.value());
  return index;
}

Result<PackIndex> PackIndex::Parse(std::string_view bytes, std::size_t hash_bytes,
                                   const std::string& name) {
  PackIndex index;
  index.name_ = name;
  if (const Status status = index.ReadLayout(bytes, hash_bytes); !status.ok()) {
    return status.error();
  }
  if (const Status status = index.CheckOffsets(); !status.ok()) return status.error();
  if (const auto misplaced = index.ids_.FirstMisplaced()) {
    return index.Corrupt(fmt::format("object {} is not in order", *misplaced));
  }
  return index;
}

// Version 1: fanout; for each object a 4-byte offset and its id; checksums.
// Version 2: signature and version; fanout; ids; a CRC of each; 4-byte offsets; 8-byte offsets;
// checksums.
Status PackIndex::ReadLayout(std::string_view bytes, std::size_t hash_bytes) {
  const auto* const begin = reinterpret_cast<const unsigned char*>(bytes.data());
  const std::uint64_t size = bytes.size();
  const std::uint64_t trailer = 2 * hash_bytes;
  const bool version_1 = size < 8 || ReadBigEndian32(begin) != kSignature;
  if (size < (version_1 ? 0 : 8) + SortedIds::kFanoutBytes + trailer) {
    return Corrupt(fmt::format("{} bytes are too few", size));
  }
  if (!version_1 && ReadBigEndian32(begin + 4) != 2) {
    return Corrupt(fmt::format("version {} is neither 1 nor 2", ReadBigEndian32(begin + 4)));
  }
  const unsigned char* const fanout = begin + (version_1 ? 0 : 8);
  const unsigned char* const table = fanout + SortedIds::kFanoutBytes;
  const std::size_t stride = hash_bytes + (version_1 ? 4 : 0);
  ids_ = SortedIds(fanout, table + (version_1 ? 4 : 0), stride, hash_bytes);
  if (!ids_.Check()) return Corrupt("the fanout table descends");

  const std::uint64_t fixed = static_cast<std::uint64_t>(table - begin) + trailer +
                              std::uint64_t{count()} * (hash_bytes + (version_1 ? 4 : 8));
  const std::uint64_t rest = size - fixed;  // of version 2: the 8-byte offsets
  const bool fits = size >= fixed && (version_1 ? rest == 0 : rest % 8 == 0 && rest / 8 <= count());
  if (!fits) return Corrupt(fmt::format("{} objects do not fit its {} bytes", count(), size));

  offsets_ = version_1 ? table : table + std::uint64_t{count()} * (hash_bytes + 4);
  offset_stride_ = version_1 ? stride : 4;
  if (!version_1) {
    long_offsets_ = offsets_ + std::uint64_t{count()} * 4;
    long_offset_count_ = rest / 8;
  }
  trailer_ = begin + size - trailer;
  return Status::Ok();
}

Status PackIndex::CheckOffsets() const {
  if (long_offsets_ == nullptr) return Status::Ok();
  for (std::uint32_t n = 0; n < count(); ++n) {
    const std::uint32_t offset = ReadBigEndian32(offsets_ + std::size_t{4} * n);
    if ((offset & kLongOffset) == 0) continue;
    const std::uint32_t place = offset & ~kLongOffset;
    if (place >= long_offset_count_ ||
        ReadBigEndian64(long_offsets_ + std::size_t{8} * place) >> 63U != 0) {
      return Corrupt(fmt::format("object {} has an impossible offset", n));
    }
  }
  return Status::Ok();
}

std::uint64_t PackIndex::Offset(std::uint32_t n) const {
  const std::uint32_t offset = ReadBigEndian32(offsets_ + offset_stride_ * n);
  if ((offset & kLongOffset) == 0 || long_offsets_ == nullptr) return offset;
  return ReadBigEndian64(long_offsets_ + std::size_t{8} * (offset & ~kLongOffset));
}

// Sorts keys of offset and number together. Offsets so large that both do not fit 64 bits are
// either lies or beyond every filesystem, but the order is right for them as well.
PackOrder PackIndex::InPackOrder() const {
  std::uint64_t all_bits = 0;
  for (std::uint32_t n = 0; n < count(); ++n) all_bits |= Offset(n);
  const auto number_bits = static_cast<unsigned>(std::bit_width(count()));
  const auto offset_bits = static_cast<unsigned>(std::bit_width(all_bits));
  PackOrder order;
  order.numbers.reserve(count());
  order.offsets.reserve(std::size_t{count()} + 1);
  if (number_bits + offset_bits > 64) {
    for (std::uint32_t n = 0; n < count(); ++n) order.numbers.push_back(n);
    std::stable_sort(order.numbers.begin(), order.numbers.end(),
                     [this](std::uint32_t a, std::uint32_t b) { return Offset(a) < Offset(b); });
    for (const std::uint32_t n : order.numbers) order.offsets.push_back(Offset(n));
    return order;
  }
  std::vector<std::uint64_t> keys;
  keys.reserve(count());
  for (std::uint32_t n = 0; n < count(); ++n) keys.push_back(Offset(n) << number_bits | n);
  RadixSort(&keys, number_bits, number_bits + offset_bits);
  const std::uint64_t number_mask = (std::uint64_t{1} << number_bits) - 1;
  for (const std::uint64_t key : keys) {
    order.numbers.push_back(static_cast<std::uint32_t>(key & number_mask));
    order.offsets.push_back(key >> number_bits);
  }
  return order;
}

Error PackIndex::Corrupt(std::string_view what) const {
  return Error{
      fmt::format("{}: corrupt pack index: {}; remove it and run `git index-pack` on its .pack, "
                  "then `git fsck`",
                  name_, what)};
}

}  // namespace blotter
