// Numbers as git's binary files hold them: big-endian, at any address.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>

namespace blotter {

static_assert(std::endian::native == std::endian::little, "the swaps below are for these machines");

inline std::uint32_t ReadBigEndian32(const void* bytes) {
  std::uint32_t number = 0;
  std::memcpy(&number, bytes, sizeof number);
  return __builtin_bswap32(number);
}

inline std::uint64_t ReadBigEndian64(const void* bytes) {
  std::uint64_t number = 0;
  std::memcpy(&number, bytes, sizeof number);
  return __builtin_bswap64(number);
}

}  // namespace blotter
