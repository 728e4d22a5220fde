// PackGraph: all entries of a pack in the order in which they lie there, and which of them are
// deltas of which: a forest, whose roots are whole objects (or deltas of objects elsewhere).
//
// Walked depth first from its roots, each entry is inflated once; by ids, the way in which git
// reads a pack, whole chains are inflated again for many of them. 25 bytes an entry.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "scanner/git/pack_file.h"
#include "scanner/git/pack_index.h"

namespace blotter {

// Entries are numbered by their place in the pack. Immutable once made.
class PackGraph {
 public:
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;

  // Reads all entries' headers, with `workers` threads. Both must outlive the graph.
  PackGraph(const PackFile& pack, const PackIndex& index, std::size_t workers);

  std::uint32_t size() const { return static_cast<std::uint32_t>(kinds_.size()); }
  std::uint64_t Begin(std::uint32_t entry) const { return offsets_[entry]; }
  // Where the next entry begins, by the index. No further than the pack; not before Begin, but for
  // entries that begin behind the pack's end.
  std::uint64_t End(std::uint32_t entry) const { return std::min(offsets_[entry + 1], end_); }
  // The object's number in the index.
  std::uint32_t IndexNumber(std::uint32_t entry) const { return index_numbers_[entry]; }

  // PackEntry::kind; 0: its header is damaged.
  std::uint8_t Kind(std::uint32_t entry) const { return kinds_[entry]; }
  // The entry that it is a delta of; kNone for whole objects, and deltas of what is no entry of the
  // index.
  std::uint32_t Base(std::uint32_t entry) const { return bases_[entry]; }
  // The deltas of an entry, the one that most others are built on last: whoever walks the tree is
  // done with an entry before it goes into that one, so that few have to wait.
  std::uint32_t FirstChild(std::uint32_t entry) const { return first_children_[entry]; }
  std::uint32_t NextSibling(std::uint32_t entry) const { return next_siblings_[entry]; }

  // Entries without a base in this pack, in order; damaged ones too.
  const std::vector<std::uint32_t>& roots() const { return roots_; }

  // The entry that begins at `offset`.
  std::optional<std::uint32_t> At(std::uint64_t offset) const;

 private:
  void MakeBuckets();
  void Foresee(const PackFile& pack, std::uint32_t entry) const;
  void ReadHeader(const PackFile& pack, const PackIndex& index, std::uint32_t entry);
  std::vector<std::uint32_t> HeaviestChildren() const;
  void LinkChildren();

  std::uint64_t end_;                   // of the last entry
  std::vector<std::uint64_t> offsets_;  // one more than entries
  std::vector<std::uint32_t> index_numbers_;
  std::vector<std::uint8_t> kinds_;
  std::vector<std::uint32_t> bases_;
  std::vector<std::uint32_t> first_children_;
  std::vector<std::uint32_t> next_siblings_;
  std::vector<std::uint32_t> roots_;
  // The first entry of each stretch of 2^bucket_shift_ bytes, so that At() looks among a few.
  std::vector<std::uint32_t> buckets_;
  unsigned bucket_shift_ = 0;
};

}  // namespace blotter
