// Index against real git: what `git ls-files -s -z` lists, for every version, flag and format; and
// against damaged files, which must be an Error or a valid index, never a crash or "nothing
// tracked".
#include "scanner/git/index.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <set>
#include <string>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/support/repository_builder.h"
#include "tests/support/temp_folder.h"

namespace blotter {
namespace {

using testing::RepositoryBuilder;
using testing::TempFolder;

class IndexTest : public ::testing::Test {
 protected:
  IndexTest() {
    for (const auto& [name, value] : testing::HermeticGitEnvironment()) {
      ::setenv(name.c_str(), value.c_str(), 1);
    }
  }

  static std::shared_ptr<const Index> Load(const std::string& folder) {
    Result<std::shared_ptr<const Index>> index = Index::Load(RepositoryAt(folder).value().value());
    EXPECT_TRUE(index.ok()) << (index.ok() ? "" : index.error().message);
    return index.ok() ? index.value() : nullptr;
  }

  // As `git ls-files -s -z` prints it.
  static std::string Listing(const Index& index) {
    std::string listing;
    for (const IndexEntry& entry : index.entries()) {
      listing += fmt::format("{:06o} {} {}\t{}", entry.mode, index.ObjectIdHex(entry), entry.stage,
                             entry.path);
      listing += '\0';
    }
    return listing;
  }

  static void ExpectAsGit(const RepositoryBuilder& repository) {
    const auto index = Load(repository.folder());
    ASSERT_NE(index, nullptr);
    EXPECT_EQ(Listing(*index), repository.Git({"ls-files", "-s", "-z"}));
  }

  static void AddAwkwardFiles(const RepositoryBuilder& repository) {
    for (const char* name : {"a", "a-b", "a.c", "b/x", "b/x-y/z", "b/x.y", "b/xx", "c d/\xFF\xFE",
                             "\xC3\xA9/f", "new\nline", "tab\tname", "z/y/x/w/v"}) {
      repository.Write(name, name);
    }
    repository.Write(std::string(250, 'n') + "/" + std::string(250, 'm') + "/f", "long");
    std::filesystem::create_symlink("a", repository.folder() + "/link");
    repository.Git({"add", "-A"});
  }

  TempFolder folder_;
};

TEST_F(IndexTest, MissingIndexIsAnEmptyOne) {
  const RepositoryBuilder repository(folder_.string());
  const auto index = Load(folder_.string());
  ASSERT_NE(index, nullptr);
  EXPECT_TRUE(index->entries().empty());
  EXPECT_TRUE(index->Root().empty());
  EXPECT_EQ(index->Find(index->Root(), "a"), nullptr);
}

TEST_F(IndexTest, EveryVersionReadsAsGitReadsIt) {
  const RepositoryBuilder repository(folder_.string());
  AddAwkwardFiles(repository);
  for (const char* version : {"2", "3", "4"}) {
    repository.Git({"update-index", "--index-version", version});
    ExpectAsGit(repository);
  }
}

TEST_F(IndexTest, Sha256) {
  std::filesystem::create_directories(folder_.path() / "r");
  testing::ProcessRequest init;
  init.arguments = {"git", "init", "-q", "--object-format=sha256", folder_.string() + "/r"};
  testing::RunProcess(init);
  const RepositoryBuilder repository(folder_.string() + "/r");
  AddAwkwardFiles(repository);
  ExpectAsGit(repository);
  EXPECT_EQ(Load(repository.folder())->hash_bytes(), 32U);
  repository.Git({"update-index", "--index-version", "4"});
  ExpectAsGit(repository);
}

TEST_F(IndexTest, FlagsOfEntries) {
  const RepositoryBuilder repository(folder_.string());
  AddAwkwardFiles(repository);
  repository.Write("later", "x");
  repository.Git({"add", "-N", "later"});
  repository.Git({"update-index", "--skip-worktree", "b/x"});
  for (const char* version : {"3", "4"}) {
    repository.Git({"update-index", "--index-version", version});
    ExpectAsGit(repository);
    const auto index = Load(folder_.string());
    EXPECT_TRUE(index->Find(index->Root(), "later")->intent_to_add);
    EXPECT_FALSE(index->Find(index->Root(), "later")->skip_worktree);
    EXPECT_TRUE(index->Find(index->FolderAt("b"), "x")->skip_worktree);
    EXPECT_TRUE(index->Find(index->Root(), "link")->is_symlink());
  }
}

TEST_F(IndexTest, ConflictsHaveStages) {
  const RepositoryBuilder repository(folder_.string());
  repository.Add("f", "base\n");
  repository.Add("g", "g\n");
  repository.Commit("base");
  repository.Git({"checkout", "-q", "-b", "other"});
  repository.Add("f", "other\n");
  repository.Commit("other");
  repository.Git({"checkout", "-q", "main"});
  repository.Add("f", "main\n");
  repository.Commit("main");
  EXPECT_THROW(repository.Git({"merge", "-q", "other"}), std::runtime_error);
  ExpectAsGit(repository);
  const auto index = Load(folder_.string());
  EXPECT_EQ(index->entries().size(), 4U);
  IndexFolder rest = index->Root();
  IndexChild child;
  ASSERT_TRUE(index->NextChild(&rest, &child));
  EXPECT_EQ(child.name, "f");
  EXPECT_EQ(child.entry->stage, 1);
  ASSERT_TRUE(index->NextChild(&rest, &child));
  EXPECT_EQ(child.name, "g");
  EXPECT_FALSE(index->NextChild(&rest, &child));
}

TEST_F(IndexTest, SplitIndexIsAskedOfGit) {
  const RepositoryBuilder repository(folder_.string());
  AddAwkwardFiles(repository);
  repository.Git({"update-index", "--split-index"});
  repository.Git({"update-index", "--skip-worktree", "b/x"});
  const std::string bytes = testing::ReadText(folder_.path() / ".git/index");
  ASSERT_NE(bytes.find("link"), std::string::npos);
  EXPECT_EQ(Index::Parse(bytes, 20, "index").value(), nullptr);
  ExpectAsGit(repository);
  const auto index = Load(folder_.string());
  EXPECT_TRUE(index->Find(index->FolderAt("b"), "x")->skip_worktree);
}

TEST_F(IndexTest, SparseIndexIsAskedOfGit) {
  const RepositoryBuilder repository(folder_.string());
  AddAwkwardFiles(repository);
  repository.Commit("all");
  repository.Git({"sparse-checkout", "init", "--cone", "--sparse-index"});
  repository.Git({"sparse-checkout", "set", "b"});
  const std::string bytes = testing::ReadText(folder_.path() / ".git/index");
  ASSERT_NE(bytes.find("sdir"), std::string::npos);
  EXPECT_EQ(Index::Parse(bytes, 20, "index").value(), nullptr);
  ExpectAsGit(repository);
  const auto index = Load(folder_.string());
  EXPECT_TRUE(index->Find(index->FolderAt("z/y/x/w"), "v")->skip_worktree);
}

TEST_F(IndexTest, SubmodulesAreVisible) {
  const RepositoryBuilder inner(folder_.string() + "/inner");
  inner.Commit("one");
  const RepositoryBuilder outer(folder_.string() + "/outer");
  outer.Git({"-c", "protocol.file.allow=always", "submodule", "--quiet", "add",
             "file://" + inner.folder(), "sub"});
  ExpectAsGit(outer);
  const auto index = Load(outer.folder());
  EXPECT_TRUE(index->Find(index->Root(), "sub")->is_submodule());
}

// Subfolder, Find and NextChild against a plain list of paths.
void ExpectFolderQueriesRight(const Index& index, const IndexFolder& folder,
                              const std::string& prefix) {
  std::set<std::string> files;
  std::set<std::string> folders;
  for (const IndexEntry& entry : index.entries()) {
    if (entry.path.substr(0, prefix.size()) != prefix) continue;
    const std::string suffix(entry.path.substr(prefix.size()));
    const std::size_t slash = suffix.find('/');
    (slash == std::string::npos ? files : folders).insert(suffix.substr(0, slash));
  }
  IndexFolder rest = folder;
  IndexChild child;
  std::set<std::string> seen_files;
  std::set<std::string> seen_folders;
  while (index.NextChild(&rest, &child)) {
    const std::string name(child.name);
    EXPECT_TRUE((child.entry != nullptr ? seen_files : seen_folders).insert(name).second) << name;
    EXPECT_EQ(index.Find(folder, name), child.entry);
    const IndexFolder below = index.Subfolder(folder, name);
    EXPECT_EQ(below.empty(), child.entry != nullptr) << name;
    if (child.entry != nullptr) continue;
    EXPECT_EQ(below.begin, child.folder.begin);
    EXPECT_EQ(below.end, child.folder.end);
    EXPECT_EQ(below.prefix_length, child.folder.prefix_length);
    ExpectFolderQueriesRight(index, below, prefix + name + "/");
  }
  EXPECT_EQ(seen_files, files) << prefix;
  EXPECT_EQ(seen_folders, folders) << prefix;
  for (const char* name : {"", "nothing", "a-", "\xFF", "0"}) {
    EXPECT_EQ(index.Find(folder, name) != nullptr, files.contains(name)) << prefix << name;
    EXPECT_EQ(index.Subfolder(folder, name).empty(), !folders.contains(name)) << prefix << name;
  }
}

TEST_F(IndexTest, FolderQueries) {
  const RepositoryBuilder repository(folder_.string());
  AddAwkwardFiles(repository);
  const auto index = Load(folder_.string());
  ExpectFolderQueriesRight(*index, index->Root(), "");
  std::mt19937_64 random(1);
  for (int round = 0; round < 50; ++round) {
    std::set<std::string> paths;
    for (int i = 0; i < 200; ++i) {
      std::string path;
      for (std::uint64_t depth = random() % 4 + 1; depth > 0; --depth) {
        path += std::string(1, "ab-.0z"[random() % 6]) + (random() % 3 == 0 ? "-" : "");
        path += depth > 1 ? "/" : "F";  // a file never has a folder's name
      }
      paths.insert(path);
    }
    std::string listing;
    for (const std::string& path : paths) {
      listing += "H 100644 " + std::string(40, 'a') + " 0\t" + path + '\0';
    }
    const auto random_index = Index::ParseListing(listing, "listing").value();
    ASSERT_EQ(random_index->entries().size(), paths.size());
    ExpectFolderQueriesRight(*random_index, random_index->Root(), "");
  }
}

class DamagedIndexTest : public IndexTest, public ::testing::WithParamInterface<const char*> {
 protected:
  std::string MakeIndex() {
    const RepositoryBuilder repository(folder_.string());
    for (const char* name : {"a", "b/x", "b/y-z", "c"}) repository.Write(name, name);
    repository.Git({"add", "-A"});
    repository.Git({"update-index", "--skip-worktree", "b/x"});
    repository.Git({"update-index", "--index-version", GetParam()});
    return testing::ReadText(folder_.path() / ".git/index");
  }
};

TEST_P(DamagedIndexTest, EveryTruncationIsAnError) {
  const std::string bytes = MakeIndex();
  ASSERT_TRUE(Index::Parse(bytes, 20, "index").ok());
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    const auto parsed = Index::Parse(bytes.substr(0, length), 20, "index");
    // This index has no extension, the one thing whose loss only the checksum would show.
    EXPECT_FALSE(parsed.ok()) << length << " of " << bytes.size();
  }
}

TEST_P(DamagedIndexTest, EveryFlippedBitIsAnErrorOrAnIndex) {
  const std::string bytes = MakeIndex();
  for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
    std::string damaged = bytes;
    damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ (1 << (bit % 8)));
    const auto parsed = Index::Parse(damaged, 20, "index");
    if (!parsed.ok()) {
      EXPECT_EQ(parsed.error().message.rfind("index: ", 0), 0U);
      continue;
    }
    // Flipped data (stat fields, ids, names) is still an index; but the entries do not vanish.
    if (parsed.value() != nullptr) {
      EXPECT_EQ(parsed.value()->entries().size(), 4U) << bit;
      EXPECT_FALSE(Listing(*parsed.value()).empty());
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Versions, DamagedIndexTest, ::testing::Values("2", "3", "4"));

TEST_F(IndexTest, CorruptFileSaysWhatToDoAndThatWorks) {
  const RepositoryBuilder repository(folder_.string());
  repository.Add("f", "f");
  repository.Commit("one");
  std::filesystem::resize_file(folder_.path() / ".git/index", 50);
  const auto parsed = Index::Load(RepositoryAt(folder_.string()).value().value());
  ASSERT_FALSE(parsed.ok());
  const std::string& message = parsed.error().message;
  EXPECT_NE(message.find(".git/index: corrupt at byte"), std::string::npos) << message;
  EXPECT_NE(message.find("git status"), std::string::npos) << message;
  std::filesystem::remove(folder_.path() / ".git/index");
  repository.Git({"reset", "-q"});
  ExpectAsGit(repository);
}

TEST_F(IndexTest, EntriesOutOfOrderAreAnError) {
  const auto listing_of = [](const std::vector<std::string>& records) {
    std::string listing;
    for (const std::string& record : records) {
      listing += "H 100644 " + std::string(40, 'a') + " " + record + '\0';
    }
    return listing;
  };
  EXPECT_TRUE(Index::ParseListing(listing_of({"0\ta", "1\tb", "3\tb", "0\tc"}), "i").ok());
  EXPECT_FALSE(Index::ParseListing(listing_of({"0\tb", "0\ta"}), "i").ok());
  EXPECT_FALSE(Index::ParseListing(listing_of({"0\ta", "0\ta"}), "i").ok());
  EXPECT_FALSE(Index::ParseListing(listing_of({"2\ta", "1\ta"}), "i").ok());
  EXPECT_FALSE(Index::ParseListing(listing_of({"0\t/a"}), "i").ok());
  EXPECT_FALSE(Index::ParseListing(listing_of({"0\ta/"}), "i").ok());
  EXPECT_FALSE(Index::ParseListing(listing_of({"0\t"}), "i").ok());
}

TEST_F(IndexTest, UnreadableIndexIsAnError) {
  const RepositoryBuilder repository(folder_.string());
  std::filesystem::create_directory(folder_.path() / ".git/index");
  EXPECT_FALSE(Index::Load(RepositoryAt(folder_.string()).value().value()).ok());
}

TEST_F(IndexTest, UnknownMandatoryExtensionIsGitsError) {
  const RepositoryBuilder repository(folder_.string());
  repository.Add("f", "f");
  std::string bytes = testing::ReadText(folder_.path() / ".git/index");
  bytes.insert(bytes.size() - 20, std::string("zzzz\0\0\0\0", 8));
  folder_.Write(".git/index", bytes);
  const auto parsed = Index::Load(RepositoryAt(folder_.string()).value().value());
  ASSERT_FALSE(parsed.ok());
  EXPECT_NE(parsed.error().message.find("ls-files"), std::string::npos) << parsed.error().message;
}

TEST_F(IndexTest, PackedPathsCannotBlowUp) {
  // Version 4, each path one byte longer than the one before: quadratic when unpacked.
  std::string bytes("DIRC\0\0\0\4", 8);
  const std::uint32_t count = 20000;
  for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(count >> shift & 0xFF);
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::uint32_t length = std::min(i + 1, 0xFFFU);
    bytes += std::string(26, '\0') + std::string("\x81\xA4", 2) + std::string(12 + 20, '\0');
    bytes += static_cast<char>(length >> 8);
    bytes += static_cast<char>(length & 0xFF);
    bytes += std::string("\0a\0", 3);
  }
  bytes += std::string(20, '\0');
  EXPECT_FALSE(Index::Parse(bytes, 20, "index").ok());
}

}  // namespace
}  // namespace blotter
