// Which of git's hooks blotter stands in, and what differs between them (githooks(5)).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace blotter {

enum class Hook : std::uint8_t { kPreCommit, kPreMergeCommit, kPrePush, kPreReceive };

inline constexpr std::array kAllHooks = {Hook::kPreCommit, Hook::kPreMergeCommit, Hook::kPrePush,
                                         Hook::kPreReceive};
// Those of somebody who commits; the last one is for the repository that is pushed to.
inline constexpr std::array kClientHooks = {Hook::kPreCommit, Hook::kPreMergeCommit,
                                            Hook::kPrePush};

// The name of its file.
constexpr std::string_view HookName(Hook hook) {
  switch (hook) {
    case Hook::kPreCommit:
      return "pre-commit";
    case Hook::kPreMergeCommit:
      return "pre-merge-commit";
    case Hook::kPrePush:
      return "pre-push";
    case Hook::kPreReceive:
      return "pre-receive";
  }
  return "";
}

inline std::optional<Hook> HookOfName(std::string_view name) {
  for (const Hook hook : kAllHooks) {
    if (HookName(hook) == name) return hook;
  }
  return std::nullopt;
}

// Whether git writes to its standard input what is pushed.
constexpr bool ReadsInput(Hook hook) { return hook == Hook::kPrePush || hook == Hook::kPreReceive; }

}  // namespace blotter
