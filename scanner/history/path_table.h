// PathTable: paths as numbers: a folder's path and a name. 0 is the repository's top.
// One thread at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "scanner/history/hit_graph.h"

namespace blotter {

class PathTable {
 public:
  static constexpr std::uint32_t kTop = 0;

  // At most `most` paths.
  PathTable(const HitGraph* graph, std::size_t most) : graph_(graph), most_(most) {}

  // kNoNumber where there is no room for one more.
  std::uint32_t Intern(std::uint32_t folder, std::uint32_t name) {
    if (steps_.size() > most_) return Find(folder, name);
    const auto next = static_cast<std::uint32_t>(steps_.size());
    const auto [known, is_new] = numbers_.emplace(Key(folder, name), next);
    if (is_new) steps_.push_back({folder, name});
    return known->second;
  }
  // kNoNumber where it is not here.
  std::uint32_t Find(std::uint32_t folder, std::uint32_t name) const {
    const auto known = numbers_.find(Key(folder, name));
    return known == numbers_.end() ? kNoNumber : known->second;
  }

  const std::string& Name(std::uint32_t path) const { return graph_->Name(steps_[path].name); }
  std::string_view FolderName(std::uint32_t path) const {
    const std::uint32_t folder = steps_[path].folder;
    return folder == kTop ? std::string_view() : Name(folder);
  }
  std::string Text(std::uint32_t path) const {
    std::vector<std::uint32_t> parts;
    for (; path != kTop; path = steps_[path].folder) parts.push_back(path);
    std::string text;
    while (!parts.empty()) {
      if (!text.empty()) text += '/';
      text += Name(parts.back());
      parts.pop_back();
    }
    return text;
  }

 private:
  struct Step {
    std::uint32_t folder;
    std::uint32_t name;
  };
  static std::uint64_t Key(std::uint32_t folder, std::uint32_t name) {
    return std::uint64_t{folder} << 32 | name;
  }

  const HitGraph* graph_;
  std::size_t most_;
  std::vector<Step> steps_ = {{kTop, 0}};
  std::unordered_map<std::uint64_t, std::uint32_t> numbers_;
};

}  // namespace blotter
