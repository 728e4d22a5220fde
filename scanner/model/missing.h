// What a repository may lack, so that its whole history cannot be read: each kind is counted,
// named, and comes with the command that gets the rest.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace blotter {

// Order is the order of reports.
enum class MissingKind : std::uint8_t {
  kShallowCommits,   // commits at which a shallow clone ends
  kPromisedObjects,  // objects that a partial clone left with its remote
  kCorruptObjects,   // objects that are damaged, or that something names and nothing holds
  kLfsObjects,       // contents that Git LFS keeps elsewhere
  kSubmodules,       // repositories that a tree names and that are not here
  kAlternates,       // other object stores that this one borrows from
  kCount,
};
inline constexpr std::size_t kMissingKindCount = static_cast<std::size_t>(MissingKind::kCount);
using MissingCounts = std::array<std::uint64_t, kMissingKindCount>;

std::string_view MissingKey(MissingKind kind);  // "shallow_commits": a stable JSON key

// A sentence for a person: "1 submodule is not here: lib; to get the rest: git -C repo submodule
// update --init --recursive". `repository` is a path for git's -C, quoted here for a shell; of
// `names`, which may be none, the first few are told.
std::string MissingReason(MissingKind kind, std::uint64_t count, std::string_view repository,
                          const std::vector<std::string>& names = {});

}  // namespace blotter
