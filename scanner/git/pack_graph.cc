#include "scanner/git/pack_graph.h"

#include <algorithm>
#include <atomic>

#include "scanner/base/workers.h"

namespace blotter {

namespace {

constexpr std::uint32_t kEntriesAtOnce = 4096;  // a worker's next piece of work
constexpr std::uint32_t kEntriesAhead = 8;      // whose bytes are fetched meanwhile

}  // namespace

PackGraph::PackGraph(const PackFile& pack, const PackIndex& index, std::size_t workers)
    : end_(pack.end()) {
  PackOrder order = index.InPackOrder();
  index_numbers_ = std::move(order.numbers);
  offsets_ = std::move(order.offsets);
  const std::size_t count = index_numbers_.size();
  // An entry behind the pack's end has only others behind it.
  offsets_.push_back(std::max(pack.end(), count > 0 ? offsets_.back() : 0));
  kinds_.resize(count);
  bases_.resize(count, kNone);
  MakeBuckets();
  std::atomic<std::uint32_t> next{0};
  RunWorkers(workers, [&](std::size_t) {
    for (;;) {
      const std::uint32_t begin = next.fetch_add(kEntriesAtOnce, std::memory_order_relaxed);
      if (begin >= count) return;
      const auto end =
          static_cast<std::uint32_t>(std::min<std::size_t>(begin + kEntriesAtOnce, count));
      for (std::uint32_t entry = begin; entry < end; ++entry) {
        Foresee(pack, entry + kEntriesAhead);
        ReadHeader(pack, index, entry);
      }
    }
  });
  LinkChildren();
}

void PackGraph::MakeBuckets() {
  const std::uint64_t bytes = offsets_.back() + 1;
  while ((bytes >> bucket_shift_) > size() / 2 + 1) ++bucket_shift_;
  buckets_.reserve((bytes >> bucket_shift_) + 2);
  for (std::uint32_t entry = 0; entry < size(); ++entry) {
    while (buckets_.size() <= offsets_[entry] >> bucket_shift_) buckets_.push_back(entry);
  }
  buckets_.resize((bytes >> bucket_shift_) + 2, size());
}

std::optional<std::uint32_t> PackGraph::At(std::uint64_t offset) const {
  const std::uint64_t bucket = offset >> bucket_shift_;
  if (bucket + 1 >= buckets_.size()) return std::nullopt;
  const auto begin = offsets_.begin() + buckets_[bucket];
  const auto end = offsets_.begin() + buckets_[bucket + 1];
  const auto found = std::lower_bound(begin, end, offset);
  if (found == end || *found != offset) return std::nullopt;
  return static_cast<std::uint32_t>(found - offsets_.begin());
}

// Headers lie too far apart for the processor to guess where the next ones are.
void PackGraph::Foresee(const PackFile& pack, std::uint32_t entry) const {
  if (entry < size() && Begin(entry) < end_) __builtin_prefetch(pack.bytes().data() + Begin(entry));
}

void PackGraph::ReadHeader(const PackFile& pack, const PackIndex& index, std::uint32_t entry) {
  const std::optional<PackEntry> header = pack.Entry(Begin(entry), end_);
  if (!header) return;
  if (header->kind == kOffsetDelta) {
    bases_[entry] = At(header->base_offset).value_or(kNone);
  } else if (header->kind == kIdDelta) {
    const std::optional<std::uint32_t> number = index.Find(header->base_id);
    if (number) bases_[entry] = At(index.Offset(*number)).value_or(kNone);
  }
  kinds_[entry] = header->kind;
}

// For each entry the delta of it that most others are built on, by number. Bases lie before their
// deltas nearly always (git writes them so); where they do not, the answer is a guess.
std::vector<std::uint32_t> PackGraph::HeaviestChildren() const {
  std::vector<std::uint32_t> weights(size(), 1);
  std::vector<std::uint32_t> heaviest(size(), kNone);
  for (std::uint32_t entry = size(); entry-- > 0;) {
    const std::uint32_t base = bases_[entry];
    if (base == kNone) continue;
    weights[base] += weights[entry];
    if (heaviest[base] == kNone || weights[entry] > weights[heaviest[base]]) heaviest[base] = entry;
  }
  return heaviest;
}

// Backwards, so that children come in the order in which they lie in the pack.
void PackGraph::LinkChildren() {
  first_children_ = HeaviestChildren();
  next_siblings_.resize(size(), kNone);
  const std::vector<std::uint32_t> last = first_children_;
  for (std::uint32_t entry = size(); entry-- > 0;) {
    const std::uint32_t base = bases_[entry];
    if (base == kNone || last[base] == entry) continue;
    next_siblings_[entry] = first_children_[base];
    first_children_[base] = entry;
  }
  for (std::uint32_t entry = 0; entry < size(); ++entry) {
    if (bases_[entry] == kNone) roots_.push_back(entry);
  }
}

}  // namespace blotter
