// A random history: branches, merges, several roots, renames, deletions, copies, files brought
// back, modes, symlinks, submodules, odd names, clocks that go wrong, dropped branches, loose
// blobs. Everything follows from the seed.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tests/history/repository_reader.h"

namespace blotter::testing {

Story MakeRandomStory(std::uint64_t seed);

}  // namespace blotter::testing
