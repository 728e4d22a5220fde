// What was inert in a delta's base is not judged again: the readings are the same as where all of
// every blob is searched, object by object. Random histories that git packs, and random deltas that
// git would never make. Cases by hand: inert_changes_test.cc.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/git/pack_builder.h"
#include "tests/pipeline/inert_bases_fixture.h"
#include "tests/pipeline/random_versions.h"
#include "tests/support/repository_builder.h"
#include "tests/support/run_process.h"
#include "tests/support/sanitizers.h"

namespace blotter {
namespace {

using detection::CorpusFile;
using detection::Rng;
using testing::CopyOf;
using testing::DeltaHeader;
using testing::ExpectSameReadings;
using testing::InertBases;
using testing::kSanitized;
using testing::Literals;
using testing::PackBuilder;
using testing::RandomVersions;
using testing::ReadingFacts;

constexpr std::array kInheritable = {Inertness::kNoKeyword, Inertness::kNoToken,
                                     Inertness::kNoEvidence, Inertness::kNoKeyInReach};

std::size_t Count(const ReadingFacts& facts, Inertness inertness) {
  return facts.inherited.at(static_cast<std::size_t>(inertness));
}

// Files of a repository, committed together version by version.
std::string ImportStream(std::size_t files, std::size_t versions) {
  const std::vector<CorpusFile> corpus =
      detection::MakeCorpus(30, 300, detection::TemplateSet::kOpen);
  std::vector<RandomVersions> histories;
  for (std::size_t file = 0; file < files; ++file) histories.emplace_back(corpus, file);
  testing::KeyMaker keys(9);
  std::string stream;
  for (std::size_t version = 0; version < versions; ++version) {
    const std::string message =
        version % 10 == 3 ? "WRITER_API_KEY=" + keys.Alphanumeric() : "next";
    stream += fmt::format("commit refs/heads/main\ncommitter C <c@example.com> {} +0000\n",
                          1700000000 + version);
    stream += fmt::format("data {}\n{}\n", message.size(), message);
    for (std::size_t file = 0; file < files; ++file) {
      const std::string content = histories[file].Next();
      stream += fmt::format("M 100644 inline file{}\ndata {}\n{}\n", file, content.size(), content);
    }
  }
  return stream;
}

TEST_F(InertBases, RandomHistoriesReadTheSameHoweverTheyArePacked) {
  const std::size_t files = kSanitized ? 12 : 48;
  const std::size_t versions = kSanitized ? 12 : 36;
  const testing::RepositoryBuilder repository(folder_.string() + "/repository");
  testing::ProcessRequest import;
  import.arguments = {"git", "fast-import", "--quiet"};
  import.folder = repository.folder();
  import.environment = testing::HermeticGitEnvironment();
  import.standard_input = ImportStream(files, versions);
  ASSERT_EQ(testing::RunProcess(import).exit_code, 0);
  const std::string objects = repository.folder() + "/.git/objects";
  std::set<ObjectId> suspects;
  const auto read = [&](PackLimits limits) {
    const ReadingFacts facts = ExpectSameReadings(*rules_, objects, {}, limits);
    EXPECT_EQ(facts.reading.messages.size(), (versions + 6) / 10);
    EXPECT_GT(facts.changed, files * versions / 3);
    if (suspects.empty()) suspects = facts.suspects;
    EXPECT_EQ(facts.suspects, suspects);
    if (kSanitized) return;
    EXPECT_GT(facts.became_suspect, files / 2);
    EXPECT_GT(facts.ceased, files / 2);
    for (const Inertness inertness : kInheritable) {
      EXPECT_GT(Count(facts, inertness), files / 8) << static_cast<int>(inertness);
    }
  };
  const auto repack = [&](const std::string& setting, const std::string& depth,
                          const std::string& window) {
    repository.Git({"-c", "pack.threads=1", "-c", setting, "repack", "-adfq", "--depth=" + depth,
                    "--window=" + window});
  };
  repack("repack.useDeltaBaseOffset=true", "50", "20");
  read({});
  repack("repack.useDeltaBaseOffset=false", "20", "10");
  read({.kept_object_bytes = 100000});
  repack("repack.useDeltaBaseOffset=true", "4095", "5");
  read({});
}

struct Delta {
  const std::string& from;
  std::string instructions = {};
  std::string text = {};

  void Copy(std::size_t begin, std::size_t end) {
    if (begin >= end) return;
    instructions += CopyOf(begin, end - begin);
    text += from.substr(begin, end - begin);
  }
  void Put(std::string_view piece) {
    instructions += Literals(piece);
    text += piece;
  }
};

// Deltas that are built on each other, of all kinds there may be.
class RandomDeltas {
 public:
  RandomDeltas(const std::vector<CorpusFile>& corpus, std::uint64_t seed)
      : random_(seed), source_(corpus, 1000 + seed) {
    const std::string first = source_.Next();
    versions_.push_back({first});
    pack_.Whole(ObjectType::kBlob, first);
    known_.insert(first);
  }

  void Add() {
    const std::size_t latest = std::min<std::size_t>(8, versions_.size());
    const std::size_t base = versions_.size() - 1 - random_.Below(latest);
    const Version& from = versions_[base];
    Delta delta{from.text};
    Version version;
    if (from.gap.end > 0 && random_.Chance(60)) {
      delta.Copy(0, from.gap.begin);
      delta.Copy(from.gap.end, from.text.size());
      delta.Put(fmt::format("{}\n", versions_.size()));
    } else if (random_.Chance(20)) {
      const std::size_t at = source_.Place(from.text);
      const std::string gap = source_.Filler(random_.Between(300, 7000));
      const std::string leak = random_.Chance(40) ? source_.Leak() : "";
      const std::size_t split = random_.Below(leak.size() + 1);
      version.gap = {at + split, at + split + gap.size()};
      delta.Copy(0, at);
      delta.Put(leak.substr(0, split) + gap + leak.substr(split));
      delta.Copy(at, from.text.size());
    } else {
      Mix(&delta);
    }
    if (!known_.insert(delta.text).second) return;
    version.text = delta.text;
    pack_.OffsetDelta(base, DeltaHeader(from.text.size(), delta.text.size()) + delta.instructions,
                      delta.text);
    versions_.push_back(std::move(version));
  }

  const PackBuilder& pack() const { return pack_; }

 private:
  struct Version {
    std::string text;
    ByteRange gap = {};  // what came in between, to be gone again
  };

  // Copies from anywhere, in any order, and pieces between them.
  void Mix(Delta* delta) {
    const std::string_view from = delta->from;
    for (std::size_t at = 0; at < from.size() && delta->text.size() < 100000;) {
      const std::size_t end = random_.Chance(60) ? source_.Place(from) : from.size();
      delta->Copy(at, end);
      if (end == from.size() && random_.Chance(90)) break;
      if (random_.Chance(35)) delta->Put(source_.Ingredient().substr(0, 1000));
      at = random_.Chance(70) ? end + random_.Below(30) : source_.Place(from);
    }
  }

  Rng random_;
  RandomVersions source_;
  PackBuilder pack_;
  std::vector<Version> versions_;
  std::set<std::string> known_;
};

TEST_F(InertBases, DeltasThatGitWouldNotMakeReadTheSame) {
  const std::vector<CorpusFile> corpus =
      detection::MakeCorpus(31, 300, detection::TemplateSet::kOpen);
  ReadingFacts sum;
  for (std::uint64_t seed = 0; seed < (kSanitized ? 12U : 100U); ++seed) {
    SCOPED_TRACE(seed);
    RandomDeltas deltas(corpus, seed);
    for (int i = 0; i < 50; ++i) deltas.Add();
    deltas.pack().Write(objects_);
    const ReadingFacts facts = Read();
    if (HasFailure()) return;
    sum.changed += facts.changed;
    sum.became_suspect += facts.became_suspect;
    for (std::size_t i = 0; i < sum.inherited.size(); ++i) sum.inherited[i] += facts.inherited[i];
  }
  if (kSanitized) return;
  EXPECT_GT(sum.changed, 100U * 30U);
  EXPECT_GT(sum.became_suspect, 80U);
  for (const Inertness inertness : kInheritable) {
    EXPECT_GT(Count(sum, inertness), 20U) << static_cast<int>(inertness);
  }
}

}  // namespace
}  // namespace blotter
