// ObjectReader: single objects by id, for those who need a few of a repository that may hold
// millions. What git has just written lies loose, and its path is its name: packs are opened only
// when something is not found so. Used by any number of threads.
#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/git/object_id.h"
#include "scanner/git/object_store.h"
#include "scanner/git/packed_object.h"

namespace blotter {

class ObjectReader {
 public:
  // `folders`: all that hold objects, alternates included (alternates.h). `hash_bytes` as in
  // object_id.h.
  ObjectReader(std::vector<std::string> folders, std::size_t hash_bytes)
      : folders_(std::move(folders)), hash_bytes_(hash_bytes) {}

  // Error: it is not there, or why it cannot be read, with its id; it is one of `type`.
  // `cache` as in ObjectStore::Read.
  Result<std::string> Read(const ObjectId& id, ObjectType type, DeltaCache* cache = nullptr) const;

  // It is in none of the folders, and a partial clone may have left it with its remote.
  bool IsPromised(const ObjectId& id) const;

  std::size_t hash_bytes() const { return hash_bytes_; }

 private:
  std::optional<StoredObject> ReadLoose(const ObjectId& id) const;
  const ObjectStore& Store() const;

  const std::vector<std::string> folders_;
  const std::size_t hash_bytes_;
  mutable std::once_flag open_;
  mutable std::unique_ptr<const ObjectStore> store_;
};

}  // namespace blotter
