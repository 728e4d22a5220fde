// ObjectStore: all objects that a repository holds, wherever they lie: packs (cruft packs and packs
// kept for others, too), loose objects, and the same of its alternates. Read as they are: grafts
// and replace refs are left alone. Where one copy of an object is damaged, another one is read.
//
// Used by any number of threads at a time. git may pack, repack and collect garbage meanwhile: all
// objects that were there when it was opened are read, as long as git keeps them. Limits: what is
// added later is not seen. Memory: a few bytes an object (pack_graph.h), one pack at a time.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/git/object_id.h"
#include "scanner/git/object_visitor.h"
#include "scanner/git/pack_file.h"
#include "scanner/git/pack_folder.h"
#include "scanner/git/pack_graph.h"
#include "scanner/git/pack_index.h"
#include "scanner/git/pack_limits.h"
#include "scanner/git/packed_object.h"

namespace blotter {

class LooseObjectReader;

class ObjectStore {
 public:
  // `objects_folder`: a repository's "objects". What is there and cannot be used (a damaged pack,
  // an alternate that is gone) is appended to `failures`.
  ObjectStore(const std::string& objects_folder, std::size_t hash_bytes,
              std::vector<ObjectFailure>* failures, PackLimits limits = {})
      : ObjectStore(std::vector<std::string>{objects_folder}, hash_bytes, failures, limits) {}
  // Several, as where pushed objects lie in a folder of their own until they are accepted.
  ObjectStore(std::vector<std::string> objects_folders, std::size_t hash_bytes,
              std::vector<ObjectFailure>* failures, PackLimits limits = {});
  ~ObjectStore();
  ObjectStore(const ObjectStore&) = delete;
  ObjectStore& operator=(const ObjectStore&) = delete;

  // Of objects as they lie there: what is there twice counts twice.
  std::uint64_t stored_objects() const;
  std::uint64_t stored_bytes() const { return stored_bytes_; }

  // Visits every object that the visitor wants once, with `workers` threads, in no particular
  // order. Not those in packs of the checksums `passed_over`; ones that are there and elsewhere may
  // be visited all the same. One walk at a time.
  void Walk(std::size_t workers, ObjectVisitor* visitor,
            const std::set<ObjectId>& passed_over = {}) const {
    WalkPacks(workers, visitor, passed_over);
    WalkLoose(workers, visitor);
  }
  // A second walk over packs costs little more than what it visits, while each loose object has to
  // be opened to know what it is.
  void WalkPacks(std::size_t workers, ObjectVisitor* visitor,
                 const std::set<ObjectId>& passed_over = {}) const;
  void WalkLoose(std::size_t workers, ObjectVisitor* visitor) const;

  // What there is: packs by their checksums, with their numbers of objects; and the loose objects
  // that no pack holds.
  struct StoredPack {
    ObjectId checksum;
    std::uint64_t objects = 0;
  };
  std::vector<StoredPack> packs() const;
  std::vector<ObjectId> loose_objects() const;
  // Whether a pack of one of these checksums holds it.
  bool IsInPack(const std::set<ObjectId>& checksums, const ObjectId& id) const;

  // The error says that it is not there, or why it cannot be read.
  // `cache`: of the calling thread, for those who read many versions of few files; may be null.
  Result<StoredObject> Read(const ObjectId& id, DeltaCache* cache = nullptr) const;
  // Mostly far cheaper than Read.
  Result<ObjectType> TypeOf(const ObjectId& id) const;
  bool Contains(const ObjectId& id) const;

 private:
  struct Pack {
    OwnedPackIndex owned;
    PackFile file;
    std::vector<bool>
        seen_before;  // objects that are in the index or in another pack twice; empty: none
    std::unique_ptr<const PackGraph> graph;  // once it was walked
    const PackIndex& index() const { return owned.index; }
  };
  struct LooseObject {
    ObjectId id;
    std::uint32_t folder = 0;  // in folders_
  };
  // One search for an object, through the bases of deltas in other packs.
  struct Search {
    const Pack* except = nullptr;  // for the object itself, not its bases
    int steps_left = 64;           // packs may be built on each other in loops
    DeltaCache* cache = nullptr;
  };

  void Open(std::vector<ObjectFailure>* failures);
  bool TryToOpen(std::vector<ObjectFailure>* failures, std::vector<PackFolder::LostPack>* lost);
  void AddLoose(std::uint32_t folder, const std::vector<ObjectId>& ids);
  void CountLost(const std::vector<PackFolder::LostPack>& lost,
                 std::vector<ObjectFailure>* failures) const;
  void MarkDoubles();
  void WalkPack(Pack* pack, std::size_t workers, ObjectVisitor* visitor) const;
  void VisitLoose(std::size_t worker, const LooseObject& object, LooseObjectReader* reader,
                  std::string* content, ObjectVisitor* visitor) const;
  Result<StoredObject> ReadCopy(const ObjectId& id, Search* search) const;
  Result<StoredObject> ReadCopyOf(std::uint64_t offset, const Pack& pack, Search* search) const;
  std::optional<Result<StoredObject>> ReadLoose(const ObjectId& id) const;
  bool IsElsewhere(const ObjectId& id, const Pack& pack) const;
  bool IsPacked(const ObjectId& id) const;
  const LooseObject* FindLoose(const ObjectId& id) const;
  const ObjectStore& Reopened() const;

  const std::vector<std::string> objects_folders_;
  const std::size_t hash_bytes_;
  const PackLimits limits_;
  std::vector<std::string> folders_;  // the repository's own first, then alternates
  std::vector<std::unique_ptr<Pack>> packs_;
  std::vector<LooseObject> loose_;  // sorted by id, each once, none that a pack has
  std::uint64_t stored_bytes_ = 0;
  mutable std::atomic<std::int64_t> passes_left_ = 1000;  // over indexes, for damaged bases
  mutable std::once_flag reopen_;
  mutable std::unique_ptr<const ObjectStore> reopened_;
};

}  // namespace blotter
