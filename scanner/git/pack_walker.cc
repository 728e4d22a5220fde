#include "scanner/git/pack_walker.h"

#include <cstring>

#include <fmt/format.h>

#include "scanner/git/delta.h"
#include "scanner/git/inflate_stream.h"

namespace blotter {

namespace {

constexpr std::uint64_t kCacheLineBytes = 64;
constexpr std::string_view kDamaged = "its compressed bytes are damaged";
constexpr std::string_view kBadDelta = "it is a delta that does not fit its base";
constexpr std::string_view kTooLarge = "it is too large to be a delta, or to build deltas on";

class PackedStream final : public ObjectStream {
 public:
  PackedStream(std::string_view compressed, std::uint64_t size)
      : size_(size), stream_(compressed, size) {}
  std::uint64_t size() const override { return size_; }
  Result<std::size_t> Read(char* buffer, std::size_t capacity) override {
    return stream_.Read(buffer, capacity);
  }
  Status Restart() override {
    stream_.Restart();
    return Status::Ok();
  }

 private:
  const std::uint64_t size_;
  InflateStream stream_;
};

}  // namespace

void PackWalker::Walk(std::uint32_t root) {
  WalkRoot(root);
  WalkFrames();
  while (!copied_.empty()) {
    const std::uint32_t entry = copied_.back();
    copied_.pop_back();
    WalkCopy(entry);
    WalkFrames();
  }
  if (large_.owns_lock()) large_.unlock();
}

void PackWalker::WalkLoops() {
  std::vector<bool> reached(graph_.size());
  std::vector<std::uint32_t> open(graph_.roots());
  while (!open.empty()) {
    const std::uint32_t entry = open.back();
    open.pop_back();
    reached[entry] = true;
    for (std::uint32_t child = graph_.FirstChild(entry); child != PackGraph::kNone;
         child = graph_.NextSibling(child)) {
      open.push_back(child);
    }
  }
  std::uint64_t lost = 0;
  for (std::uint32_t entry = 0; entry < graph_.size(); ++entry) {
    if (reached[entry] || !pack_.is_wanted(graph_.IndexNumber(entry))) continue;
    ObjectBuffer content;
    const bool read = ReadElsewhere(entry, &content).ok();
    if (read) Visit(entry, content, nullptr);
    if (!read) ++lost;
  }
  if (large_.owns_lock()) large_.unlock();
  if (lost == 0) return;
  visitor_.Fail(worker_,
                {ObjectFailure::Kind::kObject, pack_.pack.path(),
                 "holds deltas that are built on each other; 'git fsck' says which", lost});
}

void PackWalker::WalkRoot(std::uint32_t root) {
  const std::uint8_t kind = graph_.Kind(root);
  if (kind != 0 && kind != kIdDelta && kind != kOffsetDelta) {
    SetType(static_cast<ObjectType>(kind));
    if (!type_is_wanted_) {
      entries_seen_ += SubtreeSize(root);
      return;
    }
    if (StreamRoot(root)) return;
  }
  Foresee(graph_.FirstChild(root));
  ObjectBuffer content;
  Status read = ReadRoot(root, &content);
  if (!read.ok() && ReadElsewhere(root, &content).ok()) read = Status::Ok();
  Enter(root, read, std::move(content));
}

// An entry that is built on a lost one, from its copy elsewhere.
void PackWalker::WalkCopy(std::uint32_t entry) {
  ObjectBuffer content;
  const Status read = ReadElsewhere(entry, &content);
  Enter(entry, read, std::move(content));
}

void PackWalker::WalkFrames() {
  while (!frames_.empty()) WalkNextChild();
}

// A large object that nothing is built on. False: it is not one.
bool PackWalker::StreamRoot(std::uint32_t root) {
  if (graph_.FirstChild(root) != PackGraph::kNone) return false;
  const std::optional<PackEntry> header = pack_.pack.Entry(graph_.Begin(root), pack_.pack.end());
  if (!header || header->size <= pack_.limits.large_object_bytes) return false;
  CountSeen(root);
  const std::uint32_t number = graph_.IndexNumber(root);
  if (!pack_.is_wanted(number)) return true;
  PackedStream stream(pack_.pack.Compressed(*header, graph_.Begin(root), pack_.pack.end()),
                      header->size);
  visitor_.VisitStream(worker_, type_, pack_.index.Id(number), stream);
  return true;
}

// The deltas of the topmost frame, one after the other. The last one takes the frame's place.
void PackWalker::WalkNextChild() {
  const std::uint32_t entry = frames_.back().entry;
  const std::uint32_t child = frames_.back().next_child;
  const std::uint32_t next = graph_.NextSibling(child);
  Foresee(ComesAfter(child));
  const ObjectType type = type_;
  ObjectBuffer base = std::move(frames_.back().content);
  Status read;
  if (base.data != nullptr) {
    kept_bytes_ -= base.capacity;
  } else {
    read = Restore(entry, &base);
    frames_.back().note = 0;  // in a damaged store it need not be the copy that was visited
  }
  const ObjectNote note = frames_.back().note;
  ObjectBuffer content;
  if (read.ok()) read = ReadDelta(child, base, &content, note != 0 ? &changes_ : nullptr);
  if (next == PackGraph::kNone) {
    frames_.pop_back();
    buffers_.GiveBack(std::move(base));
  } else {
    if (base.data != nullptr) kept_bytes_ += base.capacity;
    frames_.back().content = std::move(base);
    frames_.back().next_child = next;
  }
  const bool knows_change = read.ok() && note != 0;
  if (!read.ok() && ReadElsewhere(child, &content).ok()) read = Status::Ok();
  // Copies of one object have one type, or somebody lies; the tree's own is the one to keep to.
  if (type_ != type) SetType(type);
  const ObjectChange change{note, changes_};
  Enter(child, read, std::move(content), knows_change ? &change : nullptr);
}

// What is read after a delta of the topmost frame; kNone at the end of the tree.
std::uint32_t PackWalker::ComesAfter(std::uint32_t child) const {
  if (const std::uint32_t own = graph_.FirstChild(child); own != PackGraph::kNone) return own;
  if (const std::uint32_t next = graph_.NextSibling(child); next != PackGraph::kNone) return next;
  return frames_.size() > 1 ? frames_[frames_.size() - 2].next_child : PackGraph::kNone;
}

// Its bytes lie far from the last entry's, and its id anywhere in the index: on a miss of all
// caches the processor would wait for each as long as it takes to search a kilobyte.
void PackWalker::Foresee(std::uint32_t entry) const {
  if (entry == PackGraph::kNone) return;
  const std::string_view bytes = pack_.pack.bytes();
  const std::uint64_t begin = graph_.Begin(entry);
  for (const std::uint64_t at : {begin, begin + kCacheLineBytes}) {
    if (at < bytes.size()) __builtin_prefetch(bytes.data() + at);
  }
  __builtin_prefetch(pack_.index.IdBytes(graph_.IndexNumber(entry)));
}

// Visits an entry that was read, and makes those that are built on it wait for it.
void PackWalker::Enter(std::uint32_t entry, const Status& read, ObjectBuffer content,
                       const ObjectChange* change) {
  if (!read.ok()) return Lose(entry, read.error().message);
  CountSeen(entry);
  const ObjectNote note = Visit(entry, content, change);
  const std::uint32_t child = graph_.FirstChild(entry);
  if (child == PackGraph::kNone) return buffers_.GiveBack(std::move(content));
  kept_bytes_ += content.capacity;
  frames_.push_back({entry, child, note, std::move(content)});
  KeepWithinBounds();
}

// The topmost frame is needed at once, those at the bottom last.
void PackWalker::KeepWithinBounds() {
  for (std::size_t i = 0; kept_bytes_ > pack_.limits.kept_object_bytes && i + 1 < frames_.size();
       ++i) {
    const ObjectBuffer dropped = std::move(frames_[i].content);
    if (dropped.data != nullptr) kept_bytes_ -= dropped.capacity;
  }
}

ObjectNote PackWalker::Visit(std::uint32_t entry, const ObjectBuffer& content,
                             const ObjectChange* change) {
  const std::uint32_t number = graph_.IndexNumber(entry);
  if (!type_is_wanted_ || !pack_.is_wanted(number)) return 0;
  return visitor_.Visit(worker_, {type_, pack_.index.Id(number), content.view(), change});
}

void PackWalker::SetType(ObjectType type) {
  type_ = type;
  type_is_wanted_ = visitor_.Wants(type);
}

// An object of `size` bytes is about to be made. False: it is too large.
bool PackWalker::Reserve(std::uint64_t size) {
  if (size > pack_.limits.most_object_bytes) return false;
  if (size > pack_.limits.large_object_bytes && !large_.owns_lock()) {
    large_ = std::unique_lock<std::mutex>(*pack_.large_objects);
  }
  return true;
}

// An entry's bytes, of an object or of a delta. Where the index has an entry begin in the middle of
// this one, which is a lie, there are more of them than it says.
bool PackWalker::Inflate(std::uint32_t entry, ObjectBuffer* out) {
  return InflateUpTo(graph_.End(entry), entry, out) || InflateUpTo(pack_.pack.end(), entry, out);
}

bool PackWalker::InflateUpTo(std::uint64_t end, std::uint32_t entry, ObjectBuffer* out) {
  const std::optional<PackEntry> header = pack_.pack.Entry(graph_.Begin(entry), end);
  if (!header) return false;
  const std::string_view compressed = pack_.pack.Compressed(*header, graph_.Begin(entry), end);
  if (!Inflater::CanHold(compressed.size(), header->size)) return false;
  if (!Reserve(header->size)) return false;
  *out = buffers_.Take(header->size);
  if (inflater_.Inflate(compressed, out->data.get(), out->size)) return true;
  buffers_.GiveBack(std::move(*out));
  return false;
}

Status PackWalker::ReadRoot(std::uint32_t root, ObjectBuffer* content) {
  const std::uint8_t kind = graph_.Kind(root);
  if (kind == 0) return Error{"its header is damaged"};
  return kind == kIdDelta || kind == kOffsetDelta ? ReadExternal(root, content)
                                                  : ReadWhole(root, content);
}

Status PackWalker::ReadWhole(std::uint32_t entry, ObjectBuffer* content) {
  if (Inflate(entry, content)) return Status::Ok();
  const auto header = pack_.pack.Entry(graph_.Begin(entry), pack_.pack.end());
  const bool too_large = header && header->size > pack_.limits.most_object_bytes;
  return Error{std::string(too_large ? kTooLarge : kDamaged)};
}

// A delta whose base is no entry of the index.
Status PackWalker::ReadExternal(std::uint32_t entry, ObjectBuffer* content) {
  const std::optional<PackEntry> header = pack_.pack.Entry(graph_.Begin(entry), pack_.pack.end());
  if (!header) return Error{std::string(kDamaged)};
  const bool by_id = header->kind == kIdDelta;
  const Result<StoredObject> read =
      by_id ? pack_.read_base(header->base_id)
            : ReadPackedObject({pack_.pack, pack_.index, pack_.limits, pack_.read_base, {}},
                               header->base_offset);
  if (!read.ok()) {
    return Error{fmt::format("its base cannot be read: {}", read.error().message)};
  }
  SetType(read->type);
  ObjectBuffer base;
  Copy(read->content, &base);
  Status made = ReadDelta(entry, base, content);
  buffers_.GiveBack(std::move(base));
  return made;
}

Status PackWalker::ReadElsewhere(std::uint32_t entry, ObjectBuffer* content) {
  const Result<StoredObject> read = pack_.read_elsewhere(pack_.index.Id(graph_.IndexNumber(entry)));
  if (!read.ok()) return read.error();
  SetType(read->type);
  Copy(read->content, content);
  return Status::Ok();
}

void PackWalker::Copy(const std::string& content, ObjectBuffer* out) {
  Reserve(content.size());
  *out = buffers_.Take(content.size());
  content.copy(out->data.get(), content.size());
}

Status PackWalker::ReadDelta(std::uint32_t entry, const ObjectBuffer& base, ObjectBuffer* content,
                             std::vector<ByteRange>* changes) {
  ObjectBuffer delta;
  if (!Inflate(entry, &delta)) return Error{std::string(kDamaged)};
  const std::optional<DeltaSizes> sizes = ReadDeltaSizes(delta.view());
  std::string_view what = kBadDelta;
  bool made = false;
  if (sizes && sizes->base == base.size) {
    if (Reserve(sizes->result)) {
      *content = buffers_.Take(sizes->result);
      made = ApplyDelta(delta.view().substr(sizes->header_bytes), base.view(), content->span(),
                        changes);
      // Half made it must not be taken for a base.
      if (!made) buffers_.GiveBack(std::move(*content));
    } else {
      what = kTooLarge;
    }
  }
  buffers_.GiveBack(std::move(delta));
  return made ? Status::Ok() : Status(Error{std::string(what)});
}

// The content of an entry that was read and dropped before, from its root down, with the copies
// that were taken on the way.
Status PackWalker::Restore(std::uint32_t entry, ObjectBuffer* content) {
  std::vector<std::uint32_t> chain = {entry};
  while (graph_.Base(chain.back()) != PackGraph::kNone) chain.push_back(graph_.Base(chain.back()));
  Status read = ReadRoot(chain.back(), content);
  for (auto at = chain.rbegin();;) {
    if (!read.ok()) read = ReadElsewhere(*at, content);
    if (++at == chain.rend()) return read;
    if (!read.ok()) continue;
    ObjectBuffer base = std::move(*content);
    read = ReadDelta(*at, base, content);
    buffers_.GiveBack(std::move(base));
  }
}

void PackWalker::CountSeen(std::uint32_t entry) {
  ++entries_seen_;
  bytes_seen_ += graph_.End(entry) - graph_.Begin(entry);
}

// The entry cannot be read, nor what is built on it, except where there are copies elsewhere.
void PackWalker::Lose(std::uint32_t entry, std::string_view what) {
  std::uint64_t lost = 0;
  std::vector<std::uint32_t> open = {entry};
  while (!open.empty()) {
    const std::uint32_t next = open.back();
    open.pop_back();
    const std::uint32_t number = graph_.IndexNumber(next);
    if (next != entry && pack_.is_elsewhere(pack_.index.Id(number))) {
      copied_.push_back(next);
      continue;
    }
    CountSeen(next);
    if (pack_.is_wanted(number)) ++lost;
    for (std::uint32_t child = graph_.FirstChild(next); child != PackGraph::kNone;
         child = graph_.NextSibling(child)) {
      open.push_back(child);
    }
  }
  if (lost == 0) return;
  visitor_.Fail(worker_, {ObjectFailure::Kind::kObject, pack_.pack.path(),
                          fmt::format("object {} cannot be read: {}",
                                      pack_.index.Id(graph_.IndexNumber(entry)).Hex(), what),
                          lost});
}

// The entry and everything that is built on it.
std::uint64_t PackWalker::SubtreeSize(std::uint32_t entry) const {
  std::uint64_t size = 0;
  std::vector<std::uint32_t> open = {entry};
  while (!open.empty()) {
    const std::uint32_t next = open.back();
    open.pop_back();
    ++size;
    for (std::uint32_t child = graph_.FirstChild(next); child != PackGraph::kNone;
         child = graph_.NextSibling(child)) {
      open.push_back(child);
    }
  }
  return size;
}

}  // namespace blotter
