// ChunkedArray<T>: an array that only grows at its end and never moves what it holds. For the
// millions of small numbers that are kept of a repository's trees: a std::vector would hold them
// twice whenever it grows. Ids (IdList) are kept as bytes, as many as the repository's hash has.
// One thread at a time writes; once nobody writes, any number may read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <type_traits>
#include <vector>

namespace blotter {

template <typename T>
class ChunkedArray {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  void PushBack(const T& value) {
    const std::size_t place = size_ & kMask;
    if (place == 0) chunks_.push_back(std::make_unique_for_overwrite<T[]>(kMask + 1));
    chunks_.back()[place] = value;
    ++size_;
  }
  const T& operator[](std::size_t n) const { return chunks_[n >> kShift][n & kMask]; }
  T& operator[](std::size_t n) { return chunks_[n >> kShift][n & kMask]; }

  std::size_t size() const { return size_; }
  std::size_t memory_bytes() const { return chunks_.size() * sizeof(T) * (kMask + 1); }

 private:
  static constexpr std::size_t kShift = 14;
  static constexpr std::size_t kMask = (std::size_t{1} << kShift) - 1;

  std::vector<std::unique_ptr<T[]>> chunks_;
  std::size_t size_ = 0;
};

// Object ids of one size, without their sizes.
class IdList {
 public:
  explicit IdList(std::size_t id_bytes) : id_bytes_(id_bytes) {}

  void PushBack(const unsigned char* id) {
    const std::size_t place = size_ & kMask;
    if (place == 0) {
      chunks_.push_back(std::make_unique_for_overwrite<unsigned char[]>((kMask + 1) * id_bytes_));
    }
    std::memcpy(&chunks_.back()[place * id_bytes_], id, id_bytes_);
    ++size_;
  }
  const unsigned char* operator[](std::size_t n) const {
    return &chunks_[n >> kShift][(n & kMask) * id_bytes_];
  }

  std::size_t size() const { return size_; }
  std::size_t id_bytes() const { return id_bytes_; }
  std::size_t memory_bytes() const { return chunks_.size() * id_bytes_ * (kMask + 1); }

 private:
  static constexpr std::size_t kShift = 12;
  static constexpr std::size_t kMask = (std::size_t{1} << kShift) - 1;

  std::size_t id_bytes_;
  std::vector<std::unique_ptr<unsigned char[]>> chunks_;
  std::size_t size_ = 0;
};

}  // namespace blotter
