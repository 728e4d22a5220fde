// Attribution against git over random repositories (240 by default, in four parts; fewer under a
// sanitizer): every blob at every path that any commit ever held. BLOTTER_HISTORY_STORIES sets
// their number, BLOTTER_HISTORY_SEED the first seed.
#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "scanner/history/hit_filter.h"
#include "tests/history/random_story.h"
#include "tests/history/repository_reader.h"
#include "tests/support/sanitizers.h"
#include "tests/support/temp_folder.h"

namespace blotter {
namespace {

using testing::RawObject;
using testing::RunGitIn;

constexpr int kParts = 4;
constexpr std::uint64_t kStories = testing::kSanitized ? 40 : 240;

std::uint64_t NumberFromEnvironment(const char* name, std::uint64_t fallback) {
  const char* value = std::getenv(name);
  return value == nullptr ? fallback : std::strtoull(value, nullptr, 10);
}

using Place = std::pair<std::string, std::string>;  // path, blob (hexadecimal)
using Commits = std::set<std::string>;

// What git says of a repository.
class GitsWord {
 public:
  GitsWord(std::string folder, const std::vector<RawObject>& objects) : folder_(std::move(folder)) {
    for (const RawObject& object : objects) {
      if (object.type == ObjectType::kTree) trees_[object.id] = object.content;
      if (object.type != ObjectType::kCommit) continue;
      const CommitObject commit = ParseCommit(object.content, kSha1Bytes).value();
      trees_of_commits_[object.id.Hex()] = commit.tree;
      std::vector<std::string>& parents = parents_[object.id.Hex()];
      for (std::size_t n = 0; n < commit.parent_count(); ++n) {
        parents.push_back(commit.Parent(n).Hex());
      }
    }
    ReadIntroductions();
    ReadHolders();
  }

  const std::map<Place, Commits>& introductions() const { return introductions_; }
  const Commits& HoldersOf(const Place& place) { return holders_[place]; }
  const std::vector<std::string>& ParentsOf(const std::string& commit) { return parents_[commit]; }
  // As `git ls-tree` lists it.
  std::set<Place> PlacesIn(const std::string& commit) const {
    std::set<Place> places;
    for (const std::string& field :
         testing::SplitAtNul(RunGitIn(folder_, {"ls-tree", "-r", "-z", commit}))) {
      // "MODE blob ID\tPATH"
      if (!field.starts_with("160000")) places.emplace(field.substr(53), field.substr(12, 40));
    }
    return places;
  }
  bool WasEverASymlink(const std::string& blob) const { return symlinks_.contains(blob); }
  bool IsHeld(const std::string& blob) const { return held_.contains(blob); }

  std::set<std::string> AncestorsOf(const std::string& commit) {
    std::set<std::string> found;
    std::vector<std::string> waiting = {commit};
    while (!waiting.empty()) {
      const std::string next = waiting.back();
      waiting.pop_back();
      for (const std::string& parent : parents_[next]) {
        if (found.insert(parent).second) waiting.push_back(parent);
      }
    }
    return found;
  }

  // Commits in `git log --all` that hold `blob` newly at `path`; merges left out.
  Commits LogFindObject(const Place& place) const {
    const std::vector<std::string> fields = testing::SplitAtNul(RunGitIn(
        folder_, {"log", "--all", "--no-merges", "--no-renames", "--raw", "-z", "--no-abbrev",
                  "--format=commit %H%x00", "--find-object=" + place.second}));
    Commits commits;
    std::string commit;
    for (std::size_t n = 0; n < fields.size(); ++n) {
      std::string field = fields[n];
      while (field.starts_with('\n')) field.erase(0, 1);
      if (field.starts_with("commit ")) {
        commit = field.substr(7);
      } else if (field.starts_with(':')) {
        const Raw raw(field);
        if (fields[++n] == place.first && raw.becomes(place.second)) commits.insert(commit);
      }
    }
    return commits;
  }

  std::string BlameOfFirstLine(const std::string& path) const {
    return RunGitIn(folder_, {"blame", "-l", "--root", "-s", "-L1,1", "HEAD", "--", path})
        .substr(0, 40);
  }

 private:
  // ":100644 100644 OLD NEW M"
  struct Raw {
    explicit Raw(const std::string& field)
        : new_mode(field.substr(8, 6)),
          old_id(field.substr(15, 40)),
          new_id(field.substr(56, 40)) {}
    bool becomes(const std::string& id) const { return new_id == id && old_id != id; }
    std::string new_mode;
    std::string old_id;
    std::string new_id;
  };

  void ReadIntroductions() {
    std::string input;
    for (const auto& [commit, parents] : parents_) input += commit + "\n";
    const std::vector<std::string> fields = testing::SplitAtNul(RunGitIn(
        folder_, {"diff-tree", "--stdin", "-r", "-m", "--root", "-z", "--no-renames"}, input));
    std::map<Place, std::map<std::string, std::size_t>> new_against;  // commit: so many parents
    std::string commit;
    for (std::size_t n = 0; n < fields.size(); ++n) {
      if (!fields[n].starts_with(':')) {
        commit = fields[n].substr(0, 40);
        continue;
      }
      const Raw raw(fields[n]);
      const std::string& path = fields[++n];
      if (raw.new_mode == "120000") symlinks_.insert(raw.new_id);
      if (raw.new_mode == "160000" || raw.new_mode == "000000" || !raw.becomes(raw.new_id))
        continue;
      ++new_against[{path, raw.new_id}][commit];
    }
    for (const auto& [place, commits] : new_against) {
      for (const auto& [id, count] : commits) {
        if (count == std::max<std::size_t>(parents_[id].size(), 1))
          introductions_[place].insert(id);
      }
    }
  }

  // One `git ls-tree` for each root tree would take too long: of all but the tips it is read here.
  void ReadHolders() {
    for (const auto& [commit, tree] : trees_of_commits_) {
      std::set<Place> places;
      Flatten(tree, "", &places);
      for (const Place& place : places) {
        holders_[place].insert(commit);
        held_.insert(place.second);
      }
    }
  }

  void Flatten(const ObjectId& tree, const std::string& folder, std::set<Place>* places) const {
    TreeReader reader(trees_.at(tree), kSha1Bytes);
    for (TreeEntry entry; reader.Next(&entry);) {
      const ObjectId id(entry.id, kSha1Bytes);
      const std::string path = folder + std::string(entry.name);
      if (entry.is_folder()) {
        Flatten(id, path + "/", places);
      } else if (!entry.is_submodule()) {
        places->emplace(path, id.Hex());
      }
    }
  }

  std::string folder_;
  std::map<std::string, std::vector<std::string>> parents_;
  std::map<std::string, ObjectId> trees_of_commits_;
  std::map<ObjectId, std::string> trees_;
  std::map<Place, Commits> introductions_;
  std::map<Place, Commits> holders_;
  std::set<std::string> held_;
  std::set<std::string> symlinks_;
};

// One random repository, ours beside git's.
class Comparison {
 public:
  explicit Comparison(std::uint64_t seed)
      : seed_(seed),
        objects_(Import()),
        tips_(testing::ReadTips(folder_.string())),
        git_(folder_.string(), objects_) {
    targets_.env_files = seed % 2 == 0;
    for (const RawObject& object : objects_) {
      if (object.type != ObjectType::kBlob) continue;
      const bool chosen = seed % 3 == 0 || object.id.data()[19] % (seed % 3 == 1 ? 2 : 8) == 0;
      if (chosen) targets_.blobs.push_back(object.id);
    }
    AttributionOptions options;
    options.workers = 1 + seed % 3;
    ours_ = testing::Attribute(objects_, targets_, tips_, options).value();
  }

  void Check() {
    EXPECT_FALSE(ours_.truncated);
    EXPECT_TRUE(ours_.unlisted.empty());
    EXPECT_EQ(ours_.missing_parents, 0U);
    std::map<Place, Commits> introductions;
    for (const Sighting& sighting : ours_.sightings) {
      Commits& commits = introductions[PlaceOf(sighting)];
      for (const ObjectId& id : sighting.introduced_by) commits.insert(id.Hex());
      EXPECT_EQ(commits.size(), sighting.introductions);
    }
    std::map<Place, Commits> expected = git_.introductions();
    std::erase_if(expected, [this](const auto& item) { return !IsHit(item.first); });
    EXPECT_EQ(introductions, expected);
    if (::testing::Test::HasFailure()) return;
    for (const Sighting& sighting : ours_.sightings) CheckSighting(sighting);
    CheckTips();
    CheckOrder();
    CheckLoose();
    CheckFindObject();
    CheckBlame();
  }

  std::size_t sightings() const { return ours_.sightings.size(); }

 private:
  std::vector<RawObject> Import() const {
    testing::MakeRandomStory(seed_).Import(folder_.string());
    return testing::ReadObjects(folder_.string());
  }

  static Place PlaceOf(const Sighting& sighting) { return {sighting.path, sighting.blob.Hex()}; }

  bool IsHit(const Place& place) const {
    const ObjectId blob = ObjectId::FromHex(place.second).value();
    const auto& blobs = targets_.blobs;
    if (std::find(blobs.begin(), blobs.end(), blob) != blobs.end()) return true;
    const std::size_t name = place.first.rfind('/') + 1;
    const std::string folder = place.first.substr(0, name == 0 ? 0 : name - 1);
    return targets_.env_files &&
           HitFilter::IsEnvFile(place.first.substr(name), folder.substr(folder.rfind('/') + 1));
  }

  void CheckSighting(const Sighting& sighting) {
    const Commits& holders = git_.HoldersOf(PlaceOf(sighting));
    std::vector<std::string> refs;
    bool in_head = false;
    std::set<std::string> reachable;
    for (const RefTip& tip : tips_) {
      const std::string id = tip.id.Hex();
      if (tip.name == "HEAD") {
        in_head = holders.contains(id);
      } else if (holders.contains(id)) {
        refs.push_back(tip.name);
      }
      reachable.merge(git_.AncestorsOf(id));
      reachable.insert(id);
    }
    std::sort(refs.begin(), refs.end());
    EXPECT_EQ(sighting.in_head, in_head) << sighting.path;
    EXPECT_EQ(sighting.refs, refs) << sighting.path;
    EXPECT_EQ(sighting.ref_count, refs.size());
    EXPECT_EQ(sighting.first.reachable, reachable.contains(sighting.first.id.Hex()));
    EXPECT_EQ(sighting.last.reachable, reachable.contains(sighting.last.id.Hex()));
    EXPECT_EQ(sighting.reachable, std::any_of(holders.begin(), holders.end(), [&](const auto& id) {
                return reachable.contains(id);
              }));
    // In the order of history: nobody before an ancestor.
    EXPECT_EQ(sighting.first.id, sighting.introduced_by.front());
    for (std::size_t n = 0; n < sighting.introduced_by.size(); ++n) {
      const std::set<std::string> ancestors = git_.AncestorsOf(sighting.introduced_by[n].Hex());
      for (std::size_t later = n + 1; later < sighting.introduced_by.size(); ++later) {
        EXPECT_FALSE(ancestors.contains(sighting.introduced_by[later].Hex()));
      }
    }
    EXPECT_TRUE(holders.contains(sighting.last.id.Hex()));
    for (const std::string& holder : holders) {
      EXPECT_FALSE(git_.AncestorsOf(holder).contains(sighting.last.id.Hex())) << sighting.path;
    }
  }

  void CheckTips() {
    for (const RefTip& tip : tips_) {
      std::set<Place> ours;
      for (const Sighting& sighting : ours_.sightings) {
        const std::vector<std::string>& refs = sighting.refs;
        const bool held = tip.name == "HEAD"
                              ? sighting.in_head
                              : std::find(refs.begin(), refs.end(), tip.name) != refs.end();
        if (held) ours.insert(PlaceOf(sighting));
      }
      std::set<Place> expected = git_.PlacesIn(tip.id.Hex());
      std::erase_if(expected, [this](const Place& place) { return !IsHit(place); });
      EXPECT_EQ(ours, expected) << tip.name;
    }
  }

  void CheckOrder() const {
    for (std::size_t n = 1; n < ours_.sightings.size(); ++n) {
      EXPECT_LE(ours_.sightings[n - 1].path, ours_.sightings[n].path);
    }
  }

  void CheckLoose() {
    std::set<std::string> ours;
    for (const LooseBlob& loose : ours_.loose) {
      EXPECT_EQ(loose.tree.size(), 0U);  // fast-import makes no tree without a commit
      EXPECT_TRUE(ours.insert(loose.blob.Hex()).second);
    }
    std::set<std::string> expected;
    for (const ObjectId& blob : targets_.blobs) {
      if (!git_.IsHeld(blob.Hex())) expected.insert(blob.Hex());
    }
    EXPECT_EQ(ours, expected);
  }

  // Of two sightings what `git log --find-object` says; it sees reachable commits only.
  void CheckFindObject() {
    for (std::size_t n = 0; n < std::min<std::size_t>(2, ours_.sightings.size()); ++n) {
      const Sighting& sighting = ours_.sightings[(seed_ * 7 + n) % ours_.sightings.size()];
      Commits expected;
      std::set<std::string> reachable;
      for (const RefTip& tip : tips_) {
        reachable.insert(tip.id.Hex());
        reachable.merge(git_.AncestorsOf(tip.id.Hex()));
      }
      for (const ObjectId& id : sighting.introduced_by) {
        const std::string commit = id.Hex();
        if (git_.ParentsOf(commit).size() < 2 && reachable.contains(commit))
          expected.insert(commit);
      }
      EXPECT_EQ(git_.LogFindObject(PlaceOf(sighting)), expected) << sighting.path;
    }
  }

  // Every line is in one content only, so that its commit is one that introduced the blob, at this
  // path or, since blame follows renames, at another. (To blame, a file that becomes a symlink is a
  // new one.)
  void CheckBlame() {
    for (const Sighting& sighting : ours_.sightings) {
      if (!sighting.in_head || git_.WasEverASymlink(sighting.blob.Hex())) continue;
      const std::string blamed = git_.BlameOfFirstLine(sighting.path);
      bool introduced = false;
      for (const auto& [place, commits] : git_.introductions()) {
        if (place.second == sighting.blob.Hex() && commits.contains(blamed)) introduced = true;
      }
      EXPECT_TRUE(introduced) << sighting.path << " " << blamed;
      return;
    }
  }

  std::uint64_t seed_;
  testing::TempFolder folder_;
  std::vector<RawObject> objects_;
  std::vector<RefTip> tips_;
  GitsWord git_;
  AttributionTargets targets_;
  Attribution ours_;
};

class AttributionPropertyTest : public ::testing::TestWithParam<int> {};

TEST_P(AttributionPropertyTest, AgreesWithGit) {
  const std::uint64_t stories = NumberFromEnvironment("BLOTTER_HISTORY_STORIES", kStories);
  const std::uint64_t first_seed = NumberFromEnvironment("BLOTTER_HISTORY_SEED", 1);
  std::size_t sightings = 0;
  for (std::uint64_t n = static_cast<std::uint64_t>(GetParam()); n < stories; n += kParts) {
    Comparison comparison(first_seed + n);
    comparison.Check();
    ASSERT_FALSE(HasFailure()) << "BLOTTER_HISTORY_SEED=" << first_seed + n
                               << " BLOTTER_HISTORY_STORIES=1";
    sightings += comparison.sightings();
  }
  EXPECT_TRUE(stories < kStories || sightings > stories * 2) << sightings;
}

INSTANTIATE_TEST_SUITE_P(Parts, AttributionPropertyTest, ::testing::Range(0, kParts));

}  // namespace
}  // namespace blotter
