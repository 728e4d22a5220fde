#include "scanner/git/object_id.h"

namespace blotter {

namespace {

constexpr std::array<std::string_view, 4> kTypeNames = {"commit", "tree", "blob", "tag"};

int HexValue(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

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
  for (std::size_t i = 0; i < hex.size() / 2; ++i) {
    const int high = HexValue(hex[2 * i]);
    const int low = HexValue(hex[2 * i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    bytes[i] = static_cast<unsigned char>(high * 16 + low);
  }
  return ObjectId(bytes.data(), hex.size() / 2);
}

std::string ObjectId::Hex() const {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string hex;
  hex.reserve(2 * size_);
  for (std::size_t i = 0; i < size_; ++i) {
    hex += kDigits[bytes_[i] >> 4U];
    hex += kDigits[bytes_[i] & 15U];
  }
  return hex;
}

}  // namespace blotter
