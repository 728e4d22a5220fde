// PackWalker: reads whole delta trees of a pack, depth first, so that no entry is inflated twice.
// An entry that is damaged is looked for in other packs and among loose objects, as git does; what
// is there nowhere, or built on that, is one failure with a count.
//
// Memory: of the path from a root to the entry at hand only those contents are kept that still have
// another delta to be applied to them. Above kept_object_bytes the oldest of them are dropped, and
// made again from the root down when they are needed. See pack_limits.h for large objects.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "scanner/git/inflate.h"
#include "scanner/git/object_buffer.h"
#include "scanner/git/object_visitor.h"
#include "scanner/git/pack_file.h"
#include "scanner/git/pack_graph.h"
#include "scanner/git/pack_index.h"
#include "scanner/git/pack_limits.h"
#include "scanner/git/packed_object.h"

namespace blotter {

// One pack, as all workers see it.
struct PackUnderWalk {
  const PackFile& pack;
  const PackIndex& index;
  const PackGraph& graph;
  const PackLimits& limits;
  // Whether an object (by its number in the index) is to be visited: not where another pack did.
  std::function<bool(std::uint32_t)> is_wanted;
  // The base of a delta that is in no entry of this pack.
  ReadObjectById read_base;
  // Other copies of an object than this pack's.
  std::function<bool(const ObjectId&)> is_elsewhere;
  ReadObjectById read_elsewhere;
  std::mutex* large_objects;  // held by the worker that holds such ones
};

// One per thread and pack.
class PackWalker {
 public:
  PackWalker(const PackUnderWalk& pack, std::size_t worker, ObjectVisitor* visitor)
      : pack_(pack), graph_(pack.graph), worker_(worker), visitor_(*visitor) {}

  // Visits everything that is built on `root`, itself included.
  void Walk(std::uint32_t root);

  // `entry` will soon be walked: has the processor fetch what is needed of it meanwhile.
  void Foresee(std::uint32_t entry) const;

  // Visits the entries that no root leads to: deltas that are built on each other. For one walker,
  // when all are done with the roots.
  void WalkLoops();

  // How many entries were walked over, visited or not.
  std::uint64_t entries_seen() const { return entries_seen_; }
  // Of the pack; without those of entries whose type is not wanted.
  std::uint64_t bytes_seen() const { return bytes_seen_; }

 private:
  // An entry with deltas that wait for it.
  struct Frame {
    std::uint32_t entry = 0;
    std::uint32_t next_child = 0;
    ObjectNote note = 0;
    ObjectBuffer content;
  };

  void WalkRoot(std::uint32_t root);
  void WalkCopy(std::uint32_t entry);
  void WalkFrames();
  bool StreamRoot(std::uint32_t root);
  void WalkNextChild();
  std::uint32_t ComesAfter(std::uint32_t child) const;
  void Enter(std::uint32_t entry, const Status& read, ObjectBuffer content,
             const ObjectChange* change = nullptr);
  void KeepWithinBounds();
  ObjectNote Visit(std::uint32_t entry, const ObjectBuffer& content, const ObjectChange* change);
  Status ReadRoot(std::uint32_t root, ObjectBuffer* content);
  Status ReadWhole(std::uint32_t entry, ObjectBuffer* content);
  Status ReadExternal(std::uint32_t entry, ObjectBuffer* content);
  Status ReadDelta(std::uint32_t entry, const ObjectBuffer& base, ObjectBuffer* content,
                   std::vector<ByteRange>* changes = nullptr);
  Status ReadElsewhere(std::uint32_t entry, ObjectBuffer* content);
  Status Restore(std::uint32_t entry, ObjectBuffer* content);
  void SetType(ObjectType type);
  bool Inflate(std::uint32_t entry, ObjectBuffer* out);
  bool InflateUpTo(std::uint64_t end, std::uint32_t entry, ObjectBuffer* out);
  bool Reserve(std::uint64_t size);
  void Copy(const std::string& content, ObjectBuffer* out);
  void CountSeen(std::uint32_t entry);
  void Lose(std::uint32_t entry, std::string_view what);
  std::uint64_t SubtreeSize(std::uint32_t entry) const;

  const PackUnderWalk& pack_;
  const PackGraph& graph_;
  const std::size_t worker_;
  ObjectVisitor& visitor_;
  Inflater inflater_;
  ObjectBufferPool buffers_;
  std::vector<Frame> frames_;
  std::vector<ByteRange> changes_;     // of the entry at hand
  std::vector<std::uint32_t> copied_;  // still to be walked, from the copies elsewhere on
  std::uint64_t kept_bytes_ = 0;
  ObjectType type_ = ObjectType::kBlob;  // of the tree at hand
  bool type_is_wanted_ = false;
  std::unique_lock<std::mutex> large_;
  std::uint64_t entries_seen_ = 0;
  std::uint64_t bytes_seen_ = 0;
};

}  // namespace blotter
