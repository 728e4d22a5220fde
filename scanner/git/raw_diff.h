// Differences between two trees, or a tree and the index, as git's `--raw -z` tells them: by object
// ids and paths. Never by text, which attributes and configurations can blind.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/git/object_id.h"
#include "scanner/git/object_parsers.h"

namespace blotter {

// What became of one path. Modes are those of trees (object_parsers.h); 0, with an id of zeros,
// where the path is not there.
struct RawChange {
  std::uint32_t old_mode = 0;
  std::uint32_t new_mode = 0;
  ObjectId old_id;
  ObjectId new_id;
  char status = 0;        // A, D, M, T (another kind), U (in conflict)
  std::string_view path;  // from the repository's top

  bool is_unmerged() const { return status == 'U'; }
  bool is_deletion() const { return new_mode == 0 && !is_unmerged(); }
  bool is_submodule() const { return (new_mode & kTreeModeType) == kTreeModeSubmodule; }
  bool was_blob() const {
    return old_mode != 0 && (old_mode & kTreeModeType) != kTreeModeSubmodule;
  }
};

// Takes the changes at the beginning of `*listing`, up to its end or to the first byte that begins
// none (a header of `git diff-tree --stdin`). Views into the listing. Error: it is no such listing.
Result<std::vector<RawChange>> TakeRawChanges(std::string_view* listing);

}  // namespace blotter
