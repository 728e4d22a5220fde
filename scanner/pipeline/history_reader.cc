#include "scanner/pipeline/history_reader.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "scanner/engine/allowlists.h"
#include "scanner/engine/detector.h"
#include "scanner/git/object_hash.h"
#include "scanner/git/object_parsers.h"
#include "scanner/model/history.h"
#include "scanner/pipeline/content_blob.h"
#include "scanner/pipeline/lfs_pointer.h"

namespace blotter {

namespace {

constexpr std::string_view kWrongChecksum =
    "its content is not what its name says: the checksum differs";

// Leaves the stream at its start.
Status VerifyStream(ObjectType type, const ObjectId& id, ObjectStream* stream,
                    std::size_t hash_bytes) {
  ObjectHasher hasher(type, stream->size(), hash_bytes);
  std::string piece(std::size_t{1} << 20, '\0');
  for (std::size_t got = piece.size(); got == piece.size();) {
    Result<std::size_t> read = stream->Read(piece.data(), piece.size());
    if (!read.ok()) return read.error();
    got = *read;
    hasher.Add(std::string_view(piece).substr(0, got));
  }
  if (hasher.Finish() != id) return Error{std::string(kWrongChecksum)};
  return stream->Restart();
}

}  // namespace

// Made in, and used by, one worker's thread.
struct HistoryReader::Worker {
  Worker(const CompiledRules& rules, const ObjectStore& store, const HistoryReaderOptions& options,
         TreeWords* words)
      : detector(rules, {.max_blob_bytes = options.max_blob_bytes.value_or(0)}),
        trees(store, options.hash_bytes, options.check_tree_entries, words, &reading) {}

  HistoryReading reading;
  Detector detector;
  HistoryTrees trees;
  std::uint64_t objects_reported = 0;
};

HistoryReader::HistoryReader(const CompiledRules& rules, const ObjectStore& store,
                             HistoryReaderOptions options, HistoryProgress* progress)
    : rules_(rules),
      store_(store),
      options_(std::move(options)),
      progress_(progress),
      workers_(options_.workers) {}

HistoryReader::~HistoryReader() = default;

HistoryReader::Worker& HistoryReader::StateOf(std::size_t worker) {
  std::unique_ptr<Worker>& state = workers_[worker];
  if (state == nullptr) {
    state = std::make_unique<Worker>(rules_, store_, options_, &tree_words_);
  }
  return *state;
}

ObjectNote HistoryReader::Visit(std::size_t worker, const VisitedObject& object) {
  const auto& [type, id, content, change] = object;
  if (options_.is_wanted && !options_.is_wanted(id)) return 0;
  Worker& state = StateOf(worker);
  if (options_.verify_objects && HashObject(type, content, options_.hash_bytes) != id) {
    Fail(worker, {ObjectFailure::Kind::kObject, id.Hex(), std::string(kWrongChecksum), 1});
    return 0;
  }
  state.reading.ledger.bytes += content.size();
  switch (type) {
    case ObjectType::kBlob:
      ReadBlob(&state, id, content);
      break;
    case ObjectType::kTree:
      return state.trees.Read(object);
    case ObjectType::kCommit:
      ReadCommit(&state, id, content);
      break;
    case ObjectType::kTag:
      ReadTag(&state, id, content);
      break;
  }
  return 0;
}

void HistoryReader::ReadBlob(Worker* state, const ObjectId& id, std::string_view content) {
  if (const std::optional<std::string> lfs = LfsPointerTarget(content)) {
    state->reading.lfs_files.emplace_back(*lfs, id);
  }
  ContentBlob blob(content, "", "");
  Suspect(state, id, &blob);
}

void HistoryReader::Suspect(Worker* state, const ObjectId& id, BlobRef* blob) {
  const SuspectOutcome outcome = state->detector.Suspect(*blob);
  if (outcome.scan.too_large) {
    state->reading.ledger.Skip(SkipReason::kTooLarge);
  } else if (outcome.scan.error) {
    state->reading.failures.push_back(
        {ObjectFailure::Kind::kObject, id.Hex(), outcome.scan.error->message, 1});
  } else {
    ++state->reading.ledger.blobs;
    if (outcome.is_suspect) state->reading.suspects.push_back(id);
  }
}

void HistoryReader::CheckIsThere(Worker* state, const ObjectId& id) {
  if (!store_.Contains(id)) state->reading.absent.push_back(id);
}

void HistoryReader::ReadCommit(Worker* state, const ObjectId& id, std::string_view content) {
  ++state->reading.ledger.commits;
  const Result<CommitObject> commit = ParseCommit(content, options_.hash_bytes);
  if (!commit.ok()) {
    state->reading.failures.push_back(
        {ObjectFailure::Kind::kObject, id.Hex(),
         fmt::format("the commit is broken: {}", commit.error().message), 1});
    ObjectTextFacts facts;
    facts.path = kCommitMessagePath;
    facts.commit = id.Hex();
    return JudgeText(state, id, content, facts);
  }
  CheckIsThere(state, commit->tree);
  const bool ends_here = std::binary_search(options_.shallow.begin(), options_.shallow.end(), id);
  for (std::size_t i = 0; !ends_here && i < commit->parent_count(); ++i) {
    CheckIsThere(state, commit->Parent(i));
  }
  JudgeText(state, id, content, FactsOf(id, *commit));
}

void HistoryReader::ReadTag(Worker* state, const ObjectId& id, std::string_view content) {
  ++state->reading.ledger.tags;
  ObjectTextFacts facts;
  facts.path = kTagMessagePath;
  const Result<TagObject> tag = ParseTag(content, options_.hash_bytes);
  if (!tag.ok()) {
    state->reading.failures.push_back({ObjectFailure::Kind::kObject, id.Hex(),
                                       fmt::format("the tag is broken: {}", tag.error().message),
                                       1});
  } else {
    CheckIsThere(state, tag->object);
    facts = FactsOf(*tag);
  }
  JudgeText(state, id, content, facts);
}

void HistoryReader::JudgeText(Worker* state, const ObjectId& id, std::string_view content,
                              const ObjectTextFacts& facts) {
  std::vector<Finding> found;
  const Status status = ScanObjectText(content, facts, &state->detector, &found);
  if (!status.ok()) {
    state->reading.failures.push_back(
        {ObjectFailure::Kind::kObject, id.Hex(), status.error().message, 1});
  }
  for (Finding& finding : found) {
    AllowByCommit(rules_.rules(), &finding);
    state->reading.messages.push_back({std::move(finding), id});
  }
}

void HistoryReader::VisitStream(std::size_t worker, ObjectType type, const ObjectId& id,
                                ObjectStream& stream) {
  if (options_.is_wanted && !options_.is_wanted(id)) return;
  if (type != ObjectType::kBlob) {
    return Fail(worker, {ObjectFailure::Kind::kObject, id.Hex(),
                         fmt::format("this {} is too large to be read", ObjectTypeName(type)), 1});
  }
  if (options_.verify_objects) {
    const Status status = VerifyStream(type, id, &stream, options_.hash_bytes);
    if (!status.ok()) {
      return Fail(worker, {ObjectFailure::Kind::kObject, id.Hex(), status.error().message, 1});
    }
  }
  Worker& state = StateOf(worker);
  state.reading.ledger.bytes += stream.size();
  StreamBlob blob(&stream, "", "");
  Suspect(&state, id, &blob);
}

void HistoryReader::Fail(std::size_t worker, ObjectFailure failure) {
  StateOf(worker).reading.failures.push_back(std::move(failure));
}

void HistoryReader::Advance(std::size_t worker, std::uint64_t bytes) {
  if (progress_ == nullptr) return;
  progress_->bytes_done.fetch_add(bytes, std::memory_order_relaxed);
  Worker& state = StateOf(worker);
  const Ledger& ledger = state.reading.ledger;
  const std::uint64_t objects = ledger.blobs + ledger.trees + ledger.commits + ledger.tags;
  progress_->objects.fetch_add(objects - state.objects_reported, std::memory_order_relaxed);
  state.objects_reported = objects;
}

HistoryReading HistoryReader::Take() {
  HistoryReading all;
  for (const std::unique_ptr<Worker>& worker : workers_) {
    if (worker == nullptr) continue;
    all.Merge(std::exchange(worker->reading, HistoryReading()));
    worker->objects_reported = 0;
  }
  all.holds_env_files = tree_words_.env_files_seen();
  return all;
}

}  // namespace blotter
