// HistoryReader: the first pass over a repository's objects. Every object is looked at once,
// without knowing where in the history it stands: most hold nothing, and for those nobody asks.
//
//   blobs           those that hold something under some name are suspects, to be judged once their
//                   paths are known (history_judge.h)
//   trees           whether there are env files, and which submodules they name
//   commits, tags   judged at once, as texts; what a commit names must be there
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "scanner/engine/compiled_rules.h"
#include "scanner/git/object_store.h"
#include "scanner/git/object_visitor.h"
#include "scanner/model/blob.h"
#include "scanner/pipeline/history.h"
#include "scanner/pipeline/history_reading.h"
#include "scanner/pipeline/history_trees.h"
#include "scanner/pipeline/object_text.h"

namespace blotter {

struct HistoryReaderOptions {
  std::size_t hash_bytes = kSha1Bytes;
  std::size_t workers = 1;
  std::optional<std::uint64_t> max_blob_bytes;
  bool verify_objects = false;      // compare each object's checksum with its id
  bool check_tree_entries = false;  // whether what trees name is there: a partial clone
  std::vector<ObjectId> shallow;    // sorted: commits whose parents need not be there
  // Which objects are looked at; null: all.
  std::function<bool(const ObjectId&)> is_wanted;
};

class HistoryReader final : public ObjectVisitor {
 public:
  // All must outlive the reader. `progress` may be null.
  HistoryReader(const CompiledRules& rules, const ObjectStore& store, HistoryReaderOptions options,
                HistoryProgress* progress);
  ~HistoryReader() override;

  bool Wants(ObjectType) const override { return true; }
  ObjectNote Visit(std::size_t worker, const VisitedObject& object) override;
  void VisitStream(std::size_t worker, ObjectType type, const ObjectId& id,
                   ObjectStream& stream) override;
  void Fail(std::size_t worker, ObjectFailure failure) override;
  void Advance(std::size_t worker, std::uint64_t bytes) override;

  // After a walk: what it came to. Each is told once.
  HistoryReading Take();

 private:
  struct Worker;
  Worker& StateOf(std::size_t worker);
  void ReadBlob(Worker* state, const ObjectId& id, std::string_view content);
  void ReadCommit(Worker* state, const ObjectId& id, std::string_view content);
  void ReadTag(Worker* state, const ObjectId& id, std::string_view content);
  void CheckIsThere(Worker* state, const ObjectId& id);
  void Suspect(Worker* state, const ObjectId& id, BlobRef* blob);
  void JudgeText(Worker* state, const ObjectId& id, std::string_view content,
                 const ObjectTextFacts& facts);

  const CompiledRules& rules_;
  const ObjectStore& store_;
  const HistoryReaderOptions options_;
  HistoryProgress* const progress_;
  TreeWords tree_words_;
  std::vector<std::unique_ptr<Worker>> workers_;
};

}  // namespace blotter
