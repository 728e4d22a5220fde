#include "scanner/git/object_hash.h"

#include <array>

#include <fmt/format.h>
#include <nettle/sha1.h>
#include <nettle/sha2.h>

namespace blotter {

struct ObjectHasher::Context {
  std::size_t hash_bytes = 0;
  sha1_ctx sha1;
  sha256_ctx sha256;
};

ObjectHasher::ObjectHasher(ObjectType type, std::uint64_t size, std::size_t hash_bytes)
    : context_(std::make_unique<Context>()) {
  context_->hash_bytes = hash_bytes;
  ::sha1_init(&context_->sha1);
  ::sha256_init(&context_->sha256);
  Add(fmt::format("{} {}", ObjectTypeName(type), size));
  Add(std::string_view("\0", 1));
}

ObjectHasher::~ObjectHasher() = default;

void ObjectHasher::Add(std::string_view piece) {
  const auto* const bytes = reinterpret_cast<const std::uint8_t*>(piece.data());
  if (context_->hash_bytes == kSha1Bytes) {
    ::sha1_update(&context_->sha1, piece.size(), bytes);
  } else {
    ::sha256_update(&context_->sha256, piece.size(), bytes);
  }
}

ObjectId ObjectHasher::Finish() {
  std::array<std::uint8_t, kSha256Bytes> digest{};
  if (context_->hash_bytes == kSha1Bytes) {
    ::sha1_digest(&context_->sha1, kSha1Bytes, digest.data());
  } else {
    ::sha256_digest(&context_->sha256, kSha256Bytes, digest.data());
  }
  return {digest.data(), context_->hash_bytes};
}

ObjectId HashObject(ObjectType type, std::string_view content, std::size_t hash_bytes) {
  ObjectHasher hasher(type, content.size(), hash_bytes);
  hasher.Add(content);
  return hasher.Finish();
}

}  // namespace blotter
