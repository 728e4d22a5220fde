// Repositories full of objects that are alike, made fast (git fast-import), for tests of packs.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "tests/support/repository_builder.h"

namespace blotter::testing {

struct RandomRepositoryOptions {
  std::uint64_t seed = 1;
  int commits = 20;
  int files = 5;
  int lines = 40;          // of a file, about
  std::string start = "";  // a commit to go on from
  bool loose = false;      // else one pack
  std::string hash = "sha1";
};

// Runs git with `input`; throws where it fails. Returns what it said.
std::string GitWithInput(const RepositoryBuilder& repository, std::vector<std::string> arguments,
                         std::string input);

// An empty one.
RepositoryBuilder MakeRepository(const std::string& folder, const std::string& hash = "sha1");

// Adds commits on the branch "main", each of which changes a few lines of some files, and an
// annotated tag.
void AddRandomCommits(const RepositoryBuilder& repository, const RandomRepositoryOptions& options);

}  // namespace blotter::testing
