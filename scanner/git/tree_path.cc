#include "scanner/git/tree_path.h"

#include <string>

#include <fmt/format.h>

#include "scanner/git/object_parsers.h"

namespace blotter {

Result<std::optional<TreeItem>> FindInTree(const ObjectReader& objects, const ObjectId& tree,
                                           std::string_view path) {
  TreeItem at{tree, kTreeModeFolder};
  while (true) {
    if ((at.mode & kTreeModeType) != kTreeModeFolder) return std::optional<TreeItem>();
    const std::string_view name = path.substr(0, path.find('/'));
    const Result<std::string> content = objects.Read(at.id, ObjectType::kTree);
    if (!content.ok()) return content.error();
    TreeReader reader(*content, objects.hash_bytes());
    TreeEntry entry;
    bool found = false;
    while (!found && reader.Next(&entry)) found = entry.name == name;
    if (reader.problem() != nullptr) {
      return Error{fmt::format("tree {} is broken: {}", at.id.Hex(), reader.problem())};
    }
    if (!found) return std::optional<TreeItem>();
    at = {ObjectId(entry.id, objects.hash_bytes()), entry.mode};
    if (name.size() == path.size()) return std::optional<TreeItem>(at);
    path.remove_prefix(name.size() + 1);
  }
}

Result<ObjectId> TreeOfCommit(const ObjectReader& objects, const ObjectId& commit) {
  const Result<std::string> text = objects.Read(commit, ObjectType::kCommit);
  if (!text.ok()) return text.error();
  const Result<CommitObject> parsed = ParseCommit(*text, objects.hash_bytes());
  if (!parsed.ok()) {
    return Error{fmt::format("commit {} is broken: {}", commit.Hex(), parsed.error().message)};
  }
  return parsed->tree;
}

}  // namespace blotter
