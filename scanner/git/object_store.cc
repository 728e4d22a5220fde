#include "scanner/git/object_store.h"

#include <algorithm>
#include <atomic>
#include <cstring>
#include <filesystem>
#include <mutex>
#include <set>
#include <system_error>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "scanner/base/workers.h"
#include "scanner/git/alternates.h"
#include "scanner/git/big_endian.h"
#include "scanner/git/loose_object.h"
#include "scanner/git/pack_graph.h"
#include "scanner/git/pack_limits.h"
#include "scanner/git/pack_walker.h"

namespace blotter {

namespace fs = std::filesystem;

namespace {

// `reader` is opened. The content is no larger than its compressed bytes allow, whatever the header
// says: room is made as it comes.
Status ReadToEnd(LooseObjectReader* reader, std::string* content) {
  constexpr std::size_t kPiece = std::size_t{1} << 20;
  content->clear();
  for (;;) {
    const std::size_t before = content->size();
    const std::size_t piece =
        static_cast<std::size_t>(std::min<std::uint64_t>(reader->size() - before + 1, kPiece));
    content->resize(before + piece);
    Result<std::size_t> got = reader->Read(content->data() + before, piece);
    if (!got.ok()) return got.error();
    content->resize(before + *got);
    if (*got < piece) return Status::Ok();
  }
}

}  // namespace

ObjectStore::ObjectStore(const std::string& objects_folder, std::size_t hash_bytes,
                         std::vector<ObjectFailure>* failures)
    : hash_bytes_(hash_bytes), folders_(ObjectFolders(objects_folder, failures)) {
  for (const std::string& folder : folders_) OpenPacks(folder + "/pack", failures);
  // The largest first: it holds most of what others hold, too.
  std::sort(packs_.begin(), packs_.end(), [](const auto& a, const auto& b) {
    return std::pair(b->index.count(), a->file.path()) <
           std::pair(a->index.count(), b->file.path());
  });
  MarkDoubles();
  for (std::uint32_t folder = 0; folder < folders_.size(); ++folder) {
    OpenLooseObjects(folder, failures);
  }
}

ObjectStore::~ObjectStore() = default;

void ObjectStore::OpenPacks(const std::string& folder, std::vector<ObjectFailure>* failures) {
  std::error_code error;
  std::vector<std::string> names;  // without the ending
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    const std::string name = entry->path().string();
    if (name.ends_with(".pack")) names.push_back(name.substr(0, name.size() - 5));
  }
  if (error && error != std::errc::no_such_file_or_directory) {
    failures->push_back({ObjectFailure::Kind::kPack, folder, error.message(), 0});
  }
  std::sort(names.begin(), names.end());
  for (const std::string& name : names) {
    const auto fail = [&](const Error& reason) {
      failures->push_back({ObjectFailure::Kind::kPack, name + ".pack", reason.message, 0});
    };
    Result<PackIndex> index = PackIndex::Open(name + ".idx", hash_bytes_);
    if (!index.ok()) {
      fail(index.error());
      continue;
    }
    Result<PackFile> file = PackFile::Open(name + ".pack", *index);
    if (!file.ok()) {
      fail(file.error());
      continue;
    }
    stored_bytes_ += file->bytes().size();
    packs_.push_back(
        std::make_unique<Pack>(Pack{std::move(index).value(), std::move(file).value(), {}}));
  }
}

void ObjectStore::OpenLooseObjects(std::uint32_t folder, std::vector<ObjectFailure>* failures) {
  Result<LooseListing> listing = ListLooseObjects(folders_[folder], hash_bytes_);
  if (!listing.ok()) {
    failures->push_back({ObjectFailure::Kind::kPack, folders_[folder], listing.error().message, 0});
    return;
  }
  for (const Error& error : listing->failures) {
    failures->push_back({ObjectFailure::Kind::kPack, folders_[folder], error.message, 0});
  }
  for (const ObjectId& id : listing->ids) {
    if (!IsPacked(id)) loose_.push_back({id, folder});
  }
  const auto less = [](const LooseObject& a, const LooseObject& b) {
    return std::tie(a.id, a.folder) < std::tie(b.id, b.folder);
  };
  std::sort(loose_.begin(), loose_.end(), less);
  const auto same = [](const LooseObject& a, const LooseObject& b) { return a.id == b.id; };
  loose_.erase(std::unique(loose_.begin(), loose_.end(), same), loose_.end());
}

// An object that several packs hold is visited in the first of them. All ids of all packs in one
// order: their first eight bytes decide, nearly always.
void ObjectStore::MarkDoubles() {
  if (packs_.size() < 2) return;
  struct Place {
    std::uint64_t prefix;
    std::uint32_t pack;
    std::uint32_t number;
  };
  std::vector<Place> places;
  places.reserve(stored_objects());
  for (std::uint32_t p = 0; p < packs_.size(); ++p) {
    const PackIndex& index = packs_[p]->index;
    packs_[p]->seen_before.resize(index.count());
    for (std::uint32_t n = 0; n < index.count(); ++n) {
      places.push_back({ReadBigEndian64(index.IdBytes(n)), p, n});
    }
  }
  const auto id = [&](const Place& place) {
    return packs_[place.pack]->index.IdBytes(place.number);
  };
  std::sort(places.begin(), places.end(), [&](const Place& a, const Place& b) {
    if (a.prefix != b.prefix) return a.prefix < b.prefix;
    const int order = std::memcmp(id(a), id(b), hash_bytes_);
    return order != 0 ? order < 0 : std::pair(a.pack, a.number) < std::pair(b.pack, b.number);
  });
  for (std::size_t i = 1; i < places.size(); ++i) {
    const bool same = std::memcmp(id(places[i - 1]), id(places[i]), hash_bytes_) == 0;
    packs_[places[i].pack]->seen_before[places[i].number] = same;
  }
}

std::uint64_t ObjectStore::stored_objects() const {
  std::uint64_t count = loose_.size();
  for (const auto& pack : packs_) count += pack->index.count();
  return count;
}

void ObjectStore::Walk(std::size_t workers, ObjectVisitor* visitor,
                       const std::set<ObjectId>& passed_over) const {
  for (const auto& pack : packs_) {
    if (!passed_over.contains(pack->index.PackChecksum())) WalkPack(*pack, workers, visitor);
  }
  std::atomic<std::size_t> next{0};
  RunWorkers(workers, [&](std::size_t worker) {
    LooseObjectReader reader;
    std::string content;
    for (;;) {
      const std::size_t i = next.fetch_add(1, std::memory_order_relaxed);
      if (i >= loose_.size()) return;
      VisitLoose(worker, loose_[i], &reader, &content, visitor);
    }
  });
}

void ObjectStore::VisitLoose(std::size_t worker, const LooseObject& object,
                             LooseObjectReader* reader, std::string* content,
                             ObjectVisitor* visitor) const {
  const std::string path = LooseObjectPath(folders_[object.folder], object.id);
  Status status = reader->Open(path);
  if (status.ok()) {
    if (!visitor->Wants(reader->type())) return;
    if (reader->size() > kLargeObjectBytes) {
      visitor->VisitStream(worker, reader->type(), object.id, *reader);
      return;
    }
    status = ReadToEnd(reader, content);
  }
  if (status.ok()) {
    visitor->Visit(worker, reader->type(), object.id, *content);
  } else {
    visitor->Fail(worker, {ObjectFailure::Kind::kObject, path, status.error().message, 1});
  }
}

void ObjectStore::WalkPack(const Pack& pack, std::size_t workers, ObjectVisitor* visitor) const {
  constexpr std::size_t kRootsAtOnce = 8;
  const PackGraph graph(pack.file, pack.index, workers);
  std::mutex large_objects;
  const PackUnderWalk view = {
      pack.file,
      pack.index,
      graph,
      [&](std::uint32_t number) { return pack.seen_before.empty() || !pack.seen_before[number]; },
      [&](const ObjectId& id) { return Read(id); },
      &large_objects};
  std::atomic<std::size_t> next{0};
  std::atomic<std::uint64_t> seen{0};
  RunWorkers(workers, [&](std::size_t worker) {
    PackWalker walker(view, worker, visitor);
    for (;;) {
      const std::size_t begin = next.fetch_add(kRootsAtOnce, std::memory_order_relaxed);
      if (begin >= graph.roots().size()) break;
      const std::size_t end = std::min(begin + kRootsAtOnce, graph.roots().size());
      for (std::size_t i = begin; i < end; ++i) walker.Walk(graph.roots()[i]);
      const std::uint32_t first = graph.roots()[begin];
      const std::uint64_t to =
          end < graph.roots().size() ? graph.Begin(graph.roots()[end]) : pack.file.bytes().size();
      visitor->Advance(worker, to - (begin == 0 ? 0 : graph.Begin(first)));
    }
    seen.fetch_add(walker.entries_seen());
  });
  if (seen < graph.size()) {
    visitor->Fail(0, {ObjectFailure::Kind::kObject, pack.file.path(),
                      "holds deltas that are built on each other; 'git fsck' says which",
                      graph.size() - seen});
  }
}

std::vector<ObjectStore::StoredPack> ObjectStore::packs() const {
  std::vector<StoredPack> packs;
  for (const auto& pack : packs_) {
    packs.push_back({pack->index.PackChecksum(), pack->index.count()});
  }
  return packs;
}

std::vector<ObjectId> ObjectStore::loose_objects() const {
  std::vector<ObjectId> ids;
  for (const LooseObject& object : loose_) ids.push_back(object.id);
  return ids;
}

bool ObjectStore::IsInPack(const std::set<ObjectId>& checksums, const ObjectId& id) const {
  return std::any_of(packs_.begin(), packs_.end(), [&](const auto& pack) {
    return checksums.contains(pack->index.PackChecksum()) && pack->index.Find(id).has_value();
  });
}

bool ObjectStore::Contains(const ObjectId& id) const {
  return IsPacked(id) || FindLoose(id) != nullptr;
}

const ObjectStore::LooseObject* ObjectStore::FindLoose(const ObjectId& id) const {
  const auto found = std::lower_bound(
      loose_.begin(), loose_.end(), id,
      [](const LooseObject& object, const ObjectId& wanted) { return object.id < wanted; });
  return found != loose_.end() && found->id == id ? &*found : nullptr;
}

bool ObjectStore::IsPacked(const ObjectId& id) const {
  return std::any_of(packs_.begin(), packs_.end(),
                     [&](const auto& pack) { return pack->index.Find(id).has_value(); });
}

Result<StoredObject> ObjectStore::Read(const ObjectId& id) const {
  std::optional<Error> error;
  for (const auto& pack : packs_) {
    const std::optional<std::uint32_t> number = pack->index.Find(id);
    if (!number) continue;
    Result<StoredObject> object = ReadPackedObject(
        pack->file, pack->index, *number, [&](const ObjectId& base) { return Read(base); });
    if (object.ok()) return object;
    error = object.error();
  }
  if (const LooseObject* const loose = FindLoose(id)) {
    LooseObjectReader reader;
    StoredObject object;
    Status status = reader.Open(LooseObjectPath(folders_[loose->folder], id));
    if (status.ok() && reader.size() > kMostObjectBytes) status = Error{"it is too large"};
    if (status.ok()) status = ReadToEnd(&reader, &object.content);
    object.type = reader.type();
    if (status.ok()) return object;
    error = Error{fmt::format("object {} cannot be read: {}", id.Hex(), status.error().message)};
  }
  return error.value_or(Error{fmt::format("object {} is not there", id.Hex())});
}

}  // namespace blotter
