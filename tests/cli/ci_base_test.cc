// What each CI system says of its jobs, as its documentation has it; and events that say nothing.
#include "scanner/cli/ci_base.h"

#include <map>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/temp_folder.h"

namespace blotter {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

using Table = std::map<std::string, std::string>;

const std::string kBase(40, 'b');
const std::string kZeros(40, '0');

Variables From(Table table) {
  return [table = std::move(table)](const std::string& name) {
    const auto found = table.find(name);
    return found == table.end() ? std::string() : found->second;
  };
}

CiRange Range(Table table) {
  const Result<CiRange> range = RangeFromCi(From(std::move(table)));
  if (!range.ok()) throw std::runtime_error(range.error().message);
  EXPECT_THAT(range->commits.tips, ElementsAre("HEAD"));
  EXPECT_EQ(range->commits.remote, "");
  EXPECT_FALSE(range->commits.without_refs);
  return range.value();
}

std::string Refusal(Table table) {
  const Result<CiRange> range = RangeFromCi(From(std::move(table)));
  return range.ok() ? "" : range.error().message;
}

TEST(IsZeros, OnlyZeros) {
  EXPECT_TRUE(IsZeros(kZeros));
  EXPECT_TRUE(IsZeros(std::string(64, '0')));
  EXPECT_FALSE(IsZeros(""));
  EXPECT_FALSE(IsZeros(kBase));
  EXPECT_FALSE(IsZeros("0x"));
}

TEST(IsCi, OnlyTheSystemsThatAreKnown) {
  EXPECT_FALSE(IsCi(From({})));
  EXPECT_FALSE(IsCi(From({{"CI", "true"}})));
  EXPECT_FALSE(IsCi(From({{"GITHUB_ACTIONS", "false"}})));
  EXPECT_TRUE(IsCi(From({{"GITHUB_ACTIONS", "true"}})));
  EXPECT_TRUE(IsCi(From({{"GITLAB_CI", "true"}})));
  EXPECT_TRUE(IsCi(From({{"CI", "woodpecker"}})));
  EXPECT_TRUE(IsCi(From({{"DRONE", "true"}})));
  EXPECT_TRUE(IsCi(From({{"TRAVIS", "true"}})));
  EXPECT_TRUE(IsCi(From({{"JENKINS_URL", "http://ci/"}})));
}

TEST(CiBase, NoneIsAnErrorThatSaysWhatToDo) {
  EXPECT_THAT(Refusal({{"CI", "true"}}), HasSubstr("blotter diff BASE"));
}

// --- GitHub

class GitHubTest : public ::testing::Test {
 protected:
  Table Job(const std::string& event, Table more = {}) const {
    more["GITHUB_ACTIONS"] = "true";
    more["GITHUB_EVENT_PATH"] = folder_.Write("event.json", event);
    more["GITHUB_EVENT_NAME"] = "some_event";
    return more;
  }

  const testing::TempFolder folder_;
};

TEST_F(GitHubTest, APullRequest) {
  const CiRange range = Range(Job(R"({"pull_request": {"base": {"sha": ")" + kBase + R"("}}})",
                                  {{"GITHUB_REF", "refs/heads/side"}}));
  EXPECT_THAT(range.commits.bases, ElementsAre(kBase));
  EXPECT_THAT(range.commits.known, IsEmpty());
  EXPECT_EQ(range.source, "GitHub's pull request");
}

// Merged with the branch as it is by now, which has what the event's base has not.
TEST_F(GitHubTest, APullRequestsMerge) {
  const CiRange range = Range(Job(R"({"pull_request": {"base": {"sha": ")" + kBase + R"("}}})",
                                  {{"GITHUB_REF", "refs/pull/7/merge"}, {"GITHUB_SHA", "1234"}}));
  EXPECT_THAT(range.commits.bases, ElementsAre(kBase));
  EXPECT_EQ(range.commits.merge, "1234");
}

TEST_F(GitHubTest, AMergeGroup) {
  EXPECT_THAT(Range(Job(R"({"merge_group": {"base_sha": ")" + kBase + R"("}})")).commits.bases,
              ElementsAre(kBase));
}

TEST_F(GitHubTest, APush) {
  EXPECT_THAT(Range(Job(R"({"before": ")" + kBase + R"("})")).commits.bases, ElementsAre(kBase));
}

TEST_F(GitHubTest, APushOfANewBranch) {
  const std::string event =
      R"({"before": ")" + kZeros + R"(", "repository": {"default_branch": "trunk"}})";
  EXPECT_THAT(Range(Job(event, {{"GITHUB_REF_NAME", "side"}})).commits.bases,
              ElementsAre("origin/trunk"));
  EXPECT_THAT(Range(Job(event, {{"GITHUB_REF_NAME", "trunk"}})).commits.bases, IsEmpty());
  EXPECT_THAT(Refusal(Job(R"({"before": ")" + kZeros + R"("})")),
              AllOf(HasSubstr("default branch is not known"), HasSubstr("blotter diff BASE")));
}

TEST_F(GitHubTest, EventsThatSayNothing) {
  EXPECT_THAT(Refusal(Job("{}")), AllOf(HasSubstr("some_event"), HasSubstr("blotter diff BASE")));
  for (const char* event :
       {R"({"pull_request": {"base": {"sha": 7}}})", R"({"pull_request": {"base": "x"}})",
        R"({"pull_request": []})", R"({"before": null})", R"({"before": ""})",
        R"({"schedule": "0 0 * *"})"}) {
    EXPECT_THAT(Refusal(Job(event)), HasSubstr("says of no commit")) << event;
  }
}

TEST_F(GitHubTest, EventsThatAreNone) {
  for (const char* event : {"", "[]", "7", "{", "\"x\"", "\xff"}) {
    EXPECT_THAT(Refusal(Job(event)), HasSubstr("is no JSON object")) << event;
  }
  Table gone = Job("{}");
  gone["GITHUB_EVENT_PATH"] = folder_.string() + "/gone.json";
  EXPECT_THAT(Refusal(gone), AllOf(HasSubstr("cannot be read"), HasSubstr("gone.json")));
  EXPECT_THAT(Refusal({{"GITHUB_ACTIONS", "true"}}), HasSubstr("GitHub's event cannot be read"));
}

// --- GitLab

TEST(GitLab, AMergeRequest) {
  // The other variable is zeros there.
  EXPECT_THAT(Range({{"GITLAB_CI", "true"},
                     {"CI_MERGE_REQUEST_DIFF_BASE_SHA", kBase},
                     {"CI_COMMIT_BEFORE_SHA", kZeros}})
                  .commits.bases,
              ElementsAre(kBase));
}

TEST(GitLab, APush) {
  EXPECT_THAT(Range({{"GITLAB_CI", "true"}, {"CI_COMMIT_BEFORE_SHA", kBase}}).commits.bases,
              ElementsAre(kBase));
}

TEST(GitLab, ANewBranch) {
  Table job = {{"GITLAB_CI", "true"},
               {"CI_COMMIT_BEFORE_SHA", kZeros},
               {"CI_DEFAULT_BRANCH", "main"},
               {"CI_COMMIT_BRANCH", "side"}};
  EXPECT_THAT(Range(job).commits.bases, ElementsAre("origin/main"));
  job["CI_COMMIT_BRANCH"] = "main";
  EXPECT_THAT(Range(job).commits.bases, IsEmpty());
  job.erase("CI_DEFAULT_BRANCH");
  EXPECT_THAT(Refusal(job), HasSubstr("default branch is not known"));
}

// --- the others

TEST(Jenkins, AChangeRequestAndABuild) {
  const std::string url = "http://ci/";
  EXPECT_THAT(Range({{"JENKINS_URL", url}, {"CHANGE_TARGET", "main"}, {"GIT_PREVIOUS_COMMIT", "x"}})
                  .commits.bases,
              ElementsAre("origin/main"));
  EXPECT_THAT(Range({{"JENKINS_URL", url}, {"GIT_PREVIOUS_COMMIT", kBase}}).commits.bases,
              ElementsAre(kBase));
  EXPECT_THAT(Refusal({{"JENKINS_URL", url}}),
              AllOf(HasSubstr("CHANGE_TARGET"), HasSubstr("GIT_PREVIOUS_COMMIT")));
}

TEST(Drone, ABuildAndANewBranch) {
  EXPECT_THAT(Range({{"DRONE", "true"}, {"DRONE_COMMIT_BEFORE", kBase}}).commits.bases,
              ElementsAre(kBase));
  EXPECT_THAT(Range({{"DRONE", "true"},
                     {"DRONE_COMMIT_BEFORE", kZeros},
                     {"DRONE_REPO_BRANCH", "main"},
                     {"DRONE_BRANCH", "side"}})
                  .commits.bases,
              ElementsAre("origin/main"));
  EXPECT_THAT(Refusal({{"DRONE", "true"}}), HasSubstr("Drone's build"));
}

TEST(Woodpecker, APullRequestAPushAndANewBranch) {
  EXPECT_THAT(
      Range(
          {{"CI", "woodpecker"}, {"CI_COMMIT_TARGET_BRANCH", "main"}, {"CI_PREV_COMMIT_SHA", "x"}})
          .commits.bases,
      ElementsAre("origin/main"));
  EXPECT_THAT(Range({{"CI", "woodpecker"}, {"CI_PREV_COMMIT_SHA", kBase}}).commits.bases,
              ElementsAre(kBase));
  EXPECT_THAT(
      Range(
          {{"CI", "woodpecker"}, {"CI_REPO_DEFAULT_BRANCH", "main"}, {"CI_COMMIT_BRANCH", "side"}})
          .commits.bases,
      ElementsAre("origin/main"));
}

TEST(Travis, ARangeOfEitherKind) {
  EXPECT_THAT(Range({{"TRAVIS", "true"}, {"TRAVIS_COMMIT_RANGE", "abc...def"}}).commits.bases,
              ElementsAre("abc"));
  EXPECT_THAT(Range({{"TRAVIS", "true"}, {"TRAVIS_COMMIT_RANGE", "abc..def"}}).commits.bases,
              ElementsAre("abc"));
  for (const char* range : {"", "abc", "..def", "...def"}) {
    EXPECT_THAT(Refusal({{"TRAVIS", "true"}, {"TRAVIS_COMMIT_RANGE", range}}),
                HasSubstr("TRAVIS_COMMIT_RANGE"))
        << range;
  }
}

}  // namespace
}  // namespace blotter
