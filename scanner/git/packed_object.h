// Single objects out of a pack, each through its whole chain of deltas: for the few that are asked
// for by id. Reading all of them is PackWalker's work. Memory: an object, its base and a delta.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "scanner/base/result.h"
#include "scanner/git/delta_cache.h"
#include "scanner/git/object_id.h"
#include "scanner/git/pack_file.h"
#include "scanner/git/pack_index.h"
#include "scanner/git/pack_limits.h"

namespace blotter {

struct StoredObject {
  ObjectType type = ObjectType::kBlob;
  std::string content;
};

using ReadObjectById = std::function<Result<StoredObject>(const ObjectId&)>;

// A pack and what reading single objects from it needs.
struct PackToRead {
  const PackFile& pack;
  const PackIndex& index;
  const PackLimits& limits;
  // Asked for the base of a delta that is not in this pack.
  const ReadObjectById& read_base;
  // Asked for another copy of the object at an offset, the base of others, which is damaged.
  std::function<Result<StoredObject>(std::uint64_t)> read_copy;
  DeltaCache* cache = nullptr;  // null: none
};

// The object whose entry begins at `offset`. Error: what is wrong with it ("its ..."), without its
// id.
Result<StoredObject> ReadPackedObject(const PackToRead& from, std::uint64_t offset);

// The type of the object whose entry begins at `offset`, from headers alone. Nothing where they are
// damaged, or lead out of the pack.
std::optional<ObjectType> PackedObjectType(const PackFile& pack, const PackIndex& index,
                                           std::uint64_t offset);

}  // namespace blotter
