// WalkRoot: one place that a walk was asked for, and the names that everything below it goes by.
//
// Provenance::path, and thereby Finding::path and ReadFailure::path, are made here:
//   one root that is a folder     the path below that folder ("src/main.c")
//   a root that is a file         as typed, normalised ("./a//b.txt" is "a/b.txt")
//   several roots                 each path starts with its root as typed, normalised, since they
//                                 share no other base ("../lib/x.c"); below "." with nothing
// Normalised: without "." parts, doubled and final slashes; ".." stays, as links may be in front.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scanner/model/blob.h"
#include "scanner/sources/folder.h"

namespace blotter {

// Constant once the walk starts.
struct WalkRoot {
  std::string typed;           // as the user wrote it, normalised; "." for the current folder
  std::string display_prefix;  // what every path starts with: "" or "typed/"
  std::string folder_path;     // the folder's canonical absolute path
  // The folder's path in the repository that holds it ("a/b/"), "" at its top and outside.
  std::string path_in_outer_repository;
  bool in_repository = false;
  FolderRef folder;
  // Roots that are files: only these, of all that is in the folder, are read.
  std::vector<std::string> file_names;
};

// `path` as typed, normalised; "." becomes "".
std::string NormalizePath(std::string_view path);

// The path that reports show for the file `name` in `folder`; for an empty name the folder itself,
// without a slash at its end.
std::string DisplayPath(const Folder& folder, std::string_view name);

// The same of the folder itself; for a root what the user typed: for failures and remarks.
std::string DisplayFolder(const Folder& folder);

// Relative to the top of the repository that holds the root; as DisplayPath where none does.
std::string RepositoryPath(const Folder& folder, std::string_view name);

// Everything about the file `name` in `folder`; of tracked files only env files get `ignored_by`.
// May read ignore rules and ask git for its configuration: not for the common path.
Provenance DescribeFile(Folder& folder, std::string_view name);

}  // namespace blotter
