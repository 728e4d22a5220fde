// A Story that was told: imported, read back, and ready to be attributed.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "scanner/git/object_id.h"
#include "scanner/history/attribution.h"
#include "tests/history/repository_reader.h"
#include "tests/support/temp_folder.h"

namespace blotter::testing {

// A story told, and what is looked for in it: the blobs with the contents that are named.
class Told {
 public:
  explicit Told(const Story& story, std::string_view hash = "sha1") {
    commits_ = story.Import(folder_.string(), hash);
    options.id_bytes = hash == "sha1" ? kSha1Bytes : kSha256Bytes;
    options.workers = 2;
    objects = ReadObjects(folder_.string());
    tips = ReadTips(folder_.string());
  }
  Result<Attribution> TryAttribute(const std::vector<std::string>& contents) {
    AttributionTargets targets;
    targets.env_files = env_files;
    for (const std::string& content : contents) targets.blobs.push_back(Blob(content));
    return testing::Attribute(objects, targets, tips, options);
  }
  Attribution Attribute(const std::vector<std::string>& contents = {"secret"}) {
    return TryAttribute(contents).value();
  }
  // The only one.
  Sighting TheSighting() {
    const Attribution result = Attribute();
    EXPECT_EQ(result.sightings.size(), 1U);
    EXPECT_TRUE(result.loose.empty());
    return result.sightings.empty() ? Sighting() : result.sightings[0];
  }

  ObjectId Blob(const std::string& content) const { return BlobId(objects, content); }
  // A commit as its number in the story; -1: another.
  int Number(const ObjectId& commit) const {
    const auto found = std::find(commits_.begin(), commits_.end(), commit);
    return found == commits_.end() ? -1 : static_cast<int>(found - commits_.begin());
  }
  std::vector<int> Introductions(const Sighting& sighting) const {
    EXPECT_EQ(sighting.introductions, sighting.introduced_by.size());
    std::vector<int> numbers;
    for (const ObjectId& id : sighting.introduced_by) numbers.push_back(Number(id));
    EXPECT_EQ(Number(sighting.first.id), numbers.empty() ? -1 : numbers[0]);
    return numbers;
  }
  const ObjectId& commit(int number) const { return commits_[static_cast<std::size_t>(number)]; }
  std::string folder() const { return folder_.string(); }
  void RemoveObject(const ObjectId& id) {
    std::erase_if(objects, [&id](const RawObject& object) { return object.id == id; });
  }

  std::vector<RawObject> objects;
  std::vector<RefTip> tips;
  AttributionOptions options;
  bool env_files = false;

 private:
  TempFolder folder_;
  std::vector<ObjectId> commits_;
};

}  // namespace blotter::testing
