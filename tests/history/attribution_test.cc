// Attribution on small made histories. Property tests against git are in
// attribution_property_test.cc.
#include "scanner/history/attribution.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/history/repository_reader.h"
#include "tests/history/told_story.h"

namespace blotter {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::RawObject;
using testing::Story;
using testing::StoryTree;
using testing::Told;

constexpr std::string_view kMain = "refs/heads/main";
const StoryTree kNothing = {{"readme", {"nothing of interest"}}};

StoryTree With(const std::string& path, const std::string& content = "secret") {
  StoryTree tree = kNothing;
  tree[path] = {content};
  return tree;
}

TEST(Attribution, NothingToFind) {
  Story story;
  story.Commit(kMain, {}, kNothing, 100);
  Told told(story);
  const Attribution result = told.Attribute({});
  EXPECT_THAT(result.sightings, IsEmpty());
  EXPECT_THAT(result.loose, IsEmpty());
  EXPECT_FALSE(result.truncated);
}

TEST(Attribution, AddedAndDeleted) {
  Story story;
  story.Commit(kMain, {}, kNothing, 1000);
  story.Commit(kMain, {0}, With("a/b/key"), 1010);
  story.Commit(kMain, {1}, With("a/b/key"), 1020);
  story.Commit(kMain, {2}, kNothing, 1030);
  Told told(story);
  const Sighting sighting = told.TheSighting();
  EXPECT_EQ(sighting.blob, told.Blob("secret"));
  EXPECT_EQ(sighting.path, "a/b/key");
  EXPECT_EQ(sighting.mode, 0100644U);
  EXPECT_THAT(told.Introductions(sighting), ElementsAre(1));
  EXPECT_EQ(told.Number(sighting.last.id), 2);
  EXPECT_FALSE(sighting.in_head);
  EXPECT_THAT(sighting.refs, IsEmpty());
  EXPECT_TRUE(sighting.reachable);
  EXPECT_EQ(sighting.first.author_name, "Author 1");
  EXPECT_EQ(sighting.first.author_email, "a1@example.com");
  EXPECT_EQ(sighting.first.author_time, 950);
  EXPECT_EQ(sighting.first.author_zone_minutes, 90);
  EXPECT_EQ(sighting.first.committer_time, 1010);
  EXPECT_TRUE(sighting.first.reachable);
}

TEST(Attribution, StillThere) {
  Story story;
  story.Commit(kMain, {}, With("key"), 100);
  story.Commit("refs/heads/b", {0}, With("key"), 110);
  story.Commit("refs/heads/c", {0}, kNothing, 120);
  Told told(story);
  const Sighting sighting = told.TheSighting();
  EXPECT_TRUE(sighting.in_head);
  EXPECT_THAT(sighting.refs, ElementsAre("refs/heads/b", "refs/heads/main"));
  EXPECT_EQ(sighting.ref_count, 2U);
  EXPECT_EQ(told.Number(sighting.last.id), 1);
}

TEST(Attribution, ModifiedAndBroughtBack) {
  Story story;
  story.Commit(kMain, {}, With("key", "old"), 100);
  story.Commit(kMain, {0}, With("key"), 110);
  story.Commit(kMain, {1}, With("key", "new"), 120);
  story.Commit(kMain, {2}, With("key"), 130);
  story.Commit(kMain, {3}, kNothing, 140);
  Told told(story);
  const Sighting sighting = told.TheSighting();
  EXPECT_THAT(told.Introductions(sighting), ElementsAre(1, 3));
  EXPECT_EQ(told.Number(sighting.last.id), 3);
}

TEST(Attribution, RenamedAndCopied) {
  Story story;
  story.Commit(kMain, {}, With("a/key"), 100);
  story.Commit(kMain, {0}, With("b/key"), 110);
  StoryTree both = With("b/key");
  both["c"] = {"secret", 0100755};
  story.Commit(kMain, {1}, both, 120);
  Told told(story);
  const Attribution result = told.Attribute();
  ASSERT_EQ(result.sightings.size(), 3U);
  EXPECT_EQ(result.sightings[0].path, "a/key");
  EXPECT_THAT(told.Introductions(result.sightings[0]), ElementsAre(0));
  EXPECT_EQ(told.Number(result.sightings[0].last.id), 0);
  EXPECT_EQ(result.sightings[1].path, "b/key");
  EXPECT_THAT(told.Introductions(result.sightings[1]), ElementsAre(1));
  EXPECT_EQ(result.sightings[2].path, "c");
  EXPECT_EQ(result.sightings[2].mode, 0100755U);
  EXPECT_THAT(told.Introductions(result.sightings[2]), ElementsAre(2));
  EXPECT_FALSE(result.sightings[0].in_head);
  EXPECT_TRUE(result.sightings[2].in_head);
}

TEST(Attribution, ModeAloneIsNoIntroduction) {
  Story story;
  story.Commit(kMain, {}, With("key"), 100);
  StoryTree program = kNothing;
  program["key"] = {"secret", 0100755};
  story.Commit(kMain, {0}, program, 110);
  Told told(story);
  const Sighting sighting = told.TheSighting();
  EXPECT_THAT(told.Introductions(sighting), ElementsAre(0));
  EXPECT_EQ(sighting.mode, 0100644U);
  EXPECT_EQ(told.Number(sighting.last.id), 1);
}

TEST(Attribution, SymlinksCountAndSubmodulesDoNot) {
  Story story;
  StoryTree tree = kNothing;
  tree["link"] = {"secret", 0120000};
  tree["module"] = {std::string(40, '1'), 0160000};
  story.Commit(kMain, {}, kNothing, 100);
  story.Commit(kMain, {0}, tree, 110);
  Told told(story);
  const Sighting sighting = told.TheSighting();
  EXPECT_EQ(sighting.path, "link");
  EXPECT_EQ(sighting.mode, 0120000U);
}

TEST(Attribution, OnlyTheMergeHasIt) {
  Story story;
  story.Commit(kMain, {}, kNothing, 100);
  story.Commit(kMain, {0}, With("x", "1"), 110);
  story.Commit("refs/heads/side", {0}, With("y", "2"), 120);
  story.Commit(kMain, {1, 2}, With("evil"), 130);
  Told told(story);
  EXPECT_THAT(told.Introductions(told.TheSighting()), ElementsAre(3));
}

TEST(Attribution, MergesThatTakeItFromAParentIntroduceNothing) {
  Story story;
  story.Commit(kMain, {}, kNothing, 100);
  story.Commit("refs/heads/a", {0}, With("d/key"), 110);
  story.Commit("refs/heads/b", {0}, With("d/other", "x"), 120);
  story.Commit("refs/heads/c", {0}, With("d/key", "y"), 130);
  StoryTree all = With("d/key");
  all["d/other"] = {"x"};
  story.Commit(kMain, {0, 3, 2, 1}, all, 140);
  Told told(story);
  const Sighting sighting = told.TheSighting();
  EXPECT_THAT(told.Introductions(sighting), ElementsAre(1));
  EXPECT_EQ(told.Number(sighting.last.id), 4);
}

TEST(Attribution, TwoRootsAndTwoBranchesIntroduceItEach) {
  Story story;
  story.Commit(kMain, {}, With("key"), 200);
  story.Commit("refs/heads/other", {}, With("key"), 100);
  story.Commit("refs/heads/third", {}, kNothing, 50);
  story.Commit("refs/heads/third", {2}, With("key"), 300);
  Told told(story);
  EXPECT_THAT(told.Introductions(told.TheSighting()), ElementsAre(1, 0, 3));
}

TEST(Attribution, OnlyUnreachableCommitsHoldIt) {
  Story story;
  story.Commit(kMain, {}, kNothing, 100);
  story.Commit("refs/heads/gone", {0}, With("key"), 110);
  story.Commit(kMain, {0}, kNothing, 120);
  story.DropRef("refs/heads/gone");
  Told told(story);
  told.tips.erase(std::remove_if(told.tips.begin(), told.tips.end(),
                                 [](const RefTip& tip) { return tip.name.ends_with("gone"); }),
                  told.tips.end());
  const Sighting sighting = told.TheSighting();
  EXPECT_FALSE(sighting.reachable);
  EXPECT_FALSE(sighting.first.reachable);
  EXPECT_FALSE(sighting.in_head);
  EXPECT_THAT(sighting.refs, IsEmpty());
}

TEST(Attribution, AChildMayBeOlderThanItsParent) {
  Story story;
  story.Commit(kMain, {}, With("key"), 1000);
  story.Commit(kMain, {0}, With("key", "x"), 10);
  story.Commit(kMain, {1}, With("key"), 5);
  Told told(story);
  const Sighting sighting = told.TheSighting();
  EXPECT_THAT(told.Introductions(sighting), ElementsAre(0, 2));
  EXPECT_EQ(told.Number(sighting.last.id), 2);
}

TEST(Attribution, AMissingParentIsCounted) {
  Story story;
  story.Commit(kMain, {}, With("key"), 100);
  story.Commit(kMain, {0}, With("key"), 110);
  Told told(story);
  told.RemoveObject(told.commit(0));
  const Attribution result = told.Attribute();
  EXPECT_EQ(result.missing_parents, 1U);
  ASSERT_EQ(result.sightings.size(), 1U);
  EXPECT_THAT(told.Introductions(result.sightings[0]), ElementsAre(1));
}

TEST(Attribution, AMissingTipIsNamed) {
  Story story;
  story.Commit(kMain, {}, kNothing, 100);
  story.Commit("refs/heads/lost", {0}, kNothing, 110);
  Told told(story);
  told.RemoveObject(told.commit(1));
  EXPECT_THAT(told.Attribute({}).missing_tips, ElementsAre("refs/heads/lost"));
}

TEST(Attribution, ABlobThatNothingHolds) {
  Story story;
  story.Commit(kMain, {}, kNothing, 100);
  story.Blob("secret");
  Told told(story);
  const Attribution result = told.Attribute();
  EXPECT_THAT(result.sightings, IsEmpty());
  ASSERT_EQ(result.loose.size(), 1U);
  EXPECT_EQ(result.loose[0].blob, told.Blob("secret"));
  EXPECT_EQ(result.loose[0].tree.size(), 0U);
  EXPECT_EQ(result.loose[0].path, "");
}

TEST(Attribution, ATreeThatNoCommitHolds) {
  Story story;
  story.Commit("refs/heads/gone", {}, With("a/key"), 100);
  story.Commit(kMain, {}, kNothing, 110);
  Told told(story);
  told.RemoveObject(told.commit(0));
  std::erase_if(told.tips, [](const RefTip& tip) { return tip.name == "refs/heads/gone"; });
  const std::string tree = testing::RunGitIn(told.folder(), {"rev-parse", "gone^{tree}"});
  const ObjectId id = ObjectId::FromHex(tree.substr(0, tree.size() - 1)).value();
  Attribution result = told.Attribute();
  EXPECT_THAT(result.sightings, IsEmpty());
  ASSERT_EQ(result.loose.size(), 1U);
  EXPECT_EQ(result.loose[0].tree, id);
  EXPECT_EQ(result.loose[0].path, "a/key");
  EXPECT_EQ(result.loose[0].mode, 0100644U);
  EXPECT_THAT(result.loose[0].refs, IsEmpty());

  told.tips.push_back({"refs/tags/tree", id, ObjectType::kTree});
  result = told.Attribute();
  ASSERT_EQ(result.loose.size(), 1U);
  EXPECT_THAT(result.loose[0].refs, ElementsAre("refs/tags/tree"));
}

TEST(Attribution, ARefMayNameATreeThatACommitHolds) {
  Story story;
  story.Commit(kMain, {}, With("a/key"), 100);
  story.Commit(kMain, {0}, kNothing, 110);
  Told told(story);
  const std::string tree = testing::RunGitIn(told.folder(), {"rev-parse", "main~1^{tree}"});
  const ObjectId id = ObjectId::FromHex(tree.substr(0, tree.size() - 1)).value();
  told.tips.push_back({"refs/tags/tree", id, ObjectType::kTree});
  told.tips.push_back({"refs/tags/blob", told.Blob("secret"), ObjectType::kBlob});
  const Attribution result = told.Attribute();
  EXPECT_THAT(result.missing_tips, IsEmpty());
  ASSERT_EQ(result.sightings.size(), 1U);
  EXPECT_THAT(result.sightings[0].refs, ElementsAre("refs/tags/tree"));
}

// A folder and a blob are never the same, whatever their numbers.
TEST(Attribution, AFolderBecomesAFileAndAFolderAgain) {
  Story story;
  std::vector<std::string> contents = {"secret"};
  int commits = 0;
  story.Commit(kMain, {}, With("d/key"), 100);
  for (int n = 1; n <= 6; ++n) {
    contents.push_back("content " + std::to_string(n));
    story.Commit(kMain, {commits++}, With("d", contents.back()), 100);
    story.Commit(kMain, {commits++}, With("d/key"), 100);
  }
  Told told(story);
  const Attribution result = told.Attribute(contents);
  ASSERT_EQ(result.sightings.size(), 7U);
  for (int n = 0; n < 6; ++n) {
    const Sighting& file = result.sightings[static_cast<std::size_t>(n)];
    EXPECT_EQ(file.path, "d");
    EXPECT_THAT(told.Introductions(file), ElementsAre(2 * n + 1));
    EXPECT_EQ(told.Number(file.last.id), 2 * n + 1);
  }
  EXPECT_EQ(result.sightings[6].path, "d/key");
  EXPECT_THAT(told.Introductions(result.sightings[6]), ElementsAre(0, 2, 4, 6, 8, 10, 12));
}

// Whatever the threads do, and in whatever order objects come.
TEST(Attribution, TheOrderOfArrivalDoesNotMatter) {
  Story story;
  story.Commit(kMain, {}, With("d/key"), 100);
  story.Commit(kMain, {0}, With("e/key"), 100);
  story.Commit("refs/heads/b", {}, With("d/key"), 100);
  story.Commit("refs/heads/b", {2}, With("a"), 100);
  Told told(story);
  const Attribution expected = told.Attribute();
  for (const std::size_t workers : {1U, 3U, 7U}) {
    told.options.workers = workers;
    std::reverse(told.objects.begin(), told.objects.end());
    const Attribution again = told.Attribute();
    ASSERT_EQ(again.sightings.size(), expected.sightings.size());
    for (std::size_t n = 0; n < again.sightings.size(); ++n) {
      EXPECT_EQ(again.sightings[n].path, expected.sightings[n].path);
      EXPECT_EQ(again.sightings[n].introduced_by, expected.sightings[n].introduced_by);
      EXPECT_EQ(again.sightings[n].last.id, expected.sightings[n].last.id);
    }
  }
}

TEST(Attribution, EnvFilesByNameWhateverTheyHold) {
  Story story;
  StoryTree tree = kNothing;
  tree["x/.env"] = {"same"};
  tree["x/copy"] = {"same"};
  tree[".env.example"] = {"template"};
  tree[".streamlit/secrets.toml"] = {"streamlit"};
  tree["other/secrets.toml"] = {"no env file"};
  tree["module.env"] = {std::string(40, '1'), 0160000};
  story.Commit(kMain, {}, kNothing, 100);
  story.Commit(kMain, {0}, tree, 110);
  Told told(story);
  told.env_files = true;
  const Attribution result = told.Attribute({});
  ASSERT_EQ(result.sightings.size(), 2U);
  EXPECT_EQ(result.sightings[0].path, ".streamlit/secrets.toml");
  EXPECT_EQ(result.sightings[1].path, "x/.env");
  EXPECT_THAT(told.Introductions(result.sightings[1]), ElementsAre(1));
  EXPECT_THAT(result.loose, IsEmpty());
  EXPECT_EQ(told.Attribute({"same"}).sightings.size(), 3U);
}

TEST(Attribution, Sha256) {
  Story story;
  story.Commit(kMain, {}, kNothing, 100);
  story.Commit(kMain, {0}, With("a/key"), 110);
  Told told(story, "sha256");
  EXPECT_THAT(told.Introductions(told.TheSighting()), ElementsAre(1));
}

TEST(Attribution, ObjectsThatComeTwiceCountOnce) {
  Story story;
  story.Commit(kMain, {}, With("a/key"), 100);
  Told told(story);
  const std::vector<RawObject> once = told.objects;
  told.objects.insert(told.objects.begin(), once.begin(), once.end());
  EXPECT_THAT(told.Introductions(told.TheSighting()), ElementsAre(0));
}

TEST(Attribution, ListsAreCutAtTheirLimits) {
  Story story;
  story.Commit(kMain, {}, kNothing, 100);
  for (int n = 0; n < 6; ++n) {
    story.Commit("refs/heads/b" + std::to_string(n), {0}, With("key"), 110 + n);
  }
  Told told(story);
  told.options.introductions_listed = 3;
  told.options.refs_listed = 2;
  const Sighting sighting = told.TheSighting();
  EXPECT_EQ(sighting.introductions, 6U);
  ASSERT_EQ(sighting.introduced_by.size(), 3U);
  EXPECT_EQ(told.Number(sighting.introduced_by[2]), 3);
  EXPECT_EQ(sighting.ref_count, 6U);
  EXPECT_THAT(sighting.refs, ElementsAre("refs/heads/b0", "refs/heads/b1"));
}

TEST(Attribution, TooLittleMemoryIsAnError) {
  Story story;
  story.Commit(kMain, {}, With("a/key"), 100);
  Told told(story);
  told.options.memory_bytes = 1000;
  EXPECT_FALSE(told.TryAttribute({"secret"}).ok());
}

}  // namespace
}  // namespace blotter
