#include "scanner/pipeline/history_trees.h"

#include <algorithm>
#include <cstring>

#include <fmt/format.h>

#include "scanner/git/object_parsers.h"
#include "scanner/model/env_file.h"

namespace blotter {

namespace {

constexpr std::string_view kSubmoduleMode = "160000 ";

// What in a tree's bytes may belong to an env file's name (model/env_file.h) or a submodule's mode.
const std::vector<std::string>& Words() {
  static const std::vector<std::string> words = {
      ".env", " env.", "flaskenv", ".dev.vars", "secrets.toml", std::string(kSubmoduleMode)};
  return words;
}

std::size_t LongestWord() {
  std::size_t longest = 0;
  for (const std::string& word : Words()) longest = std::max(longest, word.size());
  return longest;
}

// The note of a tree that holds none of them.
constexpr ObjectNote kPlainTree = 1;

// A mark that a name is an env file's, whatever folder it stands in.
bool MayBeEnvFile(std::string_view name) {
  const auto holds_secrets = [&](std::string_view folder) {
    const EnvFileKind kind = ClassifyEnvFile(name, folder);
    return kind == EnvFileKind::kEnv || kind == EnvFileKind::kKeys;
  };
  return holds_secrets("") || holds_secrets(".streamlit");
}

}  // namespace

TreeWords::TreeWords() {
  const std::vector<KeywordSearch::Instructions> instructions = KeywordSearch::Supported();
  if (!instructions.empty()) search_ = KeywordSearch::Make(Words(), instructions.back());
}

bool TreeWords::StandIn(std::string_view tree, const std::vector<ByteRange>& changes) const {
  static const std::size_t reach = LongestWord() - 1;
  return std::any_of(changes.begin(), changes.end(), [&](const ByteRange& change) {
    return search_->ContainsIn(tree, change.begin - std::min(change.begin, reach), change.end);
  });
}

HistoryTrees::HistoryTrees(const ObjectStore& store, std::size_t hash_bytes, bool check_entries,
                           TreeWords* words, HistoryReading* reading)
    : store_(store),
      hash_bytes_(hash_bytes),
      check_entries_(check_entries),
      words_(*words),
      reading_(*reading),
      changes_(hash_bytes),
      known_ids_(check_entries ? kKnownIds : 0) {}

ObjectNote HistoryTrees::Read(const VisitedObject& tree) {
  const auto& [type, id, content, change] = tree;
  ++reading_.ledger.trees;
  if (check_entries_) CheckEntries(id, content);
  if (words_.search() == nullptr) {
    ReadNames(id, content);
    return 0;
  }
  if (change != nullptr && !words_.StandIn(content, change->changes)) return kPlainTree;
  const std::size_t word = words_.search()->Find(content, 0);
  if (word == std::string_view::npos) return kPlainTree;
  if (HoldsNews(content.substr(word))) ReadNames(id, content);
  return 0;
}

// Whether what words there are in `content`, the first of which it begins with, may be worth
// reading the tree's names.
bool HistoryTrees::HoldsNews(std::string_view content) const {
  const KeywordSearch& search = *words_.search();
  for (std::size_t at = 0; at != std::string_view::npos; at = search.Find(content, at + 1)) {
    const std::string_view word = content.substr(at);
    if (!word.starts_with(kSubmoduleMode)) {
      if (!words_.env_files_seen()) return true;
      continue;
    }
    // The mode, a name, a NUL and an id, as it seems; those seen before are known well enough.
    const std::size_t size = word.find('\0') + 1 + hash_bytes_;
    if (size == hash_bytes_ || size > word.size() ||
        !known_submodules_.contains(
            word.substr(kSubmoduleMode.size(), size - kSubmoduleMode.size()))) {
      return true;
    }
  }
  return false;
}

void HistoryTrees::ReadNames(const ObjectId& id, std::string_view content) {
  TreeReader reader(content, hash_bytes_);
  for (TreeEntry entry; reader.Next(&entry);) {
    if (entry.is_submodule()) {
      const std::string_view known(entry.name.data(), entry.name.size() + 1 + hash_bytes_);
      if (known_submodules_.contains(known)) continue;
      known_submodules_.emplace(known);
      reading_.submodules.emplace_back(ObjectId(entry.id, hash_bytes_), entry.name);
    } else if (!entry.is_folder() && MayBeEnvFile(entry.name)) {
      words_.SawEnvFile();
    }
  }
  if (reader.problem() != nullptr) Fail(id, reader.problem());
}

void HistoryTrees::CheckEntries(const ObjectId& id, std::string_view content) {
  const char* const problem = changes_.ForEachNew(content, [&](const TreeEntry& entry) {
    if (entry.is_submodule()) return;
    std::uint64_t key = 0;
    std::memcpy(&key, entry.id, sizeof key);
    std::uint64_t& known = known_ids_[key % kKnownIds];
    if (known == key) return;
    const ObjectId named(entry.id, hash_bytes_);
    if (!store_.Contains(named)) reading_.absent.push_back(named);
    known = key;
  });
  if (problem != nullptr) Fail(id, problem);
}

void HistoryTrees::Fail(const ObjectId& id, const char* problem) {
  reading_.failures.push_back(
      {ObjectFailure::Kind::kObject, id.Hex(), fmt::format("the tree is broken: {}", problem), 1});
}

}  // namespace blotter
