// Commits, tags and trees against what git says of them, odd ones of old tools included; and
// against damaged ones.
#include "scanner/git/object_parsers.h"

#include <cstdint>
#include <filesystem>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/support/repository_builder.h"
#include "tests/support/temp_folder.h"

namespace blotter {
namespace {

using testing::RepositoryBuilder;
using testing::TempFolder;

const std::string kHexA(40, 'a');
const std::string kHexB(40, 'b');

CommitObject Commit(std::string_view content, std::size_t hash_bytes = kSha1Bytes) {
  const Result<CommitObject> commit = ParseCommit(content, hash_bytes);
  EXPECT_TRUE(commit.ok()) << (commit.ok() ? "" : commit.error().message);
  return commit.ok() ? commit.value() : CommitObject();
}

GitPerson Author(const std::string& text) {
  static std::string content;  // the views in the result point into it
  content = "tree " + kHexA + "\nauthor " + text + "\n\nmessage\n";
  const CommitObject commit = Commit(content);
  EXPECT_EQ(commit.message, "message\n");
  return commit.author;
}

void ReplaceAll(std::string* text, std::string_view what, std::string_view by) {
  for (std::size_t at = text->find(what); at != std::string::npos; at = text->find(what, at)) {
    text->replace(at, what.size(), by);
  }
}

class ObjectParsersTest : public ::testing::Test {
 protected:
  // Writes an object as it is, whatever it holds; hands out its id.
  std::string MakeObject(const RepositoryBuilder& repository, const std::string& type,
                         const std::string& content) const {
    const std::string path = folder_.Write("object", content);
    std::string id =
        repository.Git({"hash-object", "-w", "--literally", "-t", type, "--no-filters", path});
    id.pop_back();
    return id;
  }

  // What git prints of a commit, beside what is read here.
  static void ExpectAsGit(const RepositoryBuilder& repository, const std::string& revision,
                          std::size_t hash_bytes = kSha1Bytes) {
    const std::string content = repository.Git({"cat-file", "commit", revision});
    const CommitObject commit = Commit(content, hash_bytes);
    std::string parents;
    for (std::size_t n = 0; n < commit.parent_count(); ++n) {
      parents += (n == 0 ? "" : " ") + commit.Parent(n).Hex();
    }
    const auto person = [](const GitPerson& who) {
      return fmt::format("{}|{}|{}|{}", who.name, who.email,
                         who.has_time ? fmt::to_string(who.time) : "",
                         who.has_time ? FormatGitDate(who.time, who.timezone_minutes) : "");
    };
    const std::string ours =
        fmt::format("{}|{}|{}|{}|{}\n", commit.tree.Hex(), parents, person(commit.author),
                    person(commit.committer), commit.message.substr(0, commit.message.find('\n')));
    std::string theirs =
        repository.Git({"-c", "i18n.logOutputEncoding=UTF-8", "log", "-1", "--no-mailmap",
                        "--format=%T|%P|%an|%ae|%at|%aI|%cn|%ce|%ct|%cI|%s", revision});
    // Newer versions of git write UTC as "Z"; what they cannot read stays as it was asked for.
    ReplaceAll(&theirs, "Z|", "+00:00|");
    ReplaceAll(&theirs, "%aI", "");
    ReplaceAll(&theirs, "%cI", "");
    EXPECT_EQ(ours, theirs) << content;
  }

  TempFolder folder_;
};

TEST_F(ObjectParsersTest, CommitsReadAsGitReadsThem) {
  const RepositoryBuilder repository(folder_.string() + "/r");
  repository.Commit("root");
  repository.Git({"checkout", "-q", "-b", "side"});
  repository.Git({"commit", "-q", "--allow-empty", "-m", "subject\n\nbody\n\nmore",
                  "--author= Jos\xC3\xA9 D. <j@example.com>", "--date=1234567890 -0730"});
  repository.Git({"checkout", "-q", "main"});
  repository.Commit("other");
  repository.Git({"merge", "-q", "-m", "merged", "side"});
  repository.Git({"commit", "-q", "--allow-empty", "--allow-empty-message", "-m", ""});
  for (const char* revision : {"HEAD", "HEAD~1", "HEAD~2", "side", "side~1"}) {
    ExpectAsGit(repository, revision);
  }
  const std::string merge = repository.Git({"cat-file", "commit", "HEAD~1"});
  EXPECT_EQ(Commit(merge).parent_count(), 2U);
  const std::string side = repository.Git({"cat-file", "commit", "side"});
  EXPECT_EQ(Commit(side).message, "subject\n\nbody\n\nmore\n");
  EXPECT_EQ(Commit(side).author.timezone_minutes, -(7 * 60 + 30));
}

TEST_F(ObjectParsersTest, Sha256) {
  const std::string folder = folder_.MakeFolder("r");
  testing::ProcessRequest init;
  init.arguments = {"git", "init", "-q", "--object-format=sha256", folder};
  testing::RunProcess(init);
  const RepositoryBuilder repository(folder);
  repository.Add("f", "f");
  repository.Commit("one");
  repository.Commit("two");
  ExpectAsGit(repository, "HEAD", kSha256Bytes);
  EXPECT_FALSE(ParseCommit(repository.Git({"cat-file", "commit", "HEAD"}), kSha1Bytes).ok());
}

// Commits that git log shows, and no git of today would write.
TEST_F(ObjectParsersTest, OddPeopleReadAsGitReadsThem) {
  const RepositoryBuilder repository(folder_.string() + "/r");
  repository.Commit("root");
  const std::string tree = repository.Git({"rev-parse", "HEAD^{tree}"});
  for (const char* person :
       {"A <a@x> 1700000000 +0130", "A <a@x> 1700000000 -0000", "<a@x> 1700000000 +0000",
        " <> 1700000000 +0000", "A  B\t <a@x>  1700000000   +0000", "A <a@x>", "A <a@x> ",
        "A <a@x> when +0000", "A <a> b@x> 1700000000 +0000", "A <a <b@x>> 1 +1400",
        "A <a@x> 0 +0000", "A <a@x>1700000000 +0100", "A <a@x> 1700000000 +0100 and more"}) {
    const std::string content =
        fmt::format("tree {}author {}\ncommitter {}\n\nsubject\n", tree, person, person);
    ExpectAsGit(repository, MakeObject(repository, "commit", content));
  }
}

// Where git shows nothing at all, what is there is still worth telling.
TEST_F(ObjectParsersTest, PeopleThatGitGivesUpOn) {
  EXPECT_EQ(Author("just a name").name, "just a name");
  EXPECT_FALSE(Author("just a name").has_time);
  EXPECT_EQ(Author("A <a@x").email, "a@x");
  EXPECT_EQ(Author("").name, "");
  EXPECT_EQ(Author("A <a@x> 1700000000").time, 1'700'000'000);
  EXPECT_EQ(Author("A <a@x> 1700000000 PST").timezone_minutes, 0);
  EXPECT_EQ(Author("A <a@x> 1700000000 +51800").timezone_minutes, 0);
  EXPECT_EQ(Author("A <a@x> 1700000000 -99999999999999999999").timezone_minutes, 0);
  EXPECT_EQ(Author("A <a@x> 1700000000 --700").timezone_minutes, 0);
  EXPECT_EQ(Author("A <a@x> 1700000000 +0075").timezone_minutes, 75);  // git says +00:75
  EXPECT_FALSE(Author("A <a@x> -5 +0000").has_time);
  EXPECT_FALSE(Author("A <a@x> 99999999999999999999 +0000").has_time);
  EXPECT_EQ(Author("A <a@x> 9223372036854775807 +0000").time,
            std::numeric_limits<std::int64_t>::max());
}

TEST_F(ObjectParsersTest, HeadersAfterThePeople) {
  const std::string content = "tree " + kHexA + "\nparent " + kHexB + "\nparent " + kHexA +
                              "\nauthor A <a@x> 1 +0000\ncommitter C <c@x> 2 +0000\n"
                              "encoding ISO-8859-1\nmergetag object " +
                              kHexB +
                              "\n type commit\n tag v1\n tagger T <t@x> 3 +0000\n \n"
                              " text of the tag\n author no <no@x> 4 +0000\n"
                              "gpgsig -----BEGIN PGP SIGNATURE-----\n \n abc\n"
                              " -----END PGP SIGNATURE-----\nauthor-of x\n\n\nmessage\n\nauthor M";
  const CommitObject commit = Commit(content);
  EXPECT_EQ(commit.author.name, "A");
  EXPECT_EQ(commit.committer.email, "c@x");
  EXPECT_EQ(commit.committer.time, 2);
  EXPECT_EQ(commit.encoding, "ISO-8859-1");
  EXPECT_EQ(commit.message, "\nmessage\n\nauthor M");
  ASSERT_EQ(commit.parent_count(), 2U);
  EXPECT_EQ(commit.Parent(0).Hex(), kHexB);
  EXPECT_EQ(commit.Parent(1).Hex(), kHexA);
}

TEST_F(ObjectParsersTest, LittleIsEnoughForACommit) {
  const CommitObject commit = Commit("tree " + kHexA + "\n");
  EXPECT_EQ(commit.tree.Hex(), kHexA);
  EXPECT_EQ(commit.parent_count(), 0U);
  EXPECT_EQ(commit.message, "");
  EXPECT_FALSE(commit.author.has_time);
  EXPECT_EQ(Commit("tree " + kHexA + "\nauthor A <a@x> 1 +0000").author.time, 1);
  EXPECT_EQ(Commit("tree " + kHexA + "\n\nno people").message, "no people");
  const std::string with_nul = "tree " + kHexA + "\nauthor A\n\nseen" + '\0' + "unseen";
  EXPECT_EQ(Commit(with_nul).message.size(), 11U);
}

TEST_F(ObjectParsersTest, BrokenTreeAndParentLinesAreErrors) {
  for (const std::string& broken :
       {std::string(), std::string("tree "), "tree " + kHexA, "Tree " + kHexA + "\n",
        "tree " + kHexA.substr(1) + "\n", "tree " + kHexA + "a\n",
        "tree g" + kHexA.substr(1) + "\n", "tree  " + kHexA + "\n", "\ntree " + kHexA + "\n"}) {
    const Result<CommitObject> commit = ParseCommit(broken, kSha1Bytes);
    ASSERT_FALSE(commit.ok()) << broken;
    EXPECT_EQ(commit.error().message, "its tree line is broken");
  }
  for (const std::string& broken :
       {std::string("parent "), "parent " + kHexB, "parent " + kHexB.substr(1) + "\n",
        "parent " + kHexB + "\nparent x\n", "parent " + kHexB + " \n"}) {
    const Result<CommitObject> commit = ParseCommit("tree " + kHexA + "\n" + broken, kSha1Bytes);
    ASSERT_FALSE(commit.ok()) << broken;
    EXPECT_EQ(commit.error().message, "a parent line of it is broken");
  }
}

// Held exactly, so that a sanitizer sees a byte read too far.
TEST_F(ObjectParsersTest, CutHeadsAreErrors) {
  const std::string commit = "tree " + kHexA + "\nparent " + kHexB + "\n";
  const std::string tag = "object " + kHexA + "\ntype tree\ntag v";
  for (std::size_t length = 0; length < commit.size(); ++length) {
    const std::vector<char> cut(commit.begin(), commit.begin() + static_cast<long>(length));
    // Between the lines, and within the next one's key, there is a commit without parents.
    const bool whole = length >= 46 && length < 46 + 7;
    EXPECT_EQ(ParseCommit({cut.data(), cut.size()}, kSha1Bytes).ok(), whole) << length;
  }
  for (std::size_t length = 0; length < tag.size(); ++length) {
    const std::vector<char> cut(tag.begin(), tag.begin() + static_cast<long>(length));
    EXPECT_EQ(ParseTag({cut.data(), cut.size()}, kSha1Bytes).ok(), length + 1 == tag.size());
  }
}

TEST_F(ObjectParsersTest, TagsReadAsGitReadsThem) {
  const RepositoryBuilder repository(folder_.string() + "/r");
  repository.Add("f", "f");
  repository.Commit("one");
  const std::pair<std::string, std::string> tags[] = {
      {"c", "HEAD"}, {"t", "HEAD^{tree}"}, {"b", "HEAD:f"}, {"g", "c"}};
  for (const auto& [name, target] : tags) {
    repository.Git({"tag", "-m", "about " + target, name, target});
    const std::string content = repository.Git({"cat-file", "tag", name});
    const Result<TagObject> tag = ParseTag(content, kSha1Bytes);
    ASSERT_TRUE(tag.ok()) << content;
    EXPECT_EQ(tag->object.Hex() + "\n", repository.Git({"rev-parse", target}));
    EXPECT_EQ(std::string(ObjectTypeName(tag->type)) + "\n",
              repository.Git({"cat-file", "-t", target}));
    EXPECT_EQ(tag->name, name);
    EXPECT_EQ(tag->tagger.email, "a@example.com");
    EXPECT_EQ(FormatGitDate(tag->tagger.time, tag->tagger.timezone_minutes),
              "2024-01-02T03:04:05+00:00");
    EXPECT_EQ(tag->message, "about " + target + "\n");
  }
}

TEST_F(ObjectParsersTest, OldAndBrokenTags) {
  const std::string head = "object " + kHexA + "\ntype commit\ntag v0.1\n";
  const std::string old_tag = head + "\nno tagger yet\n";  // as git wrote them before 2005-07
  const Result<TagObject> tag = ParseTag(old_tag, kSha1Bytes);
  ASSERT_TRUE(tag.ok());
  EXPECT_EQ(tag->name, "v0.1");
  EXPECT_FALSE(tag->tagger.has_time);
  EXPECT_EQ(tag->message, "no tagger yet\n");
  EXPECT_TRUE(ParseTag(head, kSha1Bytes).ok());

  const auto error_of = [](const std::string& content) {
    const Result<TagObject> parsed = ParseTag(content, kSha1Bytes);
    return parsed.ok() ? "" : parsed.error().message;
  };
  EXPECT_EQ(error_of("object " + kHexA), "its object line is broken");
  EXPECT_EQ(error_of("object " + kHexA + "\ntype thing\ntag x\n"), "its type line is broken");
  EXPECT_EQ(error_of("object " + kHexA + "\ncommit\ntag x\n"), "its type line is broken");
  EXPECT_EQ(error_of("object " + kHexA + "\ntype tree\n\nmessage"), "its tag line is broken");
}

std::string EntryOf(const std::string& mode, const std::string& name, char id = 'i') {
  return mode + " " + name + '\0' + std::string(20, id);
}

// "MODE NAME" of each entry, then the problem, if there is one.
std::vector<std::string> EntriesOf(std::string_view content) {
  std::vector<std::string> entries;
  TreeReader reader(content, kSha1Bytes);
  TreeEntry entry;
  while (reader.Next(&entry)) entries.push_back(fmt::format("{:o} {}", entry.mode, entry.name));
  EXPECT_FALSE(reader.Next(&entry));
  if (reader.problem() != nullptr) entries.emplace_back(reader.problem());
  return entries;
}

TEST_F(ObjectParsersTest, TreesReadAsGitReadsThem) {
  const RepositoryBuilder repository(folder_.string() + "/r");
  for (const char* name : {"a", "a-b", "d/x", "d.x", "new\nline", "\xFF\xFE", "sp ace"}) {
    repository.Add(name, name);
  }
  repository.Git({"update-index", "--chmod=+x", "a"});
  std::filesystem::create_symlink("a", repository.folder() + "/link");
  repository.Git({"add", "link"});
  repository.Git({"update-index", "--add", "--cacheinfo", "160000," + kHexB + ",sub"});
  repository.Commit("one");
  const std::string content = repository.Git({"cat-file", "tree", "HEAD^{tree}"});
  std::string listing;
  TreeReader reader(content, kSha1Bytes);
  TreeEntry entry;
  while (reader.Next(&entry)) {
    const char* const type = entry.is_folder() ? "tree" : entry.is_submodule() ? "commit" : "blob";
    listing += fmt::format("{:06o} {} {}\t{}", entry.mode, type,
                           ObjectId(entry.id, kSha1Bytes).Hex(), entry.name);
    listing += '\0';
    EXPECT_EQ(entry.is_symlink(), entry.name == "link");
  }
  EXPECT_EQ(reader.problem(), nullptr);
  EXPECT_EQ(listing, repository.Git({"ls-tree", "-z", "HEAD"}));
}

TEST_F(ObjectParsersTest, OddTrees) {
  using Strings = std::vector<std::string>;
  EXPECT_EQ(EntriesOf(""), Strings{});
  EXPECT_EQ(EntriesOf(EntryOf("040000", "zero-padded") + EntryOf("100664", "group")),
            (Strings{"40000 zero-padded", "100664 group"}));
  EXPECT_EQ(EntriesOf(EntryOf("100644", "../x") + EntryOf("100644", ".git")),
            (Strings{"100644 ../x", "100644 .git"}));
  const std::string good = EntryOf("100644", "good");
  const Strings mode = {"100644 good", "the mode of an entry is no octal number"};
  for (const char* bad : {"100844", "-1", "0x1ff", "777777777777", "1\t"}) {
    EXPECT_EQ(EntriesOf(good + EntryOf(bad, "bad")), mode) << bad;
  }
  EXPECT_EQ(EntriesOf(good + EntryOf("", "bad")), (Strings{"100644 good", "an entry has no mode"}));
  EXPECT_EQ(EntriesOf(good + EntryOf("100644", "")),
            (Strings{"100644 good", "an entry has no name"}));
}

TEST_F(ObjectParsersTest, EveryCutTreeHasAProblem) {
  const std::string first = EntryOf("100644", "first");
  const std::string content = first + EntryOf("40000", "second");
  for (std::size_t length = 0; length < content.size(); ++length) {
    // Held exactly, so that a sanitizer sees a byte read too far.
    const std::vector<char> cut(content.begin(), content.begin() + static_cast<long>(length));
    TreeReader reader({cut.data(), cut.size()}, kSha1Bytes);
    TreeEntry entry;
    std::size_t entries = 0;
    while (reader.Next(&entry)) ++entries;
    EXPECT_EQ(entries, length < first.size() ? 0U : 1U);
    EXPECT_EQ(reader.problem() == nullptr, length == 0 || length == first.size()) << length;
  }
  TreeReader reader(content, kSha256Bytes);
  TreeEntry entry;
  EXPECT_TRUE(reader.Next(&entry));  // its id swallows the next entry's start
  EXPECT_FALSE(reader.Next(&entry));
  EXPECT_NE(reader.problem(), nullptr);
}

TEST_F(ObjectParsersTest, Dates) {
  EXPECT_EQ(FormatGitDate(1'709'292'896, 60), "2024-03-01T12:34:56+01:00");
  EXPECT_EQ(FormatGitDate(0, 0), "1970-01-01T00:00:00+00:00");
  EXPECT_EQ(FormatGitDate(0, -1), "1969-12-31T23:59:00-00:01");
  EXPECT_EQ(FormatGitDate(-1, 0), "1969-12-31T23:59:59+00:00");
  EXPECT_EQ(FormatGitDate(1'709'164'800, 23 * 60 + 59), "2024-02-29T23:59:00+23:59");
  EXPECT_EQ(FormatGitDate(0, 24 * 60), "1970-01-01T00:00:00+00:00");
  constexpr auto kMost = std::numeric_limits<std::int64_t>::max();
  constexpr auto kLeast = std::numeric_limits<std::int64_t>::min();
  EXPECT_EQ(FormatGitDate(kMost, 0), "9999-12-31T23:59:59+00:00");
  EXPECT_EQ(FormatGitDate(kMost, 60), "9999-12-31T23:59:59+00:00");
  EXPECT_EQ(FormatGitDate(kMost, -60), "9999-12-31T22:59:59-01:00");
  EXPECT_EQ(FormatGitDate(kLeast, -60), "0000-01-01T00:00:00+00:00");
  EXPECT_EQ(FormatGitDate(kLeast, std::numeric_limits<int>::min()), "0000-01-01T00:00:00+00:00");
  EXPECT_EQ(FormatGitDate(kMost, std::numeric_limits<int>::max()), "9999-12-31T23:59:59+00:00");
}

}  // namespace
}  // namespace blotter
