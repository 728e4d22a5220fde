// Single objects out of a pack, each through its whole chain of deltas: for the few that are asked
// for by id. Reading all of them is PackWalker's work.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "scanner/base/result.h"
#include "scanner/git/object_id.h"
#include "scanner/git/pack_file.h"
#include "scanner/git/pack_index.h"

namespace blotter {

struct StoredObject {
  ObjectType type = ObjectType::kBlob;
  std::string content;
};

using ReadObjectById = std::function<Result<StoredObject>(const ObjectId&)>;

// Object `number` of `index`. `read_base` is asked for the base of a delta that is not in this
// pack. Error: what is wrong with the object.
Result<StoredObject> ReadPackedObject(const PackFile& pack, const PackIndex& index,
                                      std::uint32_t number, const ReadObjectById& read_base);

}  // namespace blotter
