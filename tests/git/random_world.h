// A random worktree with random ignore rules in several places, for comparing our matcher with git.
// Everything follows from the seed.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace blotter::testing {

enum class NodeKind : std::uint8_t { kFile, kFolder, kLinkToFolder };

struct WorldNode {
  std::string path;  // from the worktree's top; a folder comes before what it holds
  NodeKind kind = NodeKind::kFile;
};

struct RandomWorld {
  std::vector<WorldNode> nodes;
  std::map<std::string, std::string> gitignores;  // folder ("" or "a/b/") to content
  std::string info_exclude;
  std::string excludes_file;
  bool ignore_case = false;

  // All of it, readable, for a failed test.
  std::string Describe() const;
};

// `literal_before_stars`: also patterns like `foo**/bar`, whose meaning changed in git 2.52.
RandomWorld MakeRandomWorld(std::uint64_t seed, bool literal_before_stars);

// Writes it as a repository into `folder`. Without `git init`: a HEAD and two folders are enough.
void WriteWorld(const RandomWorld& world, const std::string& folder);

}  // namespace blotter::testing
