#include "scanner/git/object_reader.h"

#include <unistd.h>

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "scanner/git/loose_object.h"
#include "scanner/git/pack_folder.h"

namespace blotter {

Result<std::string> ObjectReader::Read(const ObjectId& id, ObjectType type,
                                       DeltaCache* cache) const {
  std::optional<StoredObject> object = ReadLoose(id);
  if (!object) {
    Result<StoredObject> stored = Store().Read(id, cache);
    if (!stored.ok()) return stored.error();
    object = std::move(stored).value();
  }
  if (object->type != type) {
    return Error{fmt::format("object {} is a {}, not a {}", id.Hex(), ObjectTypeName(object->type),
                             ObjectTypeName(type))};
  }
  return std::move(object->content);
}

bool ObjectReader::IsPromised(const ObjectId& id) const {
  return !Store().Contains(id) &&
         std::any_of(folders_.begin(), folders_.end(),
                     [](const std::string& folder) { return HasPromises(folder + "/pack"); });
}

// Nothing where it is not there, or there is anything wrong with it: the store knows of more
// copies.
std::optional<StoredObject> ObjectReader::ReadLoose(const ObjectId& id) const {
  for (const std::string& folder : folders_) {
    const std::string path = LooseObjectPath(folder, id);
    if (::access(path.c_str(), R_OK) != 0) continue;
    LooseObjectReader reader;
    StoredObject object;
    Status status = reader.Open(path);
    if (status.ok() && reader.size() > PackLimits().most_object_bytes) return std::nullopt;
    if (status.ok()) status = reader.ReadToEnd(&object.content);
    if (!status.ok()) continue;
    object.type = reader.type();
    return object;
  }
  return std::nullopt;
}

const ObjectStore& ObjectReader::Store() const {
  std::call_once(open_, [this] {
    // What of it cannot be used matters only if something is not found: Read says so then.
    std::vector<ObjectFailure> unused;
    store_ = std::make_unique<const ObjectStore>(folders_, hash_bytes_, &unused);
  });
  return *store_;
}

}  // namespace blotter
