// DeltaCache: contents out of packs that others may be built on. Versions of one file, read one
// after the other by id, share most of their chains of deltas: with what was made on the way still
// here, each costs a delta or two. One per thread; what was not used for longest is dropped first.
#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <unordered_map>

#include "scanner/git/object_buffer.h"
#include "scanner/git/object_id.h"
#include "scanner/git/pack_file.h"

namespace blotter {

class DeltaCache {
 public:
  struct Object {
    ObjectType type = ObjectType::kBlob;
    ObjectBuffer content;
  };

  explicit DeltaCache(std::size_t most_bytes = std::size_t{24} << 20) : most_bytes_(most_bytes) {}

  // What the entry at `offset` of `pack` stands for; null where it is not here. Good until the next
  // Add. The pack must outlive the cache.
  const Object* Find(const PackFile& pack, std::uint64_t offset);
  void Add(const PackFile& pack, std::uint64_t offset, Object object);

  // For what is read through the cache: memory of what was dropped is used again.
  ObjectBufferPool& buffers() { return buffers_; }

 private:
  struct Key {
    const PackFile* pack;
    std::uint64_t offset;
    bool operator==(const Key&) const = default;
  };
  struct Hash {
    std::size_t operator()(const Key& key) const {
      return (key.offset ^ reinterpret_cast<std::uintptr_t>(key.pack)) * 0x9e3779b97f4a7c15;
    }
  };
  struct Entry {
    Key key;
    Object object;
  };

  const std::size_t most_bytes_;
  std::size_t bytes_ = 0;
  ObjectBufferPool buffers_;
  std::list<Entry> entries_;  // the last used first
  std::unordered_map<Key, std::list<Entry>::iterator, Hash> places_;
};

}  // namespace blotter
