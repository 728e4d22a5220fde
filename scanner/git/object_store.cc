#include "scanner/git/object_store.h"

#include <sys/stat.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstring>
#include <iterator>
#include <mutex>
#include <set>
#include <thread>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "scanner/base/workers.h"
#include "scanner/git/alternates.h"
#include "scanner/git/big_endian.h"
#include "scanner/git/loose_object.h"
#include "scanner/git/pack_graph.h"
#include "scanner/git/pack_walker.h"

namespace blotter {

namespace {

bool HoldsDoubles(const PackIndex& index) {
  for (std::uint32_t n = 1; n < index.count(); ++n) {
    if (std::memcmp(index.IdBytes(n - 1), index.IdBytes(n), index.hash_bytes()) == 0) return true;
  }
  return false;
}

// Between attempts to open a repository that changes meanwhile: a quarter of a second in all.
constexpr std::chrono::milliseconds kFirstPause{2};
constexpr std::chrono::milliseconds kLongestPause{256};

}  // namespace

ObjectStore::ObjectStore(std::vector<std::string> objects_folders, std::size_t hash_bytes,
                         std::vector<ObjectFailure>* failures, PackLimits limits)
    : objects_folders_(std::move(objects_folders)),
      hash_bytes_(hash_bytes),
      limits_(limits),
      folders_(ObjectFolders(objects_folders_, failures)) {
  Open(failures);
}

ObjectStore::~ObjectStore() = default;

void ObjectStore::Open(std::vector<ObjectFailure>* failures) {
  std::vector<ObjectFailure> found;
  std::vector<PackFolder::LostPack> lost;
  for (auto pause = kFirstPause; !TryToOpen(&found, &lost) && pause < kLongestPause; pause *= 2) {
    found.clear();
    lost.clear();
    std::this_thread::sleep_for(pause);
  }
  CountLost(lost, &found);
  failures->insert(failures->end(), found.begin(), found.end());
}

// False: packs came or went meanwhile, or are half there, as they are while git works on them.
// Loose objects are listed between two looks at the packs: those packed since are in both, and
// those that git took out of a pack lay there before it removed the pack. So where the packs are
// the same, nothing was missed.
bool ObjectStore::TryToOpen(std::vector<ObjectFailure>* failures,
                            std::vector<PackFolder::LostPack>* lost) {
  packs_.clear();
  loose_.clear();
  stored_bytes_ = 0;
  std::vector<std::vector<std::string>> names;
  for (const std::string& folder : folders_) {
    Result<std::vector<std::string>> listed = ListPackFiles(folder + "/pack");
    names.push_back(listed.ok() ? std::move(listed).value() : std::vector<std::string>());
  }
  std::vector<std::vector<ObjectId>> loose;
  for (const std::string& folder : folders_) {
    Result<LooseListing> listing = ListLooseObjects(folder, hash_bytes_);
    if (!listing.ok()) {
      failures->push_back({ObjectFailure::Kind::kPack, folder, listing.error().message, 0});
      loose.emplace_back();
      continue;
    }
    for (const Error& error : listing->failures) {
      failures->push_back({ObjectFailure::Kind::kPack, folder, error.message, 0});
    }
    loose.push_back(std::move(listing->ids));
  }
  bool is_steady = true;
  for (std::size_t i = 0; i < folders_.size(); ++i) {
    PackFolder opened = OpenPackFolder(folders_[i] + "/pack", hash_bytes_);
    is_steady = is_steady && !opened.in_motion && opened.names == names[i];
    failures->insert(failures->end(), opened.failures.begin(), opened.failures.end());
    std::move(opened.lost.begin(), opened.lost.end(), std::back_inserter(*lost));
    for (PackFolder::Pack& pack : opened.packs) {
      stored_bytes_ += pack.file.bytes().size();
      packs_.push_back(
          std::make_unique<Pack>(Pack{std::move(pack.index), std::move(pack.file), {}, nullptr}));
    }
  }
  // The largest first: it holds most of what others hold, too.
  std::sort(packs_.begin(), packs_.end(), [](const auto& a, const auto& b) {
    return std::pair(b->index().count(), a->file.path()) <
           std::pair(a->index().count(), b->file.path());
  });
  MarkDoubles();
  for (std::uint32_t folder = 0; folder < folders_.size(); ++folder) {
    AddLoose(folder, loose[folder]);
  }
  return is_steady;
}

void ObjectStore::AddLoose(std::uint32_t folder, const std::vector<ObjectId>& ids) {
  for (const ObjectId& id : ids) {
    if (!IsPacked(id)) loose_.push_back({id, folder});
  }
  const auto less = [](const LooseObject& a, const LooseObject& b) {
    return std::tie(a.id, a.folder) < std::tie(b.id, b.folder);
  };
  std::sort(loose_.begin(), loose_.end(), less);
  const auto same = [](const LooseObject& a, const LooseObject& b) { return a.id == b.id; };
  loose_.erase(std::unique(loose_.begin(), loose_.end(), same), loose_.end());
}

// Of packs that cannot be read: what is in no other, each object once.
void ObjectStore::CountLost(const std::vector<PackFolder::LostPack>& lost,
                            std::vector<ObjectFailure>* failures) const {
  std::set<ObjectId> counted;
  for (const PackFolder::LostPack& pack : lost) {
    const PackIndex& index = pack.index.index;
    std::uint64_t objects = 0;
    for (std::uint32_t n = 0; n < index.count(); ++n) {
      const ObjectId id = index.Id(n);
      if (!Contains(id) && counted.insert(id).second) ++objects;
    }
    if (objects == 0) continue;
    failures->push_back({ObjectFailure::Kind::kPack, pack.path,
                         fmt::format("{}; restore it, or fetch what it held", pack.what), objects});
  }
}

// An object that several packs hold is visited in the first of them; one that a pack holds twice,
// as git once wrote them, where it is first. All ids of all packs in one order: their first eight
// bytes decide, nearly always.
void ObjectStore::MarkDoubles() {
  if (packs_.empty() || (packs_.size() == 1 && !HoldsDoubles(packs_[0]->index()))) return;
  struct Place {
    std::uint64_t prefix;
    std::uint32_t pack;
    std::uint32_t number;
  };
  std::vector<Place> places;
  places.reserve(stored_objects());
  for (std::uint32_t p = 0; p < packs_.size(); ++p) {
    const PackIndex& index = packs_[p]->index();
    packs_[p]->seen_before.resize(index.count());
    for (std::uint32_t n = 0; n < index.count(); ++n) {
      places.push_back({ReadBigEndian64(index.IdBytes(n)), p, n});
    }
  }
  const auto id = [&](const Place& place) {
    return packs_[place.pack]->index().IdBytes(place.number);
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
  for (const auto& pack : packs_) count += pack->index().count();
  return count;
}

void ObjectStore::WalkPacks(std::size_t workers, ObjectVisitor* visitor,
                            const std::set<ObjectId>& passed_over) const {
  for (const auto& pack : packs_) {
    if (!passed_over.contains(pack->index().PackChecksum())) WalkPack(pack.get(), workers, visitor);
  }
}

void ObjectStore::WalkLoose(std::size_t workers, ObjectVisitor* visitor) const {
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

// Where it is gone or damaged: another copy, if need be from packs that came since.
void ObjectStore::VisitLoose(std::size_t worker, const LooseObject& object,
                             LooseObjectReader* reader, std::string* content,
                             ObjectVisitor* visitor) const {
  const std::string path = LooseObjectPath(folders_[object.folder], object.id);
  Status status = reader->Open(path);
  if (status.ok()) {
    if (!visitor->Wants(reader->type())) return;
    if (reader->size() > limits_.large_object_bytes) {
      visitor->VisitStream(worker, reader->type(), object.id, *reader);
      return;
    }
    status = reader->ReadToEnd(content);
  }
  if (status.ok()) {
    visitor->Visit(worker, {reader->type(), object.id, *content});
  } else if (const Result<StoredObject> copy = Read(object.id); copy.ok()) {
    if (visitor->Wants(copy->type)) visitor->Visit(worker, {copy->type, object.id, copy->content});
  } else {
    visitor->Fail(worker, {ObjectFailure::Kind::kObject, path, status.error().message, 1});
  }
}

void ObjectStore::WalkPack(Pack* pack, std::size_t workers, ObjectVisitor* visitor) const {
  constexpr std::size_t kRootsAtOnce = 8;
  if (pack->graph == nullptr) {
    pack->graph = std::make_unique<const PackGraph>(pack->file, pack->index(), workers);
  }
  const PackGraph& graph = *pack->graph;
  const std::vector<std::uint32_t>& roots = graph.roots();
  std::mutex large_objects;
  const PackUnderWalk view = {
      pack->file,
      pack->index(),
      graph,
      limits_,
      [&](std::uint32_t number) { return pack->seen_before.empty() || !pack->seen_before[number]; },
      [&](const ObjectId& id) { return Read(id); },
      [&](const ObjectId& id) { return IsElsewhere(id, *pack); },
      [&](const ObjectId& id) {
        Search search = {.except = pack};
        return ReadCopy(id, &search);
      },
      &large_objects};
  std::atomic<std::size_t> next{0};
  std::atomic<std::uint64_t> seen{0};
  RunWorkers(workers, [&](std::size_t worker) {
    PackWalker walker(view, worker, visitor);
    for (;;) {
      const std::size_t begin = next.fetch_add(kRootsAtOnce, std::memory_order_relaxed);
      if (begin >= roots.size()) break;
      const std::size_t end = std::min(begin + kRootsAtOnce, roots.size());
      const std::uint64_t bytes = walker.bytes_seen();
      for (std::size_t i = begin; i < end; ++i) {
        if (i + 1 < end) walker.Foresee(roots[i + 1]);
        walker.Walk(roots[i]);
      }
      visitor->Advance(worker, walker.bytes_seen() - bytes);
    }
    seen.fetch_add(walker.entries_seen());
  });
  if (seen < graph.size()) PackWalker(view, 0, visitor).WalkLoops();
}

std::vector<ObjectStore::StoredPack> ObjectStore::packs() const {
  std::vector<StoredPack> packs;
  for (const auto& pack : packs_) {
    packs.push_back({pack->index().PackChecksum(), pack->index().count()});
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
    return checksums.contains(pack->index().PackChecksum()) && pack->index().Find(id).has_value();
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
                     [&](const auto& pack) { return pack->index().Find(id).has_value(); });
}

}  // namespace blotter
