#include "scanner/git/delta.h"

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

namespace blotter {

namespace {

constexpr unsigned kCopyFlag = 0x80;
constexpr std::size_t kFewBytes = 64;               // that are copied without a call
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
constexpr std::array<std::uint8_t, 256> kArgumentBytes = [] {
  std::array<std::uint8_t, 256> bytes{};
  for (unsigned opcode = 0; opcode < bytes.size(); ++opcode) {
    bytes[opcode] = static_cast<std::uint8_t>(std::popcount(opcode & 0x7FU));
  }
  return bytes;
}();

// `at`: just behind the opcode, with its arguments there. The lower four bits of the opcode say
// which bytes of the offset are written, the next three which of the size; others are zero.
inline Copy ReadCopy(const unsigned char** at, unsigned opcode) {
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

// The first `size` of `from`, which is not shorter, nor is `to`. Most are few, and a call costs
// more than they do: where both sides have the room, as many are copied as can be without one. What
// is behind them is made later, and overwritten then.
inline void CopyBytes(std::string_view from, std::size_t size, std::span<char> to) {
  if (size <= kFewBytes && from.size() >= kFewBytes && to.size() >= kFewBytes) {
    std::memcpy(to.data(), from.data(), kFewBytes);
  } else {
    std::memcpy(to.data(), from.data(), size);
  }
}

// Notes where a result differs from its base, as its copies are made.
class ChangeRecorder {
 public:
  explicit ChangeRecorder(std::vector<ByteRange>* changes) : changes_(changes) {
    if (changes_ != nullptr) changes_->clear();
  }

  // `at`: where in the result.
  void AddCopy(const Copy& copy, std::size_t at) {
    Change(copy.offset, at);
    base_end_ = copy.offset + copy.size;
    result_end_ = at + copy.size;
  }
  void Finish(std::size_t base_size, std::size_t result_size) { Change(base_size, result_size); }

 private:
  // What stands at `base_at` in the base, and at `result_at` in the result, follows what was copied
  // last.
  void Change(std::size_t base_at, std::size_t result_at) {
    if (changes_ == nullptr || (base_at == base_end_ && result_at == result_end_)) return;
    changes_->push_back({result_end_, result_at});
  }

  std::vector<ByteRange>* changes_;
  std::size_t base_end_ = 0;  // of the last copy
  std::size_t result_end_ = 0;
};

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

bool ApplyDelta(std::string_view instructions, std::string_view base, std::span<char> result,
                std::vector<ByteRange>* changes) {
  const auto* at = reinterpret_cast<const unsigned char*>(instructions.data());
  const unsigned char* const end = at + instructions.size();
  ChangeRecorder recorder(changes);
  std::size_t made = 0;
  while (at < end) {
    const unsigned opcode = *at++;
    const auto left = static_cast<std::size_t>(end - at);
    const std::span<char> room = result.subspan(made);
    if ((opcode & kCopyFlag) != 0) {
      if (kArgumentBytes[opcode] > left) return false;
      const Copy copy = ReadCopy(&at, opcode);
      if (copy.offset > base.size() || copy.size > base.size() - copy.offset) return false;
      if (copy.size > room.size()) return false;
      CopyBytes(base.substr(copy.offset), copy.size, room);
      recorder.AddCopy(copy, made);
      made += copy.size;
    } else {
      if (opcode == 0 || opcode > left || opcode > room.size()) return false;
      CopyBytes({reinterpret_cast<const char*>(at), left}, opcode, room);
      made += opcode;
      at += opcode;
    }
  }
  recorder.Finish(base.size(), made);
  return made == result.size();
}

}  // namespace blotter
