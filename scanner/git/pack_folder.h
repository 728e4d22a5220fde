// PackFolder: what lies in a folder of packs (objects/pack), as git would use it: each pack with
// its .idx or, where that is missing or damaged, with what the folder's multi-pack-index says about
// it; and the packs whose objects are known but which cannot be read.
//
// Limits: what git left unfinished (".tmp-..." without an index, "tmp_...") is passed over, as git
// passes over it.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "scanner/git/object_visitor.h"
#include "scanner/git/pack_file.h"
#include "scanner/git/pack_index.h"

namespace blotter {

// An index, and the bytes it is a view of where they are in no file.
struct OwnedPackIndex {
  std::unique_ptr<const std::string> bytes;
  PackIndex index;
};

struct PackFolder {
  struct Pack {
    OwnedPackIndex index;
    PackFile file;
  };
  // Its objects are lost where they are in no other pack.
  struct LostPack {
    OwnedPackIndex index;
    std::string path;
    std::string what;
  };

  std::vector<std::string> names;       // of packs and indexes, sorted: what was found at first
  bool in_motion = false;               // something went meanwhile, or is half there
  std::vector<Pack> packs;              // by name
  std::vector<LostPack> lost;           // by name
  std::vector<ObjectFailure> failures;  // what else is wrong
};

// The names of packs and of their indexes in `folder`, sorted; none where there is no such folder.
Result<std::vector<std::string>> ListPackFiles(const std::string& folder);

// Whether a partial clone keeps its packs there: then objects may be with its remote only.
bool HasPromises(const std::string& folder);

PackFolder OpenPackFolder(const std::string& folder, std::size_t hash_bytes);

}  // namespace blotter
