// ObjectBuffer: memory for an object's content, and a pool of such buffers, so that a walk over a
// million objects asks the system for memory a few times only. One pool per thread.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace blotter {

struct ObjectBuffer {
  std::unique_ptr<char[]> data;
  std::size_t capacity = 0;
  std::size_t size = 0;

  std::string_view view() const { return {data.get(), size}; }
  std::span<char> span() { return {data.get(), size}; }
};

class ObjectBufferPool {
 public:
  // Of `size` bytes, not initialised.
  ObjectBuffer Take(std::size_t size);
  void GiveBack(ObjectBuffer buffer);

 private:
  static constexpr std::size_t kMostKept = 8;
  static constexpr std::size_t kMostBytes = std::size_t{4} << 20;  // larger ones are freed at once

  std::vector<ObjectBuffer> free_;
};

}  // namespace blotter
