#include "scanner/git/delta_cache.h"

#include <utility>

namespace blotter {

const DeltaCache::Object* DeltaCache::Find(const PackFile& pack, std::uint64_t offset) {
  const auto place = places_.find({&pack, offset});
  if (place == places_.end()) return nullptr;
  entries_.splice(entries_.begin(), entries_, place->second);
  return &place->second->object;
}

void DeltaCache::Add(const PackFile& pack, std::uint64_t offset, Object object) {
  const Key key{&pack, offset};
  // A large one would only drive out the others.
  if (object.content.capacity > most_bytes_ / 4 || places_.contains(key)) {
    return buffers_.GiveBack(std::move(object.content));
  }
  bytes_ += object.content.capacity;
  entries_.push_front({key, std::move(object)});
  places_[key] = entries_.begin();
  while (bytes_ > most_bytes_) {
    bytes_ -= entries_.back().object.content.capacity;
    places_.erase(entries_.back().key);
    buffers_.GiveBack(std::move(entries_.back().object.content));
    entries_.pop_back();
  }
}

}  // namespace blotter
