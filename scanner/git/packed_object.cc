#include "scanner/git/packed_object.h"

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "scanner/git/delta.h"
#include "scanner/git/inflate.h"
#include "scanner/git/object_buffer.h"

namespace blotter {

namespace {

constexpr std::size_t kLongestChain = 10000;  // git makes none beyond 4,095

// From an object down to its base, headers only.
struct Chain {
  std::vector<std::uint64_t> deltas;  // where they begin; the one to be applied last first
  std::uint64_t base_at = 0;
  std::optional<PackEntry> base;    // nothing where its header, or one on the way, is damaged
  std::optional<ObjectId> outside;  // the base is not in this pack
};

bool IsDelta(const PackEntry& entry) {
  return entry.kind == kOffsetDelta || entry.kind == kIdDelta;
}

// Error: it has no end.
Result<Chain> FollowChain(const PackFile& pack, const PackIndex& index, std::uint64_t offset) {
  Chain chain;
  chain.base_at = offset;
  chain.base = pack.Entry(offset, pack.end());
  while (chain.base && IsDelta(*chain.base)) {
    chain.deltas.push_back(chain.base_at);
    if (chain.deltas.size() > kLongestChain) return Error{"its chain of deltas has no end"};
    if (chain.base->kind == kOffsetDelta) {
      chain.base_at = chain.base->base_offset;
    } else if (const auto base = index.Find(chain.base->base_id)) {
      chain.base_at = index.Offset(*base);
    } else {
      chain.outside = chain.base->base_id;
      chain.base.reset();
      break;
    }
    chain.base = pack.Entry(chain.base_at, pack.end());
  }
  return chain;
}

class Reader {
 public:
  explicit Reader(const PackToRead& from) : from_(from) {}

  // The chain down to the base first; then upwards, with one delta in memory at a time. What is
  // damaged on the way is taken from a copy elsewhere.
  Result<StoredObject> Read(std::uint64_t offset) {
    Result<Chain> chain = FollowChain(from_.pack, from_.index, offset);
    if (!chain.ok()) return chain.error();
    std::vector<std::uint64_t>& deltas = chain->deltas;
    const bool outside = chain->outside.has_value();
    Status read =
        outside ? Take(from_.read_base(*chain->outside)) : ReadWhole(chain->base, chain->base_at);
    if (!read.ok() && !outside) read = TakeCopy(std::move(read), chain->base_at, offset);
    for (; !deltas.empty(); deltas.pop_back()) {
      if (read.ok()) read = Apply(deltas.back());
      if (!read.ok()) read = TakeCopy(std::move(read), deltas.back(), offset);
    }
    if (!read.ok()) return read.error();
    object_.content.assign(content_.data.get(), content_.size);
    return std::move(object_);
  }

 private:
  Status ReadWhole(const std::optional<PackEntry>& entry, std::uint64_t at) {
    if (!entry) return Error{"its header is damaged"};
    object_.type = static_cast<ObjectType>(entry->kind);
    if (Inflate(at, &content_)) return Status::Ok();
    return Error{entry->size > from_.limits.most_object_bytes ? "it is too large"
                                                              : "its compressed bytes are damaged"};
  }

  Status Take(const Result<StoredObject>& object) {
    if (!object.ok()) return object.error();
    object_.type = object->type;
    content_ = buffers_.Take(object->content.size());
    object->content.copy(content_.data.get(), content_.size);
    return Status::Ok();
  }

  // `wrong`: with the entry at `at`. Copies of the object asked for itself are the caller's matter.
  Status TakeCopy(Status wrong, std::uint64_t at, std::uint64_t asked_for) {
    if (at == asked_for || !from_.read_copy) return wrong;
    return Take(from_.read_copy(at)).ok() ? Status::Ok() : wrong;
  }

  bool Inflate(std::uint64_t at, ObjectBuffer* out) {
    const std::optional<PackEntry> entry = from_.pack.Entry(at, from_.pack.end());
    if (!entry || entry->size > from_.limits.most_object_bytes) return false;
    const std::string_view compressed = from_.pack.Compressed(*entry, at, from_.pack.end());
    if (!Inflater::CanHold(compressed.size(), entry->size)) return false;
    *out = buffers_.Take(entry->size);
    return inflater_.Inflate(compressed, out->data.get(), out->size).has_value();
  }

  // The delta at `at` to content_.
  Status Apply(std::uint64_t at) {
    ObjectBuffer delta;
    if (!Inflate(at, &delta)) return Error{"the compressed bytes of a delta are damaged"};
    const std::optional<DeltaSizes> sizes = ReadDeltaSizes(delta.view());
    if (!sizes || sizes->base != content_.size) return Error{"a delta does not fit its base"};
    const std::string_view instructions = delta.view().substr(sizes->header_bytes);
    if (MeasureDelta(instructions, sizes->base) != sizes->result) {
      return Error{"a delta does not fit its base"};
    }
    if (sizes->result > from_.limits.most_object_bytes) return Error{"it is too large"};
    ObjectBuffer result = buffers_.Take(sizes->result);
    ApplyDelta(instructions, content_.view(), result.data.get(), nullptr);
    buffers_.GiveBack(std::exchange(content_, std::move(result)));
    buffers_.GiveBack(std::move(delta));
    return Status::Ok();
  }

  const PackToRead& from_;
  Inflater inflater_;
  ObjectBufferPool buffers_;
  ObjectBuffer content_;
  StoredObject object_;
};

}  // namespace

Result<StoredObject> ReadPackedObject(const PackToRead& from, std::uint64_t offset) {
  return Reader(from).Read(offset);
}

std::optional<ObjectType> PackedObjectType(const PackFile& pack, const PackIndex& index,
                                           std::uint64_t offset) {
  const Result<Chain> chain = FollowChain(pack, index, offset);
  if (!chain.ok() || !chain->base || chain->base->kind == 0) return std::nullopt;
  return static_cast<ObjectType>(chain->base->kind);
}

}  // namespace blotter
