// Root resolver: from paths as typed to the roots of a walk, each in its repository.
#pragma once

#include <deque>
#include <set>
#include <string>

#include "scanner/model/ledger.h"
#include "scanner/sources/directory_source.h"
#include "scanner/sources/folder.h"
#include "scanner/sources/repository_registry.h"
#include "scanner/sources/walk_root.h"

namespace blotter {

struct WalkRoots {
  std::deque<WalkRoot> roots;  // a deque: folders point to them
  // Canonical paths of everything that was asked for, files too: a walk that meets one of them
  // below its own root leaves it alone.
  std::set<std::string> paths;

  // Whether a root lies below the folder `path` (absolute, canonical).
  bool AnyBelow(const std::string& path) const;
};

// What cannot be resolved is among the ledger's failures; roots outside any repository are remarked
// on. `roots` must be empty, and neither moved nor copied afterwards.
void ResolveRoots(const DirectoryOptions& options, FolderDescriptors* descriptors,
                  RepositoryRegistry* repositories, WalkRoots* roots, Ledger* ledger);

}  // namespace blotter
