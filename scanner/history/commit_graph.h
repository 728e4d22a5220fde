// CommitRecorder: what one worker keeps of the commits that it is given. CommitGraph: all of them,
// numbered in the order of history: parents before their children; among those that could come
// next, backwards from the tips, the newest by committer time comes last, then the highest id. So
// the order follows the clocks as far as they are right, and depends on nothing but the commits.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/git/object_id.h"
#include "scanner/git/object_parsers.h"
#include "scanner/history/attribution.h"
#include "scanner/history/chunked_array.h"
#include "scanner/history/id_table.h"
#include "scanner/history/name_table.h"

namespace blotter {

// One thread at a time.
class CommitRecorder {
 public:
  CommitRecorder(std::size_t id_bytes, std::size_t memory_bytes)
      : memory_bytes_(memory_bytes), ids_(id_bytes) {}

  void Add(const ObjectId& id, const CommitObject& commit);
  bool out_of_memory() const { return out_of_memory_; }

 private:
  friend class CommitGraph;

  struct Record {
    std::int64_t author_time;
    std::int64_t committer_time;
    std::uint64_t ids_begin;  // in ids_: the commit, its tree, its parents
    std::uint32_t parents;
    std::uint32_t author;  // in authors_: name, NUL, e-mail
    std::int32_t author_zone_minutes;
  };

  std::size_t MemoryBytes() const;

  std::size_t memory_bytes_;
  bool out_of_memory_ = false;
  IdList ids_;
  ChunkedArray<Record> records_;
  NameTable authors_;
};

// Immutable. `rank`: a commit's place in the order, its number here.
class CommitGraph {
 public:
  // Takes what was recorded. Error: commits that are their own ancestors.
  static Result<CommitGraph> Make(std::vector<CommitRecorder> recorders, std::size_t id_bytes);

  std::uint32_t size() const { return static_cast<std::uint32_t>(order_.size()); }
  const unsigned char* TreeId(std::uint32_t rank) const { return Ids(order_[rank])[1]; }
  // Ranks, without parents that are not here.
  std::span<const std::uint32_t> Parents(std::uint32_t rank) const {
    return std::span(parents_).subspan(parents_begin_[rank],
                                       parents_begin_[rank + 1] - parents_begin_[rank]);
  }
  // kNoNumber where it is not here.
  std::uint32_t RankOf(const ObjectId& id) const;
  ObjectId Id(std::uint32_t rank) const { return numbers_.Id(order_[rank]); }
  // All but `reachable`.
  SightedCommit Describe(std::uint32_t rank) const;
  std::uint64_t missing_parents() const { return missing_parents_; }

 private:
  // Of a commit before it has a rank: where it was recorded.
  struct Place {
    std::uint32_t worker;
    std::uint32_t record;
  };
  // Of one commit, in its recorder.
  struct IdsOf {
    const IdList* list;
    std::uint64_t begin;
    const unsigned char* operator[](std::uint64_t n) const { return (*list)[begin + n]; }
  };

  CommitGraph(std::vector<CommitRecorder> recorders, std::size_t id_bytes);
  void Number();
  void FindParents();
  Status Order();
  void UseRanks(const std::vector<std::uint32_t>& reversed);
  std::vector<std::uint32_t> ByTime() const;

  const CommitRecorder::Record& RecordOf(std::uint32_t number) const {
    return recorders_[places_[number].worker].records_[places_[number].record];
  }
  IdsOf Ids(std::uint32_t number) const {
    return {&recorders_[places_[number].worker].ids_, RecordOf(number).ids_begin};
  }

  std::vector<CommitRecorder> recorders_;
  IdTable numbers_;
  std::vector<Place> places_;  // by number, as ranks_
  std::vector<std::uint32_t> ranks_;
  std::vector<std::uint32_t> order_;  // by rank: the number
  std::vector<std::uint64_t> parents_begin_;
  std::vector<std::uint32_t> parents_;
  std::uint64_t missing_parents_ = 0;
};

}  // namespace blotter
