// HitFilter: which entries of trees are of interest: those that hold a target blob, and those whose
// name is an env file's. Most entries are neither, and there may be a hundred million of them: both
// answers begin with a look at a few bytes.
// Immutable once made; shared by all threads.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "scanner/git/object_id.h"
#include "scanner/history/id_table.h"

namespace blotter {

class HitFilter {
 public:
  // Targets of another size than `id_bytes` are no targets.
  HitFilter(const std::vector<ObjectId>& targets, bool env_files, std::size_t id_bytes);

  bool IsTarget(const unsigned char* id) const {
    const std::uint64_t bit = IdHash(id) & mask_;
    return ((bits_[bit >> 6] >> (bit & 63)) & 1) != 0 && targets_.Find(id) != kNoNumber;
  }
  // Whether `name` is an env file's in some folder; IsEnvFile says it of a path.
  bool MayBeEnvFile(std::string_view name) const {
    return env_files_ && LooksLikeEnvFile(name) && IsEnvFile(name, ".streamlit");
  }
  // `name` in the folder `folder_name`. Templates (.env.example) are none.
  static bool IsEnvFile(std::string_view name, std::string_view folder_name);

  const IdTable& targets() const { return targets_; }

 private:
  // Says yes to every name that IsEnvFile may say yes to (a test compares them), by length and at
  // most six characters: of 150 million names 149 million end here.
  static bool LooksLikeEnvFile(std::string_view name) {
    const std::size_t size = name.size();
    if (size < 4) return false;
    const auto is = [name](std::size_t at, char lower) {
      return (static_cast<unsigned char>(name[at]) | 0x20U) == static_cast<unsigned char>(lower);
    };
    if (is(size - 1, 'v') && is(size - 2, 'n') && is(size - 3, 'e')) return true;
    if (name[0] == '.') return is(1, 'e') || is(1, 'd') || is(1, 'f');
    return (size == kEnvLocalSize && is(0, 'e')) || (size == kSecretsSize && is(0, 's'));
  }

  static constexpr std::size_t kEnvLocalSize = std::string_view("env.local").size();
  static constexpr std::size_t kSecretsSize = std::string_view("secrets.toml").size();

  IdTable targets_;
  bool env_files_;
  std::uint64_t mask_;
  std::vector<std::uint64_t> bits_;  // one for each value of an id's hash & mask_
};

}  // namespace blotter
