// ObjectStore's single objects, by id.
#include <sys/stat.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "scanner/git/loose_object.h"
#include "scanner/git/object_store.h"

namespace blotter {

namespace {

bool IsFile(const std::string& path) {
  struct stat status = {};
  return ::stat(path.c_str(), &status) == 0;
}

}  // namespace

bool ObjectStore::IsElsewhere(const ObjectId& id, const Pack& pack) const {
  const bool is_packed = std::any_of(packs_.begin(), packs_.end(), [&](const auto& other) {
    return other.get() != &pack && other->index().Find(id).has_value();
  });
  return is_packed || std::any_of(folders_.begin(), folders_.end(), [&](const auto& folder) {
           return IsFile(LooseObjectPath(folder, id));
         });
}

Result<StoredObject> ObjectStore::Read(const ObjectId& id, DeltaCache* cache) const {
  Search search = {.cache = cache};
  Result<StoredObject> object = ReadCopy(id, &search);
  if (object.ok() || !Contains(id)) return object;
  Search again;
  Result<StoredObject> moved = Reopened().ReadCopy(id, &again);
  return moved.ok() ? moved : object;
}

Result<ObjectType> ObjectStore::TypeOf(const ObjectId& id) const {
  for (const auto& pack : packs_) {
    const std::optional<std::uint32_t> number = pack->index().Find(id);
    if (!number) continue;
    const std::optional<ObjectType> type =
        PackedObjectType(pack->file, pack->index(), pack->index().Offset(*number));
    if (type) return *type;
  }
  const Result<StoredObject> object = Read(id);
  if (!object.ok()) return object.error();
  return object->type;
}

// From the packs, then loose, even where a pack has it.
Result<StoredObject> ObjectStore::ReadCopy(const ObjectId& id, Search* search) const {
  const auto fail = [&](const Error& reason) {
    return Error{fmt::format("object {} cannot be read: {}", id.Hex(), reason.message)};
  };
  if (search->steps_left <= 0) return fail(Error{"its deltas lead through too many packs"});
  --search->steps_left;
  const Pack* const except = std::exchange(search->except, nullptr);
  const ReadObjectById read_base = [&](const ObjectId& base) { return ReadCopy(base, search); };
  std::optional<Error> error;
  for (const auto& pack : packs_) {
    const std::optional<std::uint32_t> number = pack->index().Find(id);
    if (!number || pack.get() == except) continue;
    const PackToRead from = {
        pack->file,
        pack->index(),
        limits_,
        read_base,
        [&](std::uint64_t offset) { return ReadCopyOf(offset, *pack, search); },
        search->cache};
    Result<StoredObject> object = ReadPackedObject(from, pack->index().Offset(*number));
    if (object.ok()) return object;
    error = fail(object.error());
  }
  if (std::optional<Result<StoredObject>> loose = ReadLoose(id)) {
    if (loose->ok()) return std::move(*loose);
    error = fail(loose->error());
  }
  return error.value_or(Error{fmt::format("object {} is not there", id.Hex())});
}

// A copy outside `pack` of what its index has at `offset`. Looking for the id takes a pass over the
// index, so it is not done for everything in a pack that is damaged all over.
Result<StoredObject> ObjectStore::ReadCopyOf(std::uint64_t offset, const Pack& pack,
                                             Search* search) const {
  const PackIndex& index = pack.index();
  std::uint32_t number = 0;
  if (passes_left_.fetch_sub(1, std::memory_order_relaxed) <= 0) number = index.count();
  while (number < index.count() && index.Offset(number) != offset) ++number;
  if (number == index.count()) return Error{"it has no name"};
  search->except = &pack;
  return ReadCopy(index.Id(number), search);
}

// Nothing where there is no such file.
std::optional<Result<StoredObject>> ObjectStore::ReadLoose(const ObjectId& id) const {
  std::optional<Result<StoredObject>> result;
  for (const std::string& folder : folders_) {
    const std::string path = LooseObjectPath(folder, id);
    if (!IsFile(path)) continue;
    LooseObjectReader reader;
    StoredObject object;
    Status status = reader.Open(path);
    if (status.ok() && reader.size() > limits_.most_object_bytes) {
      status = Error{"it is too large"};
    }
    if (status.ok()) status = reader.ReadToEnd(&object.content);
    object.type = reader.type();
    if (status.ok()) return object;
    result = status.error();
  }
  return result;
}

// The same folders as they are now: when git packs what lay loose, and removes packs that it has
// packed anew, everything is in the packs that came since.
const ObjectStore& ObjectStore::Reopened() const {
  std::call_once(reopen_, [this] {
    std::vector<ObjectFailure> known;
    reopened_ = std::make_unique<const ObjectStore>(objects_folders_, hash_bytes_, &known, limits_);
  });
  return *reopened_;
}

}  // namespace blotter
