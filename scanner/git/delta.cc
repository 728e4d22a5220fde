#include "scanner/git/delta.h"

#include <cstring>

namespace blotter {

namespace {

constexpr unsigned kCopyFlag = 0x80;
constexpr std::size_t kDefaultCopyBytes = 0x10000;  // a copy whose size is written as zero

// Seven bits a byte, the lowest first; the high bit says that more follow.
std::optional<std::uint64_t> ReadSize(std::string_view bytes, std::size_t* at) {
  std::uint64_t size = 0;
  for (unsigned shift = 0; *at < bytes.size(); shift += 7) {
    const auto byte = static_cast<unsigned char>(bytes[(*at)++]);
    const std::uint64_t bits = byte & 0x7FU;
    if (shift > 63 || (bits << shift) >> shift != bits) return std::nullopt;
    size |= bits << shift;
    if ((byte & 0x80U) == 0) return size;
  }
  return std::nullopt;
}

struct Copy {
  std::size_t offset = 0;
  std::size_t size = 0;
};

// How many bytes of offset and size follow a copy's opcode.
unsigned ArgumentBytes(unsigned opcode) {
  return static_cast<unsigned>(__builtin_popcount(opcode & 0x7FU));
}

// `at`: just behind the opcode, with its arguments there. The lower four bits of the opcode say
// which bytes of the offset are written, the next three which of the size; others are zero.
Copy ReadCopy(const unsigned char** at, unsigned opcode) {
  Copy copy;
  for (unsigned i = 0; i < 4; ++i) {
    if ((opcode & (1U << i)) != 0) copy.offset |= std::size_t{*(*at)++} << (8 * i);
  }
  for (unsigned i = 0; i < 3; ++i) {
    if ((opcode & (0x10U << i)) != 0) copy.size |= std::size_t{*(*at)++} << (8 * i);
  }
  if (copy.size == 0) copy.size = kDefaultCopyBytes;
  return copy;
}

}  // namespace

std::optional<DeltaSizes> ReadDeltaSizes(std::string_view delta) {
  DeltaSizes sizes;
  const std::optional<std::uint64_t> base = ReadSize(delta, &sizes.header_bytes);
  if (!base) return std::nullopt;
  const std::optional<std::uint64_t> result = ReadSize(delta, &sizes.header_bytes);
  if (!result) return std::nullopt;
  sizes.base = *base;
  sizes.result = *result;
  return sizes;
}

std::optional<std::uint64_t> MeasureDelta(std::string_view instructions, std::uint64_t base_size) {
  const auto* at = reinterpret_cast<const unsigned char*>(instructions.data());
  const unsigned char* const end = at + instructions.size();
  std::uint64_t result = 0;
  while (at < end) {
    const unsigned opcode = *at++;
    const auto left = static_cast<std::size_t>(end - at);
    if ((opcode & kCopyFlag) != 0) {
      if (ArgumentBytes(opcode) > left) return std::nullopt;
      const Copy copy = ReadCopy(&at, opcode);
      if (copy.offset > base_size || copy.size > base_size - copy.offset) return std::nullopt;
      result += copy.size;
    } else {
      if (opcode == 0 || opcode > left) return std::nullopt;
      at += opcode;
      result += opcode;
    }
  }
  return result;
}

void ApplyDelta(std::string_view instructions, const char* base, char* result) {
  const auto* at = reinterpret_cast<const unsigned char*>(instructions.data());
  const unsigned char* const end = at + instructions.size();
  while (at < end) {
    const unsigned opcode = *at++;
    if ((opcode & kCopyFlag) != 0) {
      const Copy copy = ReadCopy(&at, opcode);
      std::memcpy(result, base + copy.offset, copy.size);
      result += copy.size;
    } else {
      std::memcpy(result, at, opcode);
      result += opcode;
      at += opcode;
    }
  }
}

}  // namespace blotter
