#include "tests/pipeline/both_readings.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "scanner/config/embedded_rules.h"
#include "scanner/engine/detector.h"
#include "scanner/git/object_store.h"

namespace blotter::testing {

namespace {

// Stands between a store and a reader with one worker, and asks of each blob whether its changes
// were enough. The reader gets and gives what it would without it.
class Watcher final : public ObjectVisitor {
 public:
  Watcher(const CompiledRules& rules, HistoryReader* reader) : detector_(rules), reader_(*reader) {}

  bool Wants(ObjectType type) const override { return reader_.Wants(type); }
  ObjectNote Visit(std::size_t worker, const VisitedObject& object) override {
    VisitedObject passed = object;
    passed.change = nullptr;
    ObjectNote note = 0;
    if (object.change != nullptr) {
      const auto& [base, base_note] = visited_.at(object.change->base_note - 1);
      const ObjectChange change{base_note, object.change->changes};
      if (base_note != 0) passed.change = &change;
      if (object.type == ObjectType::kBlob) Count(object, base, base_note);
      note = reader_.Visit(worker, passed);
    } else {
      note = reader_.Visit(worker, passed);
    }
    visited_.emplace_back(object.id, note);
    return static_cast<ObjectNote>(visited_.size());
  }
  void VisitStream(std::size_t worker, ObjectType type, const ObjectId& id,
                   ObjectStream& stream) override {
    reader_.VisitStream(worker, type, id, stream);
  }
  void Fail(std::size_t worker, ObjectFailure failure) override {
    reader_.Fail(worker, std::move(failure));
  }
  void Advance(std::size_t worker, std::uint64_t bytes) override { reader_.Advance(worker, bytes); }

  void Tell(ReadingFacts* facts) const {
    facts->changed = bases_.size();
    facts->inherited = inherited_;
    for (const auto& [id, base] : bases_) {
      const bool is_suspect = facts->suspects.contains(id);
      const bool was_suspect = facts->suspects.contains(base);
      if (is_suspect && !was_suspect) ++facts->became_suspect;
      if (was_suspect && !is_suspect) ++facts->ceased;
    }
  }

 private:
  // A reader's note of a blob is its inertness.
  void Count(const VisitedObject& object, const ObjectId& base, ObjectNote base_note) {
    bases_.emplace(object.id, base);
    const auto before = static_cast<Inertness>(base_note);
    if (base_note == 0) return;
    ASSERT_TRUE(OutlivesChanges(before));
    if (detector_.StaysInert(object.content, object.change->changes, before)) {
      ++inherited_.at(base_note);
    }
  }

  Detector detector_;
  HistoryReader& reader_;
  std::vector<std::pair<ObjectId, ObjectNote>> visited_;
  std::map<ObjectId, ObjectId> bases_;
  std::array<std::size_t, 6> inherited_{};
};

struct Reader {
  const CompiledRules& rules;
  const std::string& objects_folder;
  const HistoryReaderOptions& options;
  const PackLimits& limits;

  HistoryReading Read(bool trust, std::size_t workers, ReadingFacts* watched = nullptr) const {
    std::vector<ObjectFailure> failures;
    const ObjectStore store(objects_folder, kSha1Bytes, &failures, limits);
    HistoryReaderOptions all = options;
    all.trust_inert_bases = trust;
    all.workers = workers;
    HistoryReader reader(rules, store, all, nullptr);
    Watcher watcher(rules, &reader);
    ObjectVisitor* const visitor =
        watched != nullptr ? &watcher : static_cast<ObjectVisitor*>(&reader);
    store.Walk(workers, visitor);
    if (watched != nullptr) watcher.Tell(watched);
    HistoryReading reading = reader.Take();
    reading.failures.insert(reading.failures.end(), failures.begin(), failures.end());
    return reading;
  }
};

// All but the suspects, in an order that no thread decides.
std::vector<std::string> OtherFacts(const HistoryReading& reading) {
  const Ledger& ledger = reading.ledger;
  std::vector<std::string> facts = {fmt::format(
      "{} bytes, {} blobs, {} trees, {} commits, {} tags, env files {}", ledger.bytes, ledger.blobs,
      ledger.trees, ledger.commits, ledger.tags, reading.holds_env_files)};
  for (const std::uint64_t count : ledger.skipped)
    facts.push_back(fmt::format("skipped {}", count));
  const std::size_t counts = facts.size();
  for (const ObjectFailure& failure : reading.failures) {
    facts.push_back(fmt::format("failure {} {}: {} ({})", static_cast<int>(failure.kind),
                                failure.where, failure.what, failure.objects));
  }
  for (const MessageFinding& message : reading.messages) {
    facts.push_back(fmt::format("{} in {} at {}", message.finding.rule_id, message.object.Hex(),
                                message.finding.span.begin));
  }
  for (const auto& [commit, name] : reading.submodules) facts.push_back(commit.Hex() + name);
  for (const auto& [sha, pointer] : reading.lfs_files) facts.push_back(sha + pointer.Hex());
  for (const ObjectId& id : reading.absent) facts.push_back("absent " + id.Hex());
  std::sort(facts.begin() + static_cast<std::ptrdiff_t>(counts), facts.end());
  return facts;
}

void ExpectSame(const HistoryReading& full, const HistoryReading& other, std::string_view which) {
  EXPECT_EQ(OtherFacts(full), OtherFacts(other)) << which;
  std::vector<ObjectId> different;
  std::set_symmetric_difference(full.suspects.begin(), full.suspects.end(), other.suspects.begin(),
                                other.suspects.end(), std::back_inserter(different));
  EXPECT_EQ(different.size(), 0U) << which << ", of " << full.suspects.size();
  for (std::size_t i = 0; i < std::min<std::size_t>(different.size(), 3); ++i) {
    const bool lost = std::binary_search(full.suspects.begin(), full.suspects.end(), different[i]);
    ADD_FAILURE() << different[i].Hex() << (lost ? " is lost" : " is too much");
  }
}

}  // namespace

ReadingFacts ExpectSameReadings(const CompiledRules& rules, const std::string& objects_folder,
                                const HistoryReaderOptions& options, PackLimits limits) {
  const Reader reader{rules, objects_folder, options, limits};
  ReadingFacts facts;
  facts.reading = reader.Read(false, 1);
  facts.suspects.insert(facts.reading.suspects.begin(), facts.reading.suspects.end());
  ExpectSame(facts.reading, reader.Read(false, 2), "without trust, 2 workers");
  ExpectSame(facts.reading, reader.Read(true, 1), "1 worker");
  ExpectSame(facts.reading, reader.Read(true, 2), "2 workers");
  ExpectSame(facts.reading, reader.Read(true, 1, &facts), "watched");
  return facts;
}

std::unique_ptr<CompiledRules> EmbeddedCompiledRules() {
  return std::move(CompiledRules::Load(EmbeddedRules(), EmbeddedDatabase())).value();
}

}  // namespace blotter::testing
