// Visitors of a repository's objects, made of others.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "scanner/git/object_parsers.h"
#include "scanner/git/object_visitor.h"
#include "scanner/history/attribution.h"

namespace blotter {

// Pushes trees and commits to the attribution. What cannot be read, and too large a tree or commit,
// is for the reader of the history to name.
class AttributionVisitor final : public ObjectVisitor {
 public:
  // `wanted`: sorted; the only commits that count. Null: all do.
  AttributionVisitor(Attributor* attributor, std::size_t hash_bytes,
                     const std::vector<ObjectId>* wanted)
      : attributor_(*attributor), hash_bytes_(hash_bytes), wanted_(wanted) {}

  bool Wants(ObjectType type) const override {
    return type == ObjectType::kTree || type == ObjectType::kCommit;
  }
  ObjectNote Visit(std::size_t worker, const VisitedObject& object) override {
    if (object.type == ObjectType::kTree) {
      attributor_.AddTree(worker, object.id, object.content);
    } else if (object.type == ObjectType::kCommit && IsWanted(object.id)) {
      const Result<CommitObject> commit = ParseCommit(object.content, hash_bytes_);
      if (commit.ok()) attributor_.AddCommit(worker, object.id, *commit);
    }
    return 0;
  }
  void VisitStream(std::size_t, ObjectType, const ObjectId&, ObjectStream&) override {}
  void Fail(std::size_t, ObjectFailure) override {}
  void Advance(std::size_t, std::uint64_t) override {}

 private:
  bool IsWanted(const ObjectId& id) const {
    return wanted_ == nullptr || std::binary_search(wanted_->begin(), wanted_->end(), id);
  }

  Attributor& attributor_;
  const std::size_t hash_bytes_;
  const std::vector<ObjectId>* const wanted_;
};

// What stands in files, or all the rest: which files are worth a look at the trees that name them
// is known only when all of them were read.
enum class HistoryPart : std::uint8_t { kBlobs, kAllElse };

// One part of what is visited, for `reader`, and for `other` (null: nobody) after it.
class PartVisitor final : public ObjectVisitor {
 public:
  PartVisitor(HistoryPart part, ObjectVisitor* reader, ObjectVisitor* other)
      : part_(part), reader_(*reader), other_(other) {}

  bool Wants(ObjectType type) const override {
    return (type == ObjectType::kBlob) == (part_ == HistoryPart::kBlobs);
  }
  ObjectNote Visit(std::size_t worker, const VisitedObject& object) override {
    const ObjectNote note = reader_.Visit(worker, object);
    if (other_ != nullptr) other_->Visit(worker, object);
    return note;
  }
  void VisitStream(std::size_t worker, ObjectType type, const ObjectId& id,
                   ObjectStream& stream) override {
    reader_.VisitStream(worker, type, id, stream);
  }
  void Fail(std::size_t worker, ObjectFailure failure) override {
    reader_.Fail(worker, std::move(failure));
  }
  void Advance(std::size_t worker, std::uint64_t bytes) override { reader_.Advance(worker, bytes); }

 private:
  const HistoryPart part_;
  ObjectVisitor& reader_;
  ObjectVisitor* const other_;
};

}  // namespace blotter
