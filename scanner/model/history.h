// What only a finding in a repository's history has: how long it was there and where it still is.
// The commit that introduced it is in the finding itself (commit, author, date).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace blotter {

struct History {
  std::string repository;         // as typed or listed
  bool in_head = false;           // HEAD's tree still holds it at this path
  bool reachable = false;         // some ref leads to a commit that holds it
  std::vector<std::string> refs;  // short names of the refs whose tip still holds it, sorted
  std::string last_commit;        // the newest commit that holds it; empty where none does
  std::string last_date;          // that commit's author date, ISO 8601
  std::uint64_t blobs = 0;        // versions of the file that hold the secret at this path
};

// Where a finding is that stands in no file of a tree.
inline constexpr char kCommitMessagePath[] = ".git/COMMIT_EDITMSG";  // where git edits it
inline constexpr char kTagMessagePath[] = ".git/TAG_EDITMSG";
inline constexpr char kLostBlobFolder[] = ".git/lost-found/other/";  // + the blob's id: as git fsck

}  // namespace blotter
