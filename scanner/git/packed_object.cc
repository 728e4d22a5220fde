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
  const DeltaCache::Object* known = nullptr;  // the base was made before
};

bool IsDelta(const PackEntry& entry) {
  return entry.kind == kOffsetDelta || entry.kind == kIdDelta;
}

// Error: it has no end. `cache` may be null.
Result<Chain> FollowChain(const PackFile& pack, const PackIndex& index, std::uint64_t offset,
                          DeltaCache* cache) {
  Chain chain;
  const auto is_known = [&] {
    if (cache != nullptr) chain.known = cache->Find(pack, chain.base_at);
    return chain.known != nullptr;
  };
  chain.base_at = offset;
  if (is_known()) return chain;
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
    if (is_known()) break;
    chain.base = pack.Entry(chain.base_at, pack.end());
  }
  return chain;
}

class Reader {
 public:
  explicit Reader(const PackToRead& from)
      : from_(from), buffers_(from.cache != nullptr ? from.cache->buffers() : own_buffers_) {}

  // The chain down to the base first; then upwards, with one delta in memory at a time. What is
  // damaged on the way is taken from a copy elsewhere.
  Result<StoredObject> Read(std::uint64_t offset) {
    Result<Chain> chain = FollowChain(from_.pack, from_.index, offset, from_.cache);
    if (!chain.ok()) return chain.error();
    const bool outside = chain->outside.has_value();
    std::optional<std::uint64_t> at;  // of content_; nothing where it is no entry of this pack
    if (!outside) at = chain->base_at;
    Status read = outside ? Take(from_.read_base(*chain->outside)) : ReadBase(*chain, offset);
    std::vector<std::uint64_t>& deltas = chain->deltas;
    for (; !deltas.empty(); deltas.pop_back()) {
      ObjectBuffer made;
      if (read.ok()) read = Apply(deltas.back(), &made);
      Release(at);
      at = deltas.back();
      Hold(std::move(made));
      if (!read.ok()) read = TakeCopy(std::move(read), *at, offset);
    }
    if (!read.ok()) return read.error();
    object_.content.assign(content_);
    Release(at);
    return std::move(object_);
  }

 private:
  Status ReadBase(const Chain& chain, std::uint64_t asked_for) {
    if (chain.known != nullptr) {
      object_.type = chain.known->type;
      content_ = chain.known->content.view();
      return Status::Ok();
    }
    Status read = ReadWhole(chain.base, chain.base_at);
    return read.ok() ? read : TakeCopy(std::move(read), chain.base_at, asked_for);
  }

  Status ReadWhole(const std::optional<PackEntry>& entry, std::uint64_t at) {
    if (!entry) return Error{"its header is damaged"};
    object_.type = static_cast<ObjectType>(entry->kind);
    ObjectBuffer whole;
    const bool is_whole = Inflate(at, &whole);
    Hold(std::move(whole));
    if (is_whole) return Status::Ok();
    return Error{entry->size > from_.limits.most_object_bytes ? "it is too large"
                                                              : "its compressed bytes are damaged"};
  }

  Status Take(const Result<StoredObject>& object) {
    if (!object.ok()) return object.error();
    object_.type = object->type;
    ObjectBuffer taken = buffers_.Take(object->content.size());
    object->content.copy(taken.data.get(), taken.size);
    Hold(std::move(taken));
    return Status::Ok();
  }

  // `wrong`: with the entry at `at`. Copies of the object asked for itself are the caller's matter.
  Status TakeCopy(Status wrong, std::uint64_t at, std::uint64_t asked_for) {
    if (at == asked_for || !from_.read_copy) return wrong;
    return Take(from_.read_copy(at)).ok() ? Status::Ok() : wrong;
  }

  void Hold(ObjectBuffer buffer) {
    owned_ = std::move(buffer);
    content_ = owned_.view();
  }

  // Done with what is held of the entry at `at`: others may be built on it.
  void Release(const std::optional<std::uint64_t>& at) {
    if (owned_.data == nullptr) return;
    if (at && from_.cache != nullptr) {
      from_.cache->Add(from_.pack, *at, {object_.type, std::move(owned_)});
    } else {
      buffers_.GiveBack(std::move(owned_));
    }
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
  Status Apply(std::uint64_t at, ObjectBuffer* made) {
    ObjectBuffer delta;
    if (!Inflate(at, &delta)) return Error{"the compressed bytes of a delta are damaged"};
    const std::optional<DeltaSizes> sizes = ReadDeltaSizes(delta.view());
    if (!sizes || sizes->base != content_.size()) return Error{"a delta does not fit its base"};
    const std::string_view instructions = delta.view().substr(sizes->header_bytes);
    if (sizes->result > from_.limits.most_object_bytes) return Error{"it is too large"};
    *made = buffers_.Take(sizes->result);
    if (!ApplyDelta(instructions, content_, made->span(), nullptr)) {
      buffers_.GiveBack(std::move(*made));
      return Error{"a delta does not fit its base"};
    }
    buffers_.GiveBack(std::move(delta));
    return Status::Ok();
  }

  const PackToRead& from_;
  Inflater inflater_;
  ObjectBufferPool own_buffers_;
  ObjectBufferPool& buffers_;
  ObjectBuffer owned_;        // of content_, where the cache does not hold it
  std::string_view content_;  // of the entry that the last step came to
  StoredObject object_;
};

}  // namespace

Result<StoredObject> ReadPackedObject(const PackToRead& from, std::uint64_t offset) {
  return Reader(from).Read(offset);
}

std::optional<ObjectType> PackedObjectType(const PackFile& pack, const PackIndex& index,
                                           std::uint64_t offset) {
  const Result<Chain> chain = FollowChain(pack, index, offset, nullptr);
  if (!chain.ok() || !chain->base || chain->base->kind == 0) return std::nullopt;
  return static_cast<ObjectType>(chain->base->kind);
}

}  // namespace blotter
