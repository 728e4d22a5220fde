#include "scanner/history/hit_filter.h"

#include <algorithm>
#include <bit>

#include "scanner/model/env_file.h"

namespace blotter {
namespace {

// So few of the bits are set that one entry in 32 or fewer is looked up in vain.
constexpr std::size_t kBitsPerTarget = 32;
constexpr std::size_t kFewestBits = std::size_t{1} << 15;
constexpr std::size_t kMostBits = std::size_t{1} << 26;

}  // namespace

HitFilter::HitFilter(const std::vector<ObjectId>& targets, bool env_files, std::size_t id_bytes)
    : targets_(id_bytes),
      env_files_(env_files),
      mask_(std::bit_ceil(std::clamp(targets.size() * kBitsPerTarget, kFewestBits, kMostBits)) - 1),
      bits_((mask_ + 1) / 64) {
  for (const ObjectId& id : targets) {
    if (id.size() != id_bytes) continue;
    targets_.Insert(id.data());
    const std::uint64_t bit = IdHash(id.data()) & mask_;
    bits_[bit >> 6] |= std::uint64_t{1} << (bit & 63);
  }
}

bool HitFilter::IsEnvFile(std::string_view name, std::string_view folder_name) {
  const EnvFileKind kind = ClassifyEnvFile(name, folder_name);
  return kind == EnvFileKind::kEnv || kind == EnvFileKind::kKeys;
}

}  // namespace blotter
