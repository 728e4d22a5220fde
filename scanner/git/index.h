// Index: what a repository tracks, read from its index file (git's index-format(5): versions 2 to
// 4, SHA-1 and SHA-256). Contract: every length and offset is checked; a file that is not exactly
// an index is an Error, never an empty list; what we do not read ourselves (split and sparse
// index, unknown mandatory extensions) is asked of `git ls-files`. Limits: the trailing checksum
// is not verified, as git itself does not; at most 2^32-1 entries.
// An Index is immutable: any number of threads may read it.
//
// Entries are sorted by path as bytes, so all that lies below a folder is one range, and every
// question is a binary search in it. Nothing here allocates after loading.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/git/repository.h"

namespace blotter {

// The mode's upper bits (octal 160000, 120000, 100000).
inline constexpr std::uint32_t kIndexModeType = 0xF000;
inline constexpr std::uint32_t kIndexModeSubmodule = 0xE000;
inline constexpr std::uint32_t kIndexModeSymlink = 0xA000;
inline constexpr std::uint32_t kIndexModeFile = 0x8000;

// Views are good as long as the Index.
struct IndexEntry {
  std::string_view path;  // from the repository's top, '/' between names, any bytes but NUL
  const unsigned char* object_id = nullptr;  // Index::hash_bytes() bytes
  std::uint32_t mode = 0;                    // 0100644, 0100755, 0120000, 0160000
  std::uint8_t stage = 0;                    // 0, or 1 to 3 in a conflict
  bool skip_worktree = false;                // outside the sparse checkout: may not be on disk
  bool intent_to_add = false;                // `git add -N`; not known where git was asked

  bool is_submodule() const { return (mode & kIndexModeType) == kIndexModeSubmodule; }
  bool is_symlink() const { return (mode & kIndexModeType) == kIndexModeSymlink; }
};

// All entries below one folder: [begin, end), each path starting with the same `prefix_length`
// bytes ("a/b/"). A value, cheap to copy. Empty: nothing is tracked below it.
struct IndexFolder {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::uint32_t prefix_length = 0;

  bool empty() const { return begin == end; }
};

// One immediate child of a folder. In a conflict a name may come twice: as file and as folder.
struct IndexChild {
  std::string_view name;
  // Null: the name is a folder with tracked files below. Else the file, link or submodule (the
  // lowest stage of it).
  const IndexEntry* entry = nullptr;
  IndexFolder folder;  // where entry is null
};

class Index {
 public:
  // Reads `repository`'s index. No index file: an empty Index (a fresh repository).
  // Error: unreadable, truncated, corrupt, or git refused; it names the file, what is wrong at
  // which byte, and what to do.
  static Result<std::shared_ptr<const Index>> Load(const Repository& repository);

  // The same of the index at `path`, of the repository whose configuration is in `common_dir`.
  // `git`: a command about it, without its arguments, to ask what we do not read ourselves.
  static Result<std::shared_ptr<const Index>> LoadFrom(const std::string& path,
                                                       const std::string& common_dir,
                                                       const GitCommand& git);

  // Parses one index file's bytes; `name` is for messages. `hash_bytes` is 20 or 32. A null pointer
  // (no error) where only git can read it.
  static Result<std::shared_ptr<const Index>> Parse(std::string bytes, std::size_t hash_bytes,
                                                    const std::string& name);

  // Parses what `git ls-files -s -t -z` prints.
  static Result<std::shared_ptr<const Index>> ParseListing(std::string listing,
                                                           const std::string& name);

  const std::vector<IndexEntry>& entries() const { return entries_; }
  std::size_t hash_bytes() const { return hash_bytes_; }
  // `entry`'s object id, hexadecimal.
  std::string ObjectIdHex(const IndexEntry& entry) const;

  // The top folder: everything.
  IndexFolder Root() const;
  // The folder `name` (no slash) in `parent`; empty where nothing is tracked below it. O(log n).
  IndexFolder Subfolder(const IndexFolder& parent, std::string_view name) const;
  // The folder `path` ("a/b", no slashes around it; "" is the top).
  IndexFolder FolderAt(std::string_view path) const;
  // The file, link or submodule `name` in `folder`, or null. O(log n).
  const IndexEntry* Find(const IndexFolder& folder, std::string_view name) const;

  // Steps through the immediate children of `folder`, in index order, without looking at what lies
  // inside subfolders: IndexFolder rest = folder; while (index.NextChild(&rest, &child)) ...
  bool NextChild(IndexFolder* rest, IndexChild* child) const;

 private:
  Index() = default;
  friend class IndexParser;

  std::string bytes_;                    // the file, or the listing
  std::vector<std::string> path_arena_;  // version 4: unpacked paths, in blocks that never move
  std::vector<IndexEntry> entries_;
  std::size_t hash_bytes_ = 20;
};

}  // namespace blotter
