#include "scanner/git/packed_object.h"

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "scanner/git/delta.h"
#include "scanner/git/inflate.h"
#include "scanner/git/pack_limits.h"

namespace blotter {

namespace {

constexpr std::size_t kLongestChain = 10000;  // git makes none beyond 4,095

class Reader {
 public:
  Reader(const PackFile& pack, const PackIndex& index, const ReadObjectById& read_base)
      : pack_(pack), index_(index), read_base_(read_base) {}

  Result<StoredObject> Read(std::uint32_t number) {
    const std::string id = index_.Id(number).Hex();
    const auto fail = [&](std::string_view what) {
      return Error{fmt::format("object {} cannot be read: {}", id, what)};
    };
    StoredObject object;
    std::uint64_t at = index_.Offset(number);
    std::vector<std::string> deltas;  // the one to be applied last first
    for (;;) {
      if (deltas.size() > kLongestChain) return fail("its chain of deltas has no end");
      const std::optional<PackEntry> entry = pack_.Entry(at, pack_.end());
      std::string inflated;
      if (!entry || !Inflate(*entry, at, &inflated))
        return fail("its compressed bytes are damaged");
      if (entry->kind != kOffsetDelta && entry->kind != kIdDelta) {
        object.type = static_cast<ObjectType>(entry->kind);
        object.content = std::move(inflated);
        break;
      }
      deltas.push_back(std::move(inflated));
      if (entry->kind == kOffsetDelta) {
        at = entry->base_offset;
      } else if (const auto base = index_.Find(entry->base_id)) {
        at = index_.Offset(*base);
      } else {
        Result<StoredObject> outside = read_base_(entry->base_id);
        if (!outside.ok()) return fail(outside.error().message);
        object = std::move(outside).value();
        break;
      }
    }
    for (; !deltas.empty(); deltas.pop_back()) {
      if (!Apply(deltas.back(), &object.content)) return fail("a delta does not fit its base");
    }
    return object;
  }

 private:
  bool Inflate(const PackEntry& entry, std::uint64_t at, std::string* out) {
    const std::string_view compressed = pack_.Compressed(entry, at, pack_.end());
    if (entry.size > kMostObjectBytes || !Inflater::CanHold(compressed.size(), entry.size)) {
      return false;
    }
    out->resize(entry.size);
    return inflater_.Inflate(compressed, out->data(), out->size()).has_value();
  }

  static bool Apply(std::string_view delta, std::string* content) {
    const std::optional<DeltaSizes> sizes = ReadDeltaSizes(delta);
    if (!sizes || sizes->base != content->size() || sizes->result > kMostObjectBytes) return false;
    const std::string_view instructions = delta.substr(sizes->header_bytes);
    if (MeasureDelta(instructions, sizes->base) != sizes->result) return false;
    std::string result(sizes->result, '\0');
    ApplyDelta(instructions, content->data(), result.data());
    *content = std::move(result);
    return true;
  }

  const PackFile& pack_;
  const PackIndex& index_;
  const ReadObjectById& read_base_;
  Inflater inflater_;
};

}  // namespace

Result<StoredObject> ReadPackedObject(const PackFile& pack, const PackIndex& index,
                                      std::uint32_t number, const ReadObjectById& read_base) {
  return Reader(pack, index, read_base).Read(number);
}

}  // namespace blotter
