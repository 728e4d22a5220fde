#include "scanner/git/sorted_ids.h"

#include <algorithm>
#include <cstring>

#include "scanner/git/big_endian.h"

namespace blotter {

SortedIds::SortedIds(const unsigned char* fanout, const unsigned char* ids, std::size_t stride,
                     std::size_t hash_bytes)
    : fanout_(fanout), ids_(ids), stride_(stride), hash_bytes_(hash_bytes), count_(Fanout(255)) {}

std::uint32_t SortedIds::Fanout(std::size_t first_byte) const {
  return ReadBigEndian32(fanout_ + 4 * first_byte);
}

bool SortedIds::Check() const {
  std::uint32_t before = 0;
  for (std::size_t first_byte = 0; first_byte < 256; ++first_byte) {
    const std::uint32_t now = Fanout(first_byte);
    if (now < before) return false;
    before = now;
  }
  return true;
}

bool SortedIds::Below(std::uint32_t n, const ObjectId& id) const {
  const unsigned char* const bytes = Bytes(n);
  const std::uint64_t mine = ReadBigEndian64(bytes);
  const std::uint64_t other = ReadBigEndian64(id.data());
  if (mine != other) return mine < other;
  return std::memcmp(bytes, id.data(), hash_bytes_) < 0;
}

// Ids are evenly spread, so the place of one is guessed, and the guess, a few ids off, is widened
// in steps that double until the id must be inside. Any other spread costs some more steps.
std::optional<std::uint32_t> SortedIds::Find(const ObjectId& id) const {
  if (id.size() != hash_bytes_) return std::nullopt;
  const std::size_t first_byte = id.data()[0];
  const std::uint32_t begin = first_byte == 0 ? 0 : Fanout(first_byte - 1);
  const std::uint32_t end = Fanout(first_byte);
  if (begin == end) return std::nullopt;

  const std::uint64_t fraction = ReadBigEndian32(id.data() + 1);
  const auto guess = static_cast<std::uint32_t>(begin + ((end - begin) * fraction >> 32U));
  std::uint32_t low = begin;  // all before it are below `id`
  std::uint32_t high = end;   // it and all behind it are not
  std::uint32_t step = 16;
  if (Below(guess, id)) {
    low = guess + 1;
    for (; high - low > step; step *= 2) {
      if (!Below(low + step, id)) {
        high = low + step;
        break;
      }
      low += step + 1;
    }
  } else {
    high = guess;
    for (; high - low > step; step *= 2) {
      if (Below(high - step, id)) {
        low = high - step + 1;
        break;
      }
      high -= step;
    }
  }
  while (low < high) {
    const std::uint32_t middle = low + (high - low) / 2;
    if (Below(middle, id)) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  if (low == end || std::memcmp(Bytes(low), id.data(), hash_bytes_) != 0) return std::nullopt;
  return low;
}

std::optional<std::uint32_t> SortedIds::FirstMisplaced() const {
  std::uint64_t before = 0;
  std::uint32_t n = 0;
  for (std::size_t first_byte = 0; first_byte < 256; ++first_byte) {
    for (const std::uint32_t end = Fanout(first_byte); n < end; ++n) {
      const unsigned char* const bytes = Bytes(n);
      const std::uint64_t now = ReadBigEndian64(bytes);
      if (bytes[0] != first_byte || now < before) return n;
      if (now == before && n > 0 && std::memcmp(Bytes(n - 1), bytes, hash_bytes_) > 0) return n;
      before = now;
    }
  }
  return std::nullopt;
}

}  // namespace blotter
