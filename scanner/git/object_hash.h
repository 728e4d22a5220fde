// The id that an object's content gives: SHA-1 or SHA-256 of "type size", a NUL, and the content
// (nettle, which uses the processor's instructions for it).
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include "scanner/git/object_id.h"

namespace blotter {

// Of an object that comes piece by piece. One object each; one thread.
class ObjectHasher {
 public:
  ObjectHasher(ObjectType type, std::uint64_t size, std::size_t hash_bytes);
  ~ObjectHasher();
  ObjectHasher(const ObjectHasher&) = delete;
  ObjectHasher& operator=(const ObjectHasher&) = delete;

  void Add(std::string_view piece);
  // Once, at the end.
  ObjectId Finish();

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

ObjectId HashObject(ObjectType type, std::string_view content, std::size_t hash_bytes);

}  // namespace blotter
