#include "scanner/model/missing.h"

#include <fmt/format.h>

#include "scanner/base/shell_quote.h"

namespace blotter {

namespace {

struct MissingText {
  std::string_view key;
  std::string_view one;      // "{} commit ..." for a count of 1
  std::string_view many;     // the same for others
  std::string_view command;  // after "git -C REPOSITORY "
};
// --refetch (git 2.36) fetches as a new clone would, and so brings what is gone or was never there.
constexpr std::array<MissingText, kMissingKindCount> kTexts = {{
    {"shallow_commits", "the history is cut off at {} commit (a shallow clone)",
     "the history is cut off at {} commits (a shallow clone)", "fetch --unshallow"},
    {"promised_objects", "{} object was left with the remote (a partial clone)",
     "{} objects were left with the remote (a partial clone)", "fetch --refetch --no-filter"},
    {"corrupt_objects", "{} object is damaged or missing", "{} objects are damaged or missing",
     "fetch --refetch --no-filter"},
    {"lfs_objects", "{} file content is kept by Git LFS and is not here",
     "{} file contents are kept by Git LFS and are not here", "lfs fetch --all"},
    {"submodules", "{} submodule is not here", "{} submodules are not here",
     "submodule update --init --recursive"},
    {"alternates", "{} object store that this one borrows from is not there",
     "{} object stores that this one borrows from are not there", "fetch --refetch --no-filter"},
}};

}  // namespace

std::string_view MissingKey(MissingKind kind) { return kTexts[static_cast<std::size_t>(kind)].key; }

std::string MissingReason(MissingKind kind, std::uint64_t count, std::string_view repository,
                          const std::vector<std::string>& names) {
  constexpr std::size_t kMostNames = 3;
  const MissingText& text = kTexts[static_cast<std::size_t>(kind)];
  std::string reason = fmt::format(fmt::runtime(count == 1 ? text.one : text.many), count);
  for (std::size_t i = 0; i < names.size() && i < kMostNames; ++i) {
    reason += (i == 0 ? ": " : ", ") + names[i];
  }
  if (names.size() > kMostNames) reason += fmt::format(" and {} more", names.size() - kMostNames);
  return reason +
         fmt::format("; to get the rest: git -C {} {}", ShellQuote(repository), text.command);
}

}  // namespace blotter
