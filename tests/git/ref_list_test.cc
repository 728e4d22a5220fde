// ListRefs against repositories with every kind of ref that git makes.
#include "scanner/git/ref_list.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/support/repository_builder.h"
#include "tests/support/temp_folder.h"

namespace blotter {
namespace {

using testing::RepositoryBuilder;

class RefListTest : public ::testing::Test {
 protected:
  using Refs = std::map<std::string, std::pair<std::string, ObjectType>>;

  static Repository At(const std::string& folder) {
    Result<std::optional<Repository>> found = DiscoverRepository(folder, {});
    EXPECT_TRUE(found.ok() && found->has_value());
    return **found;
  }

  // By name; each name must come once.
  static Refs RefsOf(const std::string& folder) {
    const Repository repository = At(folder);
    Result<std::vector<Ref>> listed = ListRefs(repository);
    EXPECT_TRUE(listed.ok()) << (listed.ok() ? "" : listed.error().message);
    Refs refs;
    if (!listed.ok()) return refs;
    std::vector<ObjectFailure> failures;
    const ObjectStore store(repository.common_dir + "/objects", kSha1Bytes, &failures);
    PeelRefs(store, &*listed);
    for (const Ref& ref : *listed) {
      EXPECT_TRUE(refs.emplace(ref.name, std::pair(ref.target.Hex(), ref.type)).second) << ref.name;
    }
    return refs;
  }

  static std::string Id(const RepositoryBuilder& repository, const std::string& name) {
    const std::string id = repository.Git({"rev-parse", "--verify", name});
    return id.substr(0, id.size() - 1);
  }

  RepositoryBuilder Make() const {
    RepositoryBuilder repository(folder_.string() + "/repository");
    repository.Add("f", "one\n");
    repository.Commit("one");
    repository.Add("f", "two\n");
    repository.Commit("two");
    return repository;
  }

  testing::TempFolder folder_;
};

TEST_F(RefListTest, EveryKindOfRef) {
  const RepositoryBuilder repository = Make();
  const std::string one = Id(repository, "main~1");
  const std::string two = Id(repository, "main");
  const std::string tree = Id(repository, "main^{tree}");
  const std::string blob = Id(repository, "main:f");
  repository.Git({"tag", "light", "main~1"});
  repository.Git({"tag", "-a", "-m", "x", "annotated", "main~1"});
  repository.Git({"tag", "-a", "-m", "x", "nested", "annotated"});
  repository.Git({"tag", "-a", "-m", "x", "deep", "nested"});
  repository.Git({"tag", "-a", "-m", "x", "of-tree", tree});
  repository.Git({"tag", "-a", "-m", "x", "of-blob", blob});
  repository.Git({"tag", "-a", "-m", "x", "nested-blob", "of-blob"});
  repository.Git({"tag", "light-blob", blob});
  repository.Git({"notes", "add", "-m", "a note", "main"});
  repository.Git({"update-ref", "refs/remotes/origin/main", one});
  repository.Git({"symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main"});
  repository.Git({"update-ref", "refs/pull/7/head", one});
  repository.Git({"update-ref", "refs/heads/odd'$(name)\"\xC3\xA4;%(x)", one});
  repository.Write("f", "stashed\n");
  repository.Git({"stash", "-q"});
  const std::string stash = Id(repository, "stash");
  const std::string notes = Id(repository, "refs/notes/commits");
  const Refs expected = {{"HEAD", {two, ObjectType::kCommit}},
                         {"refs/heads/main", {two, ObjectType::kCommit}},
                         {"refs/heads/odd'$(name)\"\xC3\xA4;%(x)", {one, ObjectType::kCommit}},
                         {"refs/notes/commits", {notes, ObjectType::kCommit}},
                         {"refs/pull/7/head", {one, ObjectType::kCommit}},
                         {"refs/remotes/origin/HEAD", {one, ObjectType::kCommit}},
                         {"refs/remotes/origin/main", {one, ObjectType::kCommit}},
                         {"refs/stash", {stash, ObjectType::kCommit}},
                         {"refs/tags/annotated", {one, ObjectType::kCommit}},
                         {"refs/tags/deep", {one, ObjectType::kCommit}},
                         {"refs/tags/light", {one, ObjectType::kCommit}},
                         {"refs/tags/light-blob", {blob, ObjectType::kBlob}},
                         {"refs/tags/nested", {one, ObjectType::kCommit}},
                         {"refs/tags/nested-blob", {blob, ObjectType::kBlob}},
                         {"refs/tags/of-blob", {blob, ObjectType::kBlob}},
                         {"refs/tags/of-tree", {tree, ObjectType::kTree}}};
  EXPECT_EQ(RefsOf(repository.folder()), expected);
  repository.Git({"pack-refs", "--all"});
  EXPECT_EQ(RefsOf(repository.folder()), expected);
}

TEST_F(RefListTest, UnbornHead) {
  const RepositoryBuilder repository(folder_.string());
  EXPECT_TRUE(RefsOf(folder_.string()).empty());
  repository.Commit("one");
  repository.Git({"checkout", "-q", "--orphan", "new"});
  EXPECT_FALSE(RefsOf(folder_.string()).contains("HEAD"));
  EXPECT_EQ(RefsOf(folder_.string()).size(), 1U);
}

TEST_F(RefListTest, DetachedHead) {
  const RepositoryBuilder repository = Make();
  repository.Git({"checkout", "-q", "--detach", "main~1"});
  EXPECT_EQ(RefsOf(repository.folder()).at("HEAD").first, Id(repository, "main~1"));
}

TEST_F(RefListTest, WorktreesSeenFromEachOther) {
  const RepositoryBuilder repository = Make();
  const std::string one = Id(repository, "main~1");
  const std::string two = Id(repository, "main");
  for (const std::string name : {"detached", "orphan"}) {
    repository.Git({"worktree", "add", "-q", "--detach", folder_.string() + "/" + name, one});
  }
  testing::ProcessRequest orphan;
  orphan.arguments = {"git", "-C", folder_.string() + "/orphan", "checkout", "-q", "--orphan", "x"};
  testing::RunProcess(orphan);
  Refs refs = RefsOf(repository.folder());
  EXPECT_EQ(refs.at("HEAD").first, two);
  EXPECT_EQ(refs.at("worktrees/detached/HEAD").first, one);
  EXPECT_EQ(refs.size(), 3U);
  // The main one is another's, from there.
  repository.Commit("three");
  const std::string three = Id(repository, "main");
  repository.Git({"checkout", "-q", "--detach"});
  repository.Git({"branch", "-q", "-f", "main", two});
  refs = RefsOf(folder_.string() + "/detached");
  EXPECT_EQ(refs.at("HEAD").first, one);
  EXPECT_FALSE(refs.contains("worktrees/detached/HEAD"));
  EXPECT_TRUE(std::any_of(refs.begin(), refs.end(),
                          [&](const auto& ref) { return ref.second.first == three; }));
}

TEST_F(RefListTest, BareRepositories) {
  const RepositoryBuilder repository = Make();
  const std::string bare = folder_.string() + "/bare.git";
  repository.Git({"clone", "-q", "--mirror", repository.folder(), bare});
  const Refs refs = RefsOf(bare);
  EXPECT_EQ(refs, RefsOf(repository.folder()));
  EXPECT_EQ(refs.size(), 2U);
}

// One ref whose object is gone does not hide the others.
TEST_F(RefListTest, BrokenRefs) {
  const RepositoryBuilder repository = Make();
  const std::string gone(40, '7');
  folder_.Write("repository/.git/refs/heads/gone", gone + "\n");
  folder_.Write("repository/.git/refs/heads/garbage", "not an id\n");
  const Refs refs = RefsOf(repository.folder());
  EXPECT_EQ(refs.at("refs/heads/main").first, Id(repository, "main"));
  EXPECT_EQ(refs.at("HEAD").first, Id(repository, "main"));
  EXPECT_EQ(refs.at("refs/heads/gone").first, gone);
}

TEST_F(RefListTest, NoRepositoryIsGitsError) {
  Repository repository;
  repository.top = folder_.string();
  repository.git_dir = repository.common_dir = folder_.string() + "/.git";
  const Result<std::vector<Ref>> refs = ListRefs(repository);
  ASSERT_FALSE(refs.ok());
  EXPECT_NE(refs.error().message.find("not a git repository"), std::string::npos);
}

TEST_F(RefListTest, ShallowCommitsAreWhereACloneEnds) {
  const RepositoryBuilder repository = Make();
  EXPECT_TRUE(ShallowCommits(At(repository.folder()))->empty());
  repository.Git(
      {"clone", "-q", "--depth=1", "file://" + repository.folder(), folder_.string() + "/shallow"});
  const Result<std::vector<ObjectId>> commits = ShallowCommits(At(folder_.string() + "/shallow"));
  ASSERT_TRUE(commits.ok());
  ASSERT_EQ(commits->size(), 1U);
  EXPECT_EQ(commits->at(0).Hex(), Id(repository, "main"));
}

TEST_F(RefListTest, ShortNames) {
  EXPECT_EQ(ShortRefName("refs/heads/main"), "main");
  EXPECT_EQ(ShortRefName("refs/heads/refs/heads/main"), "refs/heads/main");
  EXPECT_EQ(ShortRefName("refs/remotes/origin/main"), "origin/main");
  EXPECT_EQ(ShortRefName("refs/tags/v1"), "v1");
  EXPECT_EQ(ShortRefName("refs/stash"), "stash");
  EXPECT_EQ(ShortRefName("HEAD"), "HEAD");
}

}  // namespace
}  // namespace blotter
