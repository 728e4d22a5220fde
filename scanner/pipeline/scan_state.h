// ScanState: what earlier runs of `blotter history` have read, so that the next one reads only what
// is new. A text file (docs/formats.md, "State file"): for each repository its packs, by their
// checksums, and single objects. It holds no finding and no secret.
//
// An object counts as read only under the rules and limits that it was read under: under others the
// state is as if it were empty. What is repacked is read again: a pack of that checksum is new.
#pragma once

#include <map>
#include <set>
#include <string>

#include "scanner/base/result.h"
#include "scanner/git/object_id.h"

namespace blotter {

// Of one repository.
struct KnownObjects {
  std::set<ObjectId> packs;    // by checksum: everything in them
  std::set<ObjectId> objects;  // and these
};

// Used by one thread.
class ScanState {
 public:
  // Reads `path`; where there is no such file, an empty state. `conditions`: what the reading
  // depends on, in one word (a digest). Error: unreadable, or no state file.
  static Result<ScanState> Load(const std::string& path, const std::string& conditions);

  // Whether `path` held a state, of other conditions.
  bool is_outdated() const { return is_outdated_; }

  // `repository`: its common folder's path.
  const KnownObjects& Of(const std::string& repository) const;
  void Set(const std::string& repository, KnownObjects known);

  // Writes it to `path`, whole or not at all.
  Status Save(const std::string& path) const;

 private:
  std::string conditions_;
  bool is_outdated_ = false;
  std::map<std::string, KnownObjects> repositories_;
};

}  // namespace blotter
