#include "scanner/git/pack_walker.h"

#include <algorithm>
#include <cstring>

#include <fmt/format.h>

#include "scanner/git/delta.h"
#include "scanner/git/inflate_stream.h"
#include "scanner/git/pack_limits.h"

namespace blotter {

namespace {

constexpr std::string_view kDamaged = "its compressed bytes are damaged";
constexpr std::string_view kBadDelta = "it is a delta that does not fit its base";

class PackedStream final : public ObjectStream {
 public:
  PackedStream(std::string_view compressed, std::uint64_t size) : stream_(compressed, size) {}
  Result<std::size_t> Read(char* buffer, std::size_t capacity) override {
    return stream_.Read(buffer, capacity);
  }
  Status Restart() override {
    stream_.Restart();
    return Status::Ok();
  }

 private:
  InflateStream stream_;
};

}  // namespace

void PackWalker::Walk(std::uint32_t root) {
  ObjectBuffer content;
  if (WalkRoot(root, &content)) {
    EnterOrRecycle(root, std::move(content));
    while (!frames_.empty()) WalkNextChild();
  }
  if (large_.owns_lock()) large_.unlock();
}

// Reads and visits the root. False: nothing is to be done with what is built on it.
bool PackWalker::WalkRoot(std::uint32_t root, ObjectBuffer* content) {
  const std::uint8_t kind = graph_.Kind(root);
  if (kind == 0) return FailAt(root, "its header is damaged");
  if (kind == kIdDelta) {
    if (!ReadExternal(root, content)) return false;
  } else {
    type_ = static_cast<ObjectType>(kind);
    type_is_wanted_ = visitor_.Wants(type_);
    if (!type_is_wanted_) {
      entries_seen_ += SubtreeSize(root);
      return false;
    }
    const std::optional<PackEntry> header = pack_.pack.Entry(graph_.Begin(root), graph_.End(root));
    if (header && header->size > kLargeObjectBytes && graph_.FirstChild(root) == PackGraph::kNone) {
      return StreamRoot(root, *header);
    }
    if (!ReadWhole(root, content)) return false;
  }
  Visit(root, *content);
  return true;
}

bool PackWalker::StreamRoot(std::uint32_t root, const PackEntry& header) {
  ++entries_seen_;
  const std::uint32_t number = graph_.IndexNumber(root);
  if (!pack_.is_wanted(number)) return false;
  PackedStream stream(pack_.pack.Compressed(header, graph_.Begin(root), graph_.End(root)),
                      header.size);
  visitor_.VisitStream(worker_, type_, pack_.index.Id(number), stream);
  return false;
}

// The deltas of the topmost frame, one after the other. The last one takes the frame's place.
void PackWalker::WalkNextChild() {
  const std::uint32_t entry = frames_.back().entry;
  const std::uint32_t child = frames_.back().next_child;
  const std::uint32_t next = graph_.NextSibling(child);
  ObjectBuffer base = std::move(frames_.back().content);
  if (base.data != nullptr) {
    kept_bytes_ -= base.capacity;
  } else if (!Restore(entry, &base)) {
    // It could be read once; the file has changed since.
    FailAt(child, kDamaged);
  }
  ObjectBuffer content;
  const bool made = base.data != nullptr && ReadDelta(child, base, &content);
  if (made) Visit(child, content);
  if (next == PackGraph::kNone) {
    frames_.pop_back();
    buffers_.GiveBack(std::move(base));
  } else {
    kept_bytes_ += base.capacity;
    frames_.back().content = std::move(base);
    frames_.back().next_child = next;
  }
  if (made) EnterOrRecycle(child, std::move(content));
}

void PackWalker::EnterOrRecycle(std::uint32_t entry, ObjectBuffer content) {
  const std::uint32_t child = graph_.FirstChild(entry);
  if (child == PackGraph::kNone) {
    buffers_.GiveBack(std::move(content));
    return;
  }
  kept_bytes_ += content.capacity;
  frames_.push_back({entry, child, std::move(content)});
  KeepWithinBounds();
}

// The topmost frame is needed at once, those at the bottom last.
void PackWalker::KeepWithinBounds() {
  for (std::size_t i = 0; kept_bytes_ > kKeptObjectBytes && i + 1 < frames_.size(); ++i) {
    ObjectBuffer dropped = std::move(frames_[i].content);
    if (dropped.data != nullptr) kept_bytes_ -= dropped.capacity;
  }
}

void PackWalker::Visit(std::uint32_t entry, const ObjectBuffer& content) {
  ++entries_seen_;
  const std::uint32_t number = graph_.IndexNumber(entry);
  if (!type_is_wanted_ || !pack_.is_wanted(number)) return;
  visitor_.Visit(worker_, type_, pack_.index.Id(number), content.view());
}

// An object of `size` bytes is about to be made. False: it is too large.
bool PackWalker::Reserve(std::uint64_t size) {
  if (size > kMostObjectBytes) return false;
  if (size > kLargeObjectBytes && !large_.owns_lock()) {
    large_ = std::unique_lock<std::mutex>(*pack_.large_objects);
  }
  return true;
}

bool PackWalker::ReadWhole(std::uint32_t entry, ObjectBuffer* content) {
  const std::uint64_t begin = graph_.Begin(entry);
  const std::uint64_t end = graph_.End(entry);
  const std::optional<PackEntry> header = pack_.pack.Entry(begin, end);
  if (!header) return FailAt(entry, kDamaged);
  const std::string_view compressed = pack_.pack.Compressed(*header, begin, end);
  if (!Inflater::CanHold(compressed.size(), header->size)) return FailAt(entry, kDamaged);
  if (!Reserve(header->size)) return FailAt(entry, "it is too large to build deltas on");
  *content = buffers_.Take(header->size);
  if (inflater_.Inflate(compressed, content->data.get(), content->size)) return true;
  buffers_.GiveBack(std::move(*content));
  return FailAt(entry, kDamaged);
}

bool PackWalker::ReadExternal(std::uint32_t entry, ObjectBuffer* content) {
  const std::optional<PackEntry> header = pack_.pack.Entry(graph_.Begin(entry), graph_.End(entry));
  if (!header) return FailAt(entry, kDamaged);
  Result<StoredObject> read = pack_.read_base(header->base_id);
  if (!read.ok()) {
    return FailAt(entry, fmt::format("it is a delta of {}, which is not there: {}",
                                     header->base_id.Hex(), read.error().message));
  }
  type_ = read->type;
  type_is_wanted_ = visitor_.Wants(type_);
  ObjectBuffer base = buffers_.Take(read->content.size());
  std::memcpy(base.data.get(), read->content.data(), read->content.size());
  const bool made = ReadDelta(entry, base, content);
  buffers_.GiveBack(std::move(base));
  return made;
}

bool PackWalker::ReadDelta(std::uint32_t entry, const ObjectBuffer& base, ObjectBuffer* content) {
  const std::uint64_t begin = graph_.Begin(entry);
  const std::uint64_t end = graph_.End(entry);
  const std::optional<PackEntry> header = pack_.pack.Entry(begin, end);
  if (!header) return FailAt(entry, kDamaged);
  const std::string_view compressed = pack_.pack.Compressed(*header, begin, end);
  if (!Inflater::CanHold(compressed.size(), header->size) || header->size > kMostObjectBytes) {
    return FailAt(entry, kDamaged);
  }
  ObjectBuffer delta = buffers_.Take(header->size);
  const bool inflated = inflater_.Inflate(compressed, delta.data.get(), delta.size).has_value();
  std::string_view what = inflated ? kBadDelta : kDamaged;
  bool made = false;
  const std::optional<DeltaSizes> sizes =
      inflated ? ReadDeltaSizes(delta.view()) : std::optional<DeltaSizes>();
  if (sizes && sizes->base == base.size) {
    const std::string_view instructions = delta.view().substr(sizes->header_bytes);
    if (MeasureDelta(instructions, base.size) == sizes->result) {
      made = Reserve(sizes->result);
      if (!made) what = "it is too large to be made from a delta";
      if (made) {
        *content = buffers_.Take(sizes->result);
        ApplyDelta(instructions, base.data.get(), content->data.get());
      }
    }
  }
  buffers_.GiveBack(std::move(delta));
  return made || FailAt(entry, what);
}

// The content of an entry that was read and dropped before, from its root down.
bool PackWalker::Restore(std::uint32_t entry, ObjectBuffer* content) {
  std::vector<std::uint32_t> chain = {entry};
  while (graph_.Base(chain.back()) != PackGraph::kNone) chain.push_back(graph_.Base(chain.back()));
  const std::uint32_t root = chain.back();
  if (!(graph_.Kind(root) == kIdDelta ? ReadExternal(root, content) : ReadWhole(root, content))) {
    return false;
  }
  for (auto next = std::next(chain.rbegin()); next != chain.rend(); ++next) {
    ObjectBuffer base = std::move(*content);
    const bool made = ReadDelta(*next, base, content);
    buffers_.GiveBack(std::move(base));
    if (!made) return false;
  }
  return true;
}

bool PackWalker::FailAt(std::uint32_t entry, std::string_view what) {
  const std::uint64_t lost = SubtreeSize(entry);
  entries_seen_ += lost;
  visitor_.Fail(worker_, {ObjectFailure::Kind::kObject, pack_.pack.path(),
                          fmt::format("object {} cannot be read: {}",
                                      pack_.index.Id(graph_.IndexNumber(entry)).Hex(), what),
                          lost});
  return false;
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
