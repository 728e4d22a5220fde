// Changes by hand that a look at nothing but a delta's changes could miss, and bases that nothing
// may be concluded from.
#include <cstddef>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include <gtest/gtest.h>

#include "tests/git/pack_builder.h"
#include "tests/pipeline/inert_bases_fixture.h"

namespace blotter {
namespace {

using testing::PackBuilder;
using testing::ReadingFacts;
using InertChanges = testing::InertBases;

constexpr auto kNoKeyword = static_cast<std::size_t>(Inertness::kNoKeyword);

// What is found spans the change: at the start, in the middle and at the end of a file.
TEST_F(InertChanges, AChangeThatMakesASecretIsSeen) {
  const std::string key = keys_.Alphanumeric(30);
  struct Case {
    const char* what;
    std::string from;
    std::string to;
    Inertness before;
    std::string around;
  };
  const std::string gap = Prose(6000);
  const std::string half = key.substr(0, 15);
  const std::string rest = key.substr(15);
  const std::string plain = Prose(10000);
  const std::string tokens = Tokens(30000) + "the bearers say so\n" + Tokens(30000);
  const std::string import = "import writerai\n" + Tokens(60000);
  const std::vector<Case> cases = {
      {"a removal makes the keyword", "WRI" + gap + "TER_API_KEY=" + key, "WRITER_API_KEY=" + key,
       Inertness::kNoKeyword, plain},
      {"an inserted byte makes the keyword", "WRTER_API_KEY=" + key, "WRITER_API_KEY=" + key,
       Inertness::kNoKeyword, plain},
      {"a changed byte makes the keyword", "WR_TER_API_KEY=" + key, "WRITER_API_KEY=" + key,
       Inertness::kNoKeyword, plain},
      {"a changed byte makes the token live", "WRITER_API_KEY='" + half + "*" + rest + "'",
       "WRITER_API_KEY='" + half + "x" + rest + "'", Inertness::kNoToken, plain},
      {"a removal makes the token", "WRITER_API_KEY='" + half + "\n\n" + rest + "'",
       "WRITER_API_KEY='" + half + rest + "'", Inertness::kNoToken, plain},
      {"more of the token comes", "WRITER_API_KEY='" + half + "'",
       "WRITER_API_KEY='" + half + rest.substr(0, 10) + "'", Inertness::kNoToken, plain},
      {"a key comes to its name", "WRITER_API_KEY=", "WRITER_API_KEY=" + key, Inertness::kNoToken,
       plain},
      {"a line comes", "", Leak(), Inertness::kNoToken, "the bearers say so\n" + plain},
      {"a line comes among tokens", "", Leak(), Inertness::kNoEvidence, tokens},
      {"a removal brings scheme and token together",
       gap + "Authorization: Bearer " + gap + key + "\n" + gap,
       gap + "Authorization: Bearer " + key + "\n" + gap, Inertness::kNoEvidence, tokens},
      {"an inserted byte makes the scheme", "Authorization: Beaer " + key,
       "Authorization: Bearer " + key, Inertness::kNoEvidence, tokens},
      {"a removal makes the name", "WRI" + gap + "TER_API_KEY=" + key, "WRITER_API_KEY=" + key,
       Inertness::kNoEvidence, tokens},
      {"a removal brings name and key together", "api_key" + gap + " = \"" + key + "\"",
       "api_key = \"" + key + "\"", Inertness::kNoKeyInReach, import},
      {"an inserted byte makes the name", "api_ky = \"" + key + "\"", "api_key = \"" + key + "\"",
       Inertness::kNoKeyInReach, import},
      {"a changed word before makes it no mere reference",
       "sat" + std::string(200, ' ') + "$api_key \"" + key + "\";",
       "set" + std::string(200, ' ') + "$api_key \"" + key + "\";", Inertness::kNoKeyInReach,
       import},
      {"a removal makes the argument", "c = Writer(" + gap + "\"" + key + "\")",
       "c = Writer(\"" + key + "\")", Inertness::kNoKeyInReach, import},
  };
  for (const Case& each : cases) {
    SCOPED_TRACE(each.what);
    const std::size_t middle = each.around.size() / 2;
    const std::size_t line = each.around.find('\n', middle) + 1;
    const auto in = [&](const std::string& what, std::size_t at) {
      return each.around.substr(0, at) + what + "\n" + each.around.substr(at);
    };
    for (const std::size_t at : {std::size_t{0}, line, each.around.size()}) {
      SCOPED_TRACE(at);
      ExpectSeen(in(each.from, at), in(each.to, at), each.before);
    }
  }
}

// Evidence applies to a whole file, however far away it comes.
TEST_F(InertChanges, EvidenceFarFromTheKeyIsSeen) {
  const std::string bound =
      Tokens(50000) + "api_key = \"" + keys_.Alphanumeric() + "\"\n" + Tokens(20000);
  const std::string spoken = "the bearers say so\n" + bound;
  ExpectSeen(bound, "import writerai\n" + bound, Inertness::kNoKeyword);
  ExpectSeen(spoken, "import writerai\n" + spoken, Inertness::kNoEvidence);
  ExpectSeen(spoken, spoken + "import writerai\n", Inertness::kNoEvidence);
}

// nginx: set $name "K". As far as the rules look, and no farther.
TEST_F(InertChanges, AWordBeyondAnyReachChangesNothing) {
  const std::string blanks(8000, ' ');
  const std::string rest = blanks + "$api_key \"" + keys_.Alphanumeric() + "\";\n" + Tokens(20000);
  const std::string head = "import writerai\n" + Tokens(20000);
  PackBuilder pack;
  AddVersion(&pack, pack.Whole(ObjectType::kBlob, head + "sat" + rest), head + "sat" + rest,
             head + "set" + rest);
  pack.Write(objects_);
  Read();
}

TEST_F(InertChanges, AChangedHeadMayMakeItAnotherText) {
  std::string wide;
  for (const char c : Prose(5000) + Leak() + Prose(5000)) wide.append({c, '\0'});
  const std::string head = Prose(6000).substr(0, 6000);
  ExpectSeen(head + wide, wide, Inertness::kNoKeyword);
  ExpectSeen(head + wide, "\xFF\xFE" + head + wide, Inertness::kNoKeyword);
}

// Of a blob larger than a detector's buffer not all is known at once, nor all of it read where it
// is too large.
TEST_F(InertChanges, BlobsInPiecesAreInertOnlyAsAWhole) {
  constexpr std::size_t kMega = std::size_t{1} << 20;
  const std::string head = Prose(2 * kMega + 400000);
  const std::string tail = Prose(1000) + Leak() + Prose(300000);
  ExpectSeen("\xFF\xFE" + head + tail, head + tail, Inertness::kUnchanged);
  ExpectSeen(head + Prose(300000), head + tail, Inertness::kNoKeyword);
  PackBuilder pack;
  AddVersion(&pack, pack.Whole(ObjectType::kBlob, head + tail), head + tail, tail);
  pack.Write(objects_);
  HistoryReaderOptions options;
  options.max_blob_bytes = kMega;
  EXPECT_TRUE(Read(options).suspects == std::set{pack.Id(tail)});
}

// A text, two that hold a key and are built on it one by one, and one more that holds none.
class InertBasesOfPacks : public testing::InertBases {
 protected:
  void AddChain(PackBuilder* pack) {
    base_ = pack->Whole(ObjectType::kBlob, quiet_);
    delta_ = AddVersion(pack, base_, quiet_, loud_);
    AddVersion(pack, delta_, loud_, louder_);
    AddVersion(pack, base_, quiet_, still_);
  }
  std::set<ObjectId> Loud() const { return {maker_.Id(loud_), maker_.Id(louder_)}; }

  const PackBuilder maker_;
  const std::string quiet_ = Prose(20000);
  const std::string loud_ = Prose(5000) + Leak() + quiet_;
  const std::string louder_ = loud_ + Prose(100);
  const std::string still_ = quiet_ + Prose(100);
  std::size_t base_ = 0;
  std::size_t delta_ = 0;
};

TEST_F(InertBasesOfPacks, ABaseInAnotherPackIsNotTrusted) {
  PackBuilder thin;
  thin.IdDelta(thin.Id(loud_), testing::AppendingDelta(loud_, "more\n"), loud_ + "more\n");
  thin.IdDelta(thin.Id(quiet_), testing::AppendingDelta(quiet_, "more\n"), quiet_ + "more\n");
  thin.Write(objects_, "thin");
  PackBuilder other;
  AddChain(&other);
  other.Write(objects_, "other");
  std::set<ObjectId> expected = Loud();
  expected.insert(thin.Id(loud_ + "more\n"));
  const ReadingFacts facts = Read();
  EXPECT_EQ(facts.suspects, expected);
  EXPECT_EQ(facts.changed, 3U) << "those of the other pack";
  EXPECT_TRUE(facts.reading.failures.empty());
}

// As git completes a thin pack: the bases are in both. The larger pack is walked first.
TEST_F(InertBasesOfPacks, ABaseThatAnotherPackShowedIsNotTrusted) {
  PackBuilder large;
  AddChain(&large);
  for (int i = 0; i < 9; ++i) large.Whole(ObjectType::kBlob, Prose(300));
  large.Write(objects_, "large");
  PackBuilder completed;
  completed.Whole(ObjectType::kBlob, Prose(200));
  const std::size_t loud = completed.Whole(ObjectType::kBlob, loud_);
  const std::size_t quiet = completed.Whole(ObjectType::kBlob, quiet_);
  const std::string more = loud_ + Prose(40);
  const std::string quiet_more = quiet_ + Prose(40);
  AddVersion(&completed, quiet, quiet_, quiet_more);
  AddVersion(&completed, AddVersion(&completed, loud, loud_, more), more, more + "end\n");
  completed.Write(objects_, "completed");
  std::set<ObjectId> expected = Loud();
  expected.insert({maker_.Id(more), maker_.Id(more + "end\n")});
  const ReadingFacts facts = Read();
  EXPECT_EQ(facts.suspects, expected);
  EXPECT_EQ(facts.changed, 4U);
}

// The delta before it, of another base, left its changes behind.
TEST_F(InertBasesOfPacks, ADamagedDeltaIsReadElsewhereAsAWhole) {
  PackBuilder pack;
  AddChain(&pack);
  std::string damaged = testing::Deflated(pack.entry(delta_).content);
  damaged.back() = static_cast<char>(damaged.back() ^ 1);
  pack.entry(delta_).compressed = damaged;
  pack.Write(objects_, "1");
  const ReadingFacts without = Read();
  EXPECT_TRUE(without.suspects.empty());
  EXPECT_EQ(without.reading.failures.size(), 1U);
  PackBuilder other;
  other.Whole(ObjectType::kBlob, loud_);
  other.Write(objects_, "2");
  const ReadingFacts with = Read();
  EXPECT_EQ(with.suspects, Loud());
  EXPECT_TRUE(with.reading.failures.empty());
}

// What is built on it is right all the same, and is judged.
TEST_F(InertBasesOfPacks, ABaseOfAWrongNameIsNotTrusted) {
  PackBuilder pack;
  AddChain(&pack);
  pack.entry(base_).id = pack.Id("something else");
  pack.entry(delta_).id = pack.Id("else again");
  pack.Write(objects_);
  HistoryReaderOptions options;
  EXPECT_EQ(Read(options).suspects.size(), 2U);
  options.verify_objects = true;
  const ReadingFacts facts = Read(options);
  EXPECT_EQ(facts.suspects, std::set{pack.Id(louder_)});
  EXPECT_EQ(facts.reading.failures.size(), 2U);
  EXPECT_EQ(facts.reading.ledger.blobs, 2U);
  EXPECT_EQ(facts.inherited.at(kNoKeyword), 0U);
}

TEST_F(InertBasesOfPacks, BlobsThatAreNotWantedVouchForNothing) {
  PackBuilder pack;
  AddChain(&pack);
  pack.Write(objects_);
  HistoryReaderOptions options;
  options.is_wanted = [&](const ObjectId& id) { return id != pack.Id(quiet_); };
  const ReadingFacts facts = Read(options);
  EXPECT_EQ(facts.suspects, Loud());
  EXPECT_EQ(facts.inherited.at(kNoKeyword), 0U);
}

TEST_F(InertBasesOfPacks, BlobsThatAreTooLargeAreSkippedAllTheSame) {
  PackBuilder pack;
  AddChain(&pack);
  pack.Write(objects_);
  for (const auto& [most, blobs, suspects] :
       {std::tuple(quiet_.size() - 1, 0U, 0U), std::tuple(quiet_.size(), 1U, 0U),
        std::tuple(still_.size(), 2U, 0U), std::tuple(loud_.size(), 3U, 1U),
        std::tuple(louder_.size(), 4U, 2U)}) {
    SCOPED_TRACE(most);
    HistoryReaderOptions options;
    options.max_blob_bytes = most;
    const ReadingFacts facts = Read(options);
    EXPECT_EQ(facts.suspects.size(), suspects);
    EXPECT_EQ(facts.reading.ledger.blobs, blobs);
    EXPECT_EQ(facts.reading.ledger.skipped.at(static_cast<std::size_t>(SkipReason::kTooLarge)),
              4U - blobs);
  }
}

}  // namespace
}  // namespace blotter
