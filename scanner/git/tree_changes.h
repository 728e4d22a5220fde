// TreeChanges: what is new in a tree, compared with the tree seen before it. A walk along deltas
// sees versions of one folder after each other, nearly equal ones: of git.git's 157 million entries
// of trees one in a hundred has to be looked at.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/git/object_parsers.h"

namespace blotter {

// One per thread. Keeps a copy of one tree, and four bytes for each of its entries.
class TreeChanges {
 public:
  explicit TreeChanges(std::size_t hash_bytes) : hash_bytes_(hash_bytes) {}

  // Calls `each(const TreeEntry&)` for all entries of the tree `content` but those that stand at
  // its beginning or end in the same bytes as they did in the tree before. What is malformed ends a
  // tree, and is forgotten with it. Null, or what is wrong with the tree (TreeReader::problem).
  template <typename Each>
  const char* ForEachNew(std::string_view content, Each each) {
    const Middle middle = Compare(content);
    starts_.resize(kept_before_);
    TreeReader reader(content.substr(middle.begin), hash_bytes_);
    std::size_t at = middle.begin;
    for (TreeEntry entry; at != middle.end && reader.Next(&entry);) {
      starts_.push_back(static_cast<std::uint32_t>(at));
      at = static_cast<std::size_t>(reinterpret_cast<const char*>(entry.id) - content.data()) +
           hash_bytes_;
      each(entry);
    }
    if (reader.problem() != nullptr) {
      Forget();
      behind_.clear();
      return reader.problem();
    }
    if (at != middle.end) behind_.clear();
    Remember(content);
    return nullptr;
  }

  // How many entries at the beginning and at the end of that tree stood at the beginning and at the
  // end of the one before.
  std::size_t kept_before() const { return kept_before_; }
  std::size_t kept_behind() const { return behind_.size(); }

 private:
  // Of the new tree: the stretch of whole entries that is to be read.
  struct Middle {
    std::size_t begin = 0;
    std::size_t end = kToTheEnd;  // kToTheEnd: no entry behind it is known
  };
  static constexpr std::size_t kToTheEnd = static_cast<std::size_t>(-1);

  Middle Compare(std::string_view content);
  void Remember(std::string_view content);
  void Forget();

  const std::size_t hash_bytes_;
  std::string tree_;                   // the one before
  std::vector<std::uint32_t> starts_;  // where its entries begin, ascending
  std::vector<std::uint32_t> behind_;  // of the new tree: where entries behind the middle begin
  std::size_t kept_before_ = 0;        // of starts_
  std::size_t same_prefix_ = 0;        // of tree_ and the new tree, in bytes
  std::size_t same_suffix_ = 0;        // behind that
};

}  // namespace blotter
