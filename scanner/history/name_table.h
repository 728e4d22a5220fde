// NameTable: strings (file names, authors), each once, numbered from 0 in the order in which they
// came. One thread at a time writes; once nobody writes, any number may read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>

namespace blotter {

class NameTable {
 public:
  NameTable() = default;
  // Moving a deque may throw, says the library, for want of memory.
  NameTable(NameTable&&) noexcept = default;
  NameTable& operator=(NameTable&&) noexcept = default;

  std::uint32_t Intern(std::string_view text) {
    const auto known = numbers_.find(text);
    if (known != numbers_.end()) return known->second;
    const std::string& kept = texts_.emplace_back(text);
    const auto number = static_cast<std::uint32_t>(numbers_.size());
    numbers_.emplace(kept, number);
    memory_bytes_ += text.size() + kEntryBytes;
    return number;
  }
  const std::string& Text(std::uint32_t number) const { return texts_[number]; }
  std::uint32_t size() const { return static_cast<std::uint32_t>(texts_.size()); }
  std::size_t memory_bytes() const { return memory_bytes_; }

 private:
  // A string, a node of the map and its place in the buckets.
  static constexpr std::size_t kEntryBytes = 96;

  std::deque<std::string> texts_;  // never move, so that the map may point to them
  std::unordered_map<std::string_view, std::uint32_t> numbers_;
  std::size_t memory_bytes_ = 0;
};

}  // namespace blotter
