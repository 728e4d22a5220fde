// Made repositories for the tests of attribution: written by one `git fast-import`, read back by
// one `git cat-file --batch-all-objects`, pushed into an Attributor from several threads.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/git/object_id.h"
#include "scanner/history/attribution.h"
#include "tests/support/temp_folder.h"

namespace blotter::testing {

struct StoryFile {
  std::string content;  // of a submodule (mode 160000): the commit's id
  std::uint32_t mode = 0100644;
};
using StoryTree = std::map<std::string, StoryFile>;  // by path

// A history, commit by commit. Nothing happens before Import.
class Story {
 public:
  // On top of `ref` ("refs/heads/main"), which it moves; returns its number. `parents` are such
  // numbers. Times in seconds.
  int Commit(std::string_view ref, const std::vector<int>& parents, const StoryTree& tree,
             std::int64_t time);
  void Blob(std::string_view content);  // held by nothing
  void DropRef(std::string_view ref);   // its commits stay

  // Makes a repository of it in `folder`; `hash`: sha1 or sha256. Returns the commits' ids.
  std::vector<ObjectId> Import(const std::string& folder, std::string_view hash = "sha1") const;

 private:
  std::string stream_;
  int commits_ = 0;
};

struct RawObject {
  ObjectId id;
  ObjectType type = ObjectType::kBlob;
  std::string content;
};

// Throws where git fails. `input`: git's standard input.
std::string RunGitIn(const std::string& folder, const std::vector<std::string>& arguments,
                     const std::string& input = {});
std::vector<RawObject> ReadObjects(const std::string& folder);
std::vector<RefTip> ReadTips(const std::string& folder);  // all refs and HEAD
ObjectId BlobId(const std::vector<RawObject>& objects, std::string_view content);

// Pushes all trees and commits from options.workers threads.
Result<Attribution> Attribute(const std::vector<RawObject>& objects,
                              const AttributionTargets& targets, std::vector<RefTip> tips,
                              AttributionOptions options);

// Everything that NUL ends.
std::vector<std::string> SplitAtNul(std::string_view text);

}  // namespace blotter::testing
