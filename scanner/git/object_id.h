// ObjectId: the name of a git object: its SHA-1 or SHA-256. And the four kinds of objects.
#pragma once

#include <array>
#include <bit>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace blotter {

// As in pack entries.
enum class ObjectType : std::uint8_t { kCommit = 1, kTree = 2, kBlob = 3, kTag = 4 };

std::string_view ObjectTypeName(ObjectType type);  // "commit", as in an object's header
std::optional<ObjectType> ParseObjectType(std::string_view name);

inline constexpr std::size_t kSha1Bytes = 20;
inline constexpr std::size_t kSha256Bytes = 32;

// A value. Ids of one repository have one size; what is beyond it is zero.
class ObjectId {
 public:
  ObjectId() = default;
  // `bytes`: kSha1Bytes or kSha256Bytes of them.
  ObjectId(const void* bytes, std::size_t size) : size_(static_cast<std::uint8_t>(size)) {
    // Of a size that the compiler knows: no call for so few bytes.
    if (size == kSha1Bytes) {
      std::memcpy(bytes_.data(), bytes, kSha1Bytes);
    } else {
      std::memcpy(bytes_.data(), bytes, size);
    }
  }
  // Nothing where `hex` is not 40 or 64 hexadecimal digits.
  static std::optional<ObjectId> FromHex(std::string_view hex);

  std::size_t size() const { return size_; }
  const unsigned char* data() const { return bytes_.data(); }
  std::string Hex() const;

  bool operator==(const ObjectId& other) const {
    const auto a = Words();
    const auto b = other.Words();
    const std::uint64_t difference = (a[0] ^ b[0]) | (a[1] ^ b[1]) | (a[2] ^ b[2]) | (a[3] ^ b[3]);
    return difference == 0 && size_ == other.size_;
  }
  std::strong_ordering operator<=>(const ObjectId& other) const {
    // The first bytes nearly always decide.
    const std::uint64_t a = Head();
    const std::uint64_t b = other.Head();
    if (a != b) return a <=> b;
    return std::memcmp(bytes_.data(), other.bytes_.data(), bytes_.size()) <=> 0;
  }

 private:
  // The first bytes, so that numbers compare as they do.
  std::uint64_t Head() const {
    std::uint64_t head = 0;
    std::memcpy(&head, bytes_.data(), sizeof head);
    return __builtin_bswap64(head);
  }
  // Compared as they are, without a call for so few bytes.
  std::array<std::uint64_t, 4> Words() const {
    return std::bit_cast<std::array<std::uint64_t, 4>>(bytes_);
  }

  std::array<unsigned char, kSha256Bytes> bytes_{};
  std::uint8_t size_ = 0;  // 0: no id
};

}  // namespace blotter

// Ids are hashes already.
template <>
struct std::hash<blotter::ObjectId> {
  std::size_t operator()(const blotter::ObjectId& id) const noexcept {
    std::size_t value = 0;
    std::memcpy(&value, id.data(), sizeof value);
    return value;
  }
};
