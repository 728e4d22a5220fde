#include "scanner/git/object_id.h"

namespace blotter {

namespace {

constexpr std::array<std::string_view, 4> kTypeNames = {"commit", "tree", "blob", "tag"};

// Of a character; kNoDigit for what is none. A table, since commits are full of them.
constexpr std::uint8_t kNoDigit = 0xFF;
constexpr std::array<std::uint8_t, 256> kHexValues = [] {
  std::array<std::uint8_t, 256> values{};
  values.fill(kNoDigit);
  for (std::uint8_t i = 0; i < 10; ++i) values[static_cast<std::size_t>('0') + i] = i;
  for (std::uint8_t i = 0; i < 6; ++i) {
    values[static_cast<std::size_t>('a') + i] = static_cast<std::uint8_t>(10 + i);
    values[static_cast<std::size_t>('A') + i] = static_cast<std::uint8_t>(10 + i);
  }
  return values;
}();

}  // namespace

std::string_view ObjectTypeName(ObjectType type) {
  return kTypeNames[static_cast<std::size_t>(type) - 1];
}

std::optional<ObjectType> ParseObjectType(std::string_view name) {
  for (std::size_t i = 0; i < kTypeNames.size(); ++i) {
    if (kTypeNames[i] == name) return static_cast<ObjectType>(i + 1);
  }
  return std::nullopt;
}

std::optional<ObjectId> ObjectId::FromHex(std::string_view hex) {
  if (hex.size() != 2 * kSha1Bytes && hex.size() != 2 * kSha256Bytes) return std::nullopt;
  std::array<unsigned char, kSha256Bytes> bytes{};
  std::uint8_t all = 0;
  for (std::size_t i = 0; i < hex.size() / 2; ++i) {
    const std::uint8_t high = kHexValues[static_cast<unsigned char>(hex[2 * i])];
    const std::uint8_t low = kHexValues[static_cast<unsigned char>(hex[2 * i + 1])];
    all |= high | low;
    bytes[i] = static_cast<unsigned char>(high << 4U | low);
  }
  if (all > 15) return std::nullopt;
  return ObjectId(bytes.data(), hex.size() / 2);
}

std::string ObjectId::Hex() const {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string hex;
  hex.reserve(std::size_t{2} * size_);
  for (std::size_t i = 0; i < size_; ++i) {
    hex += kDigits[bytes_[i] >> 4U];
    hex += kDigits[bytes_[i] & 15U];
  }
  return hex;
}

}  // namespace blotter
