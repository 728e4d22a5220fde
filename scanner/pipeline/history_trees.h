// HistoryTrees: what the trees of a repository say beside which files are where: that there are env
// files, which other repositories are submodules, and, where that is asked for, what they name and
// nothing holds. Nearly all trees hold none of the words that would say so.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/byte_range.h"
#include "scanner/engine/keyword_search.h"
#include "scanner/git/object_store.h"
#include "scanner/git/object_visitor.h"
#include "scanner/git/tree_changes.h"
#include "scanner/pipeline/history_reading.h"

namespace blotter {

// What all workers share. Internally locked.
class TreeWords {
 public:
  TreeWords();

  // Null: the processor has no instructions for it; trees are read whole.
  const KeywordSearch* search() const { return search_ ? &*search_ : nullptr; }
  // Whether one stands in a change of a tree, or goes over its seam, that is made from one without.
  bool StandIn(std::string_view tree, const std::vector<ByteRange>& changes) const;

  bool env_files_seen() const { return env_files_seen_.load(std::memory_order_relaxed); }
  void SawEnvFile() { env_files_seen_.store(true, std::memory_order_relaxed); }

 private:
  std::optional<KeywordSearch> search_;
  std::atomic<bool> env_files_seen_{false};
};

// One per worker. All that it is given must outlive it; `reading` is added to.
class HistoryTrees {
 public:
  HistoryTrees(const ObjectStore& store, std::size_t hash_bytes, bool check_entries,
               TreeWords* words, HistoryReading* reading);

  // The note is for trees that are stored as changes of this one.
  ObjectNote Read(const VisitedObject& tree);

 private:
  // Ids that were found to be there, by their first bytes: neighbouring trees name nearly the same.
  static constexpr std::size_t kKnownIds = std::size_t{1} << 15;

  bool HoldsNews(std::string_view content) const;
  void ReadNames(const ObjectId& id, std::string_view content);
  void CheckEntries(const ObjectId& id, std::string_view content);
  void Fail(const ObjectId& id, const char* problem);

  const ObjectStore& store_;
  const std::size_t hash_bytes_;
  const bool check_entries_;
  TreeWords& words_;
  HistoryReading& reading_;
  TreeChanges changes_;
  std::vector<std::uint64_t> known_ids_;
  std::set<std::string, std::less<>> known_submodules_;  // name, NUL, id: as they stand in trees
};

}  // namespace blotter
