// What stands at a path in a tree.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "scanner/base/result.h"
#include "scanner/git/object_id.h"
#include "scanner/git/object_reader.h"

namespace blotter {

struct TreeItem {
  ObjectId id;
  std::uint32_t mode = 0;  // as in TreeEntry
};

// `path` from the tree `tree` down, '/' between names. Nothing where it is not there. Error: a tree
// on the way cannot be read.
Result<std::optional<TreeItem>> FindInTree(const ObjectReader& objects, const ObjectId& tree,
                                           std::string_view path);

// The tree of a commit.
Result<ObjectId> TreeOfCommit(const ObjectReader& objects, const ObjectId& commit);

}  // namespace blotter
