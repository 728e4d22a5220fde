// ObjectStore: all objects that a repository holds, wherever they lie: packs (cruft packs and packs
// kept for others, too), loose objects, and the same of its alternates. Read as they are: grafts
// and replace refs are left alone.
//
// Immutable once opened; any number of threads may read it. Limits: what is added while it is open
// is not seen. Memory: a few bytes an object (pack_graph.h), one pack at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/git/object_id.h"
#include "scanner/git/object_visitor.h"
#include "scanner/git/pack_file.h"
#include "scanner/git/pack_index.h"
#include "scanner/git/packed_object.h"

namespace blotter {

class LooseObjectReader;

class ObjectStore {
 public:
  // `objects_folder`: a repository's "objects". What is there and cannot be used (a damaged pack,
  // an alternate that is gone) is appended to `failures`.
  ObjectStore(const std::string& objects_folder, std::size_t hash_bytes,
              std::vector<ObjectFailure>* failures);
  ~ObjectStore();
  ObjectStore(const ObjectStore&) = delete;
  ObjectStore& operator=(const ObjectStore&) = delete;

  // Of objects as they lie there: what is there twice counts twice.
  std::uint64_t stored_objects() const;
  std::uint64_t stored_bytes() const { return stored_bytes_; }

  // Visits every object once, with `workers` threads, in no particular order. Not those in packs of
  // the checksums `passed_over`; ones that are there and elsewhere may be visited all the same.
  void Walk(std::size_t workers, ObjectVisitor* visitor,
            const std::set<ObjectId>& passed_over = {}) const;

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
  Result<StoredObject> Read(const ObjectId& id) const;
  bool Contains(const ObjectId& id) const;

 private:
  struct Pack {
    PackIndex index;
    PackFile file;
    std::vector<bool> seen_before;  // objects that another pack has, too; empty: none
  };
  struct LooseObject {
    ObjectId id;
    std::uint32_t folder = 0;  // in folders_
  };

  void OpenPacks(const std::string& folder, std::vector<ObjectFailure>* failures);
  void OpenLooseObjects(std::uint32_t folder, std::vector<ObjectFailure>* failures);
  void MarkDoubles();
  void WalkPack(const Pack& pack, std::size_t workers, ObjectVisitor* visitor) const;
  void VisitLoose(std::size_t worker, const LooseObject& object, LooseObjectReader* reader,
                  std::string* content, ObjectVisitor* visitor) const;
  bool IsPacked(const ObjectId& id) const;
  const LooseObject* FindLoose(const ObjectId& id) const;

  const std::size_t hash_bytes_;
  std::vector<std::string> folders_;  // the repository's own first, then alternates
  std::vector<std::unique_ptr<Pack>> packs_;
  std::vector<LooseObject> loose_;  // sorted by id, each once, none that a pack has
  std::uint64_t stored_bytes_ = 0;
};

}  // namespace blotter
