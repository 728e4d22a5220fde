// DirectorySource: the files below some folders (and single files), as they are on disk, read by
// several workers at once.
//
// What is offered: every regular file, but what git ignores (unless no_ignore), git's own folders,
// links, pipes, sockets, devices, files beyond max_file_size_bytes and those that a path rule
// drops; each of these is counted. Tracked files are offered whatever ignore rules say. A
// repository inside another is judged by its own rules, unless the outer one ignores the folder
// that holds it and tracks nothing there. A root is offered even where git ignores it. What lies
// below two roots is offered once, under the innermost. A tracked env file that is missing on disk
// is offered from the index. Paths: see walk_root.h.
//
// What cannot be read is in the ledger's failures, and the walk goes on. A repository that git
// refuses, or whose index is broken, is such a failure, and its files are then all offered, as in a
// plain folder.
//
// How: a worker lists a folder (getdents64), puts its subfolders on a common stack, and offers its
// files at once. A folder larger than one buffer goes back on the stack below its subfolders, for
// any worker to list the next piece of, so a folder of a million entries is never held whole. No
// lock, no allocation and no path string in the way of a tracked file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "scanner/base/regex.h"
#include "scanner/git/repository.h"
#include "scanner/model/ledger.h"
#include "scanner/sources/source.h"

namespace blotter {

struct DirectoryOptions {
  std::vector<std::string> paths;  // folders and files; not "-"
  bool no_ignore = false;
  // Paths start with the root as typed even where there is only one root: there is another source.
  bool prefix_paths = false;
  std::optional<std::uint64_t> max_file_size_bytes;
  std::size_t workers = 1;
  // Files whose path (from the repository's top) any of these finds a match in are passed over.
  std::vector<Regex> passed_over_paths;
  std::optional<GitEnvironment> git;  // none: the process's own
  // Folders that may be open at once; 0: from the process's limits.
  std::size_t descriptor_budget = 0;
};

class DirectorySource final : public Source {
 public:
  explicit DirectorySource(DirectoryOptions options) : options_(std::move(options)) {}

  std::size_t worker_count() const override { return options_.workers; }
  Ledger Run(BlobSink& sink) override;

 private:
  const DirectoryOptions options_;
};

}  // namespace blotter
