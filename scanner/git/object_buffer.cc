#include "scanner/git/object_buffer.h"

#include <algorithm>
#include <utility>

namespace blotter {

// The last one given back is the one still in the processor's caches.
ObjectBuffer ObjectBufferPool::Take(std::size_t size) {
  constexpr std::size_t kLeast = 4096;
  ObjectBuffer buffer;
  const auto fits = std::find_if(free_.rbegin(), free_.rend(), [&](const ObjectBuffer& candidate) {
    return candidate.capacity >= size;
  });
  if (fits != free_.rend()) {
    buffer = std::move(*fits);
    free_.erase(std::next(fits).base());
  } else {
    // Half as much again: the next version of a file is a bit longer than this one.
    buffer.capacity = std::max(size + size / 2, kLeast);
    buffer.data = std::make_unique_for_overwrite<char[]>(buffer.capacity);
  }
  buffer.size = size;
  return buffer;
}

void ObjectBufferPool::GiveBack(ObjectBuffer buffer) {
  if (buffer.data == nullptr || buffer.capacity > kMostBytes) return;
  // A full pool loses its smallest: the larger ones serve for everything.
  if (free_.size() == kMostKept) {
    const auto smallest = std::min_element(
        free_.begin(), free_.end(),
        [](const ObjectBuffer& a, const ObjectBuffer& b) { return a.capacity < b.capacity; });
    if (smallest->capacity >= buffer.capacity) return;
    free_.erase(smallest);
  }
  free_.push_back(std::move(buffer));
}

}  // namespace blotter
