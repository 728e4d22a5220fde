// ChangeScan: from changed files to the findings that the changes bring. Each version of a file is
// judged once and whole, so that its context counts; then only what stands on lines that a change
// adds is kept, compared with the versions that it replaces. Those are read only where something
// was found.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "scanner/engine/compiled_rules.h"
#include "scanner/git/object_reader.h"
#include "scanner/model/finding.h"
#include "scanner/model/ledger.h"

namespace blotter {

// A file as one change leaves it.
struct ChangedFile {
  std::string path;  // from the repository's top
  ObjectId blob;
  // What it replaces: one version for each parent that has this path. None: all of it is new.
  std::vector<ObjectId> before;
  std::size_t change = 0;  // in ChangeSet::changes
};

// A commit, or what is staged for one.
struct Change {
  std::string commit, author, date;  // of the findings that it brings; empty for what is staged
  std::vector<ObjectId> removed;  // of files that it takes away: one may come back under a new name
};

struct ChangeSet {
  std::vector<Change> changes;  // those that came first, first
  std::vector<ChangedFile> files;
  // Paths that stand in the index, or in the last commit; others are in the history only.
  std::function<bool(const std::string& path)> is_current;
};

struct ChangeScanOptions {
  std::size_t workers = 1;
  std::optional<std::uint64_t> max_file_size_bytes;
  bool want_line_hashes = false;
  std::string common_dir;  // Git LFS keeps contents below it
};

struct ChangeFindings {
  std::vector<Finding> findings;  // sorted; of one fingerprint those of the change that counts most
  Ledger ledger;
};

ChangeFindings ScanChanges(ChangeSet set, const ObjectReader& objects, const CompiledRules& rules,
                           const ChangeScanOptions& options);

}  // namespace blotter
