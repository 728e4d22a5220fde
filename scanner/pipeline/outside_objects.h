// What a repository's trees speak of and its object store does not hold: contents that Git LFS
// keeps, and the repositories of submodules. Both lie beside the objects where they were fetched.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "scanner/engine/compiled_rules.h"
#include "scanner/git/object_id.h"
#include "scanner/model/ledger.h"

namespace blotter {

struct LfsReading {
  Ledger ledger;  // files and bytes read, and what could not be
  // Pointers whose content holds something under some name -> where that content lies.
  std::map<ObjectId, std::string> suspects;
  std::uint64_t missing = 0;  // contents that are not here
};

// `pointers`: the content's SHA-256 and the pointer's blob.
LfsReading ReadLfsFiles(const std::string& common_dir,
                        const std::vector<std::pair<std::string, ObjectId>>& pointers,
                        const CompiledRules& rules,
                        const std::optional<std::uint64_t>& max_file_size_bytes);

// The repositories of submodules, and of theirs, that lie in `common_dir`/modules, sorted.
std::vector<std::string> SubmoduleRepositories(const std::string& common_dir);

// The names, each once, of the submodules (commit, name in its tree) of which some commit is in
// none of `repositories`.
std::vector<std::string> MissingSubmodules(
    const std::vector<std::pair<ObjectId, std::string>>& submodules,
    const std::vector<std::string>& repositories, std::size_t hash_bytes);

}  // namespace blotter
