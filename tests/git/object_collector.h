// Collects all that a walk over an ObjectStore visits, and asks git for the same.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scanner/git/object_store.h"
#include "tests/support/repository_builder.h"

namespace blotter::testing {

struct CollectedObject {
  std::string type;
  std::string content;
  bool operator==(const CollectedObject&) const = default;
};

using ObjectsById = std::map<std::string, CollectedObject>;

// Every visit is checked against the visits before: an object that comes twice fails the test, and
// one that differs from its base elsewhere than it is said to.
class ObjectCollector final : public ObjectVisitor {
 public:
  bool Wants(ObjectType type) const override { return wanted.empty() || wanted[0] == type; }
  ObjectNote Visit(std::size_t worker, const VisitedObject& object) override;
  void VisitStream(std::size_t worker, ObjectType type, const ObjectId& id,
                   ObjectStream& stream) override;
  void Fail(std::size_t worker, ObjectFailure failure) override;
  void Advance(std::size_t worker, std::uint64_t bytes) override;

  std::uint64_t lost() const;  // objects, over all failures

  std::vector<ObjectType> wanted;  // one; empty: all
  ObjectsById objects;
  std::vector<ObjectFailure> failures;
  std::size_t streamed = 0;
  std::uint64_t advanced = 0;
  std::size_t changed = 0;  // objects of whom it was said how they differ from their base

 private:
  std::mutex mutex_;
  std::vector<std::pair<std::size_t, std::string>> noted_;  // worker and id, by note
};

// As `git cat-file --batch-all-objects` has them.
ObjectsById ObjectsByGit(const RepositoryBuilder& repository);

// Opens `objects_folder` and expects that all of it is as git says: by walks with 1, 2 and 8
// workers, by id, and without failures.
void ExpectStoreIsAsGit(const std::string& objects_folder, const RepositoryBuilder& repository,
                        std::size_t hash_bytes = kSha1Bytes, PackLimits limits = {});

}  // namespace blotter::testing
