// IgnoreFile: the parser line by line, git's documented cases (gitignore(5), t0008, t3001), and the
// chain. Agreement with a real git is ignore_property_test.cc's.
#include "scanner/git/ignore_rules.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <string>

#include <gtest/gtest.h>

#include "tests/support/temp_folder.h"

namespace blotter {
namespace {

std::shared_ptr<const IgnoreFile> Parse(std::string_view content, bool ignore_case = false) {
  return IgnoreFile::Parse(std::string(content), ".gitignore", IgnoreSource::kFolder, ignore_case);
}

// The text of the pattern that decides, or "" for none.
std::string Deciding(std::string_view content, std::string_view path, bool is_directory = false,
                     bool ignore_case = false) {
  const auto file = Parse(content, ignore_case);
  const IgnorePattern* pattern = file->LastMatch(path, is_directory);
  return pattern == nullptr ? "" : std::string(pattern->text);
}

struct Case {
  std::string_view content;
  std::string_view path;
  std::string_view deciding;
};

TEST(IgnoreRulesTest, LinesAreReadAsGitReadsThem) {
  using std::string_view_literals::operator""sv;
  const Case cases[] = {
      {"# comment\n\n\\#real\n", "#real", "\\#real"},
      {"# comment\n", "# comment", ""},
      {"\\!bang\n", "!bang", "\\!bang"},
      {"trailing   \n", "trailing", "trailing"},
      {"trailing\\ \n", "trailing ", "trailing\\ "},
      {"trailing\\  \n", "trailing ", "trailing\\ "},
      {"trailing\\\\  \n", "trailing\\", "trailing\\\\"},
      {"tab\t\n", "tab", ""},
      {"tab\t\n", "tab\t", "tab\t"},
      {"crlf\r\n", "crlf", "crlf"},
      {"crlf\r\nnext", "next", "next"},
      {"last-cr\r", "last-cr", "last-cr"},
      {"two\r\r\n", "two\r", "two\r"},
      {"\xEF\xBB\xBFmarked\n", "marked", "marked"},
      {"a\n\xEF\xBB\xBFmarked\n", "marked", ""},
      {"backslash\\\n", "backslash\\", ""},
      {"backslash\\\n", "backslash", ""},
      {" lead\n", " lead", " lead"},
      {" lead\n", "lead", ""},
      {"cut\0tail\n"sv, "cut", "cut"},
      {"   \n", " ", ""},
      {"/\n", "a", ""},
      {"!\n", "a", ""},
      {"//\n", "a", ""},
      {"\r\n", "\r", ""},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(Deciding(c.content, c.path), c.deciding) << c.content << " / " << c.path;
  }
}

TEST(IgnoreRulesTest, PatternsMeanWhatTheManualSays) {
  const Case cases[] = {
      {"name\n", "a/b/name", "name"},
      {"*.o\n", "a/b/x.o", "*.o"},
      {"*.o\n", "a/b/x.oo", ""},
      {"*\n", "a/b", "*"},
      {"n?me\n", "a/name", "n?me"},
      {"/top\n", "top", "/top"},
      {"/top\n", "a/top", ""},
      {"doc/frotz\n", "doc/frotz", "doc/frotz"},
      {"doc/frotz\n", "a/doc/frotz", ""},
      {"foo/*\n", "foo/test.json", "foo/*"},
      {"foo/*\n", "foo/bar/hello.c", ""},
      {"foo/**\n", "foo/bar/hello.c", "foo/**"},
      {"foo/**\n", "foo", ""},
      {"**/foo\n", "foo", "**/foo"},
      {"**/foo\n", "a/b/foo", "**/foo"},
      {"**/foo/bar\n", "a/foo/bar", "**/foo/bar"},
      {"a/**/b\n", "a/b", "a/**/b"},
      {"a/**/b\n", "a/x/y/b", "a/**/b"},
      {"a/**/b\n", "ax/b", ""},
      {"*.py[co]\n", "x.pyc", "*.py[co]"},
      {"*.py[co]\n", "x.py", ""},
      {"*\n!keep\n", "keep", "!keep"},
      {"!keep\n*\n", "keep", "*"},
      {"a\na\n!b\n", "a", "a"},
      {"foo**/bar\n", "foox/y/bar", "foo**/bar"},
      {"[[:upper:]]x\n", "Ax", "[[:upper:]]x"},
      {"[[:upper:]]x\n", "ax", ""},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(Deciding(c.content, c.path), c.deciding) << c.content << " / " << c.path;
  }
}

TEST(IgnoreRulesTest, FolderPatternsMatchFoldersOnly) {
  EXPECT_EQ(Deciding("build/\n", "a/build", true), "build/");
  EXPECT_EQ(Deciding("build/\n", "a/build", false), "");
  EXPECT_EQ(Deciding("build\nbuild/\n", "build", false), "build");
  EXPECT_EQ(Deciding("*.d/\n", "x.d", false), "");
  EXPECT_EQ(Deciding("*.d/\n", "x.d", true), "*.d/");
  EXPECT_EQ(Deciding("a/b*/\n", "a/bc", true), "a/b*/");
}

TEST(IgnoreRulesTest, CaseFoldsWhereAsked) {
  EXPECT_EQ(Deciding("Name\n", "a/nAME"), "");
  EXPECT_EQ(Deciding("Name\n", "a/nAME", false, true), "Name");
  EXPECT_EQ(Deciding("*.O\n", "x.o", false, true), "*.O");
  EXPECT_EQ(Deciding("/Sub/File\n", "sub/fILE", false, true), "/Sub/File");
  EXPECT_EQ(Deciding("Sub/f[a-z]le\n", "sub/FILE", false, true), "Sub/f[a-z]le");
}

TEST(IgnoreRulesTest, MatchesCarryTheirPlace) {
  const auto file = Parse("# one\n\n!/kept/  \n");
  const IgnorePattern* pattern = file->LastMatch("kept", true);
  ASSERT_NE(pattern, nullptr);
  EXPECT_EQ(pattern->text, "!/kept/");
  EXPECT_EQ(pattern->line, 3U);
  EXPECT_TRUE(pattern->negated);
  EXPECT_TRUE(pattern->directory_only);
}

TEST(IgnoreRulesTest, ChainAsksTheNearestFileFirst) {
  IgnoreChain excludes_file{
      IgnoreFile::Parse("*.log\nlocal\n", "ignore", IgnoreSource::kExcludesFile, false), nullptr,
      0};
  IgnoreChain info{IgnoreFile::Parse("!x.log\n", "exclude", IgnoreSource::kInfoExclude, false),
                   &excludes_file, 0};
  IgnoreChain top{nullptr, &info, 0};
  IgnoreChain sub{Parse("/x.log\n"), &top, 4};
  EXPECT_TRUE(sub.LastMatch("sub/x.log", false).ignored());
  const IgnoreChain::Match negated = top.LastMatch("x.log", false);
  EXPECT_FALSE(negated.ignored());
  ASSERT_NE(negated.pattern, nullptr);
  EXPECT_EQ(negated.file->source(), IgnoreSource::kInfoExclude);
  EXPECT_EQ(sub.LastMatch("sub/local", false).file->source(), IgnoreSource::kExcludesFile);
  EXPECT_EQ(sub.LastMatch("sub/other", false).pattern, nullptr);
}

TEST(IgnoreRulesTest, LoadTakesOnlyWhatGitTakes) {
  const testing::TempFolder folder;
  const auto load = [&folder](const std::string& name, IgnoreSource source) {
    return IgnoreFile::Load(AT_FDCWD, (folder.path() / name).c_str(), name, source, false);
  };
  folder.Write("real", "a\n");
  folder.Write("comments", "# a\n");
  std::filesystem::create_symlink("real", folder.path() / "link");
  std::filesystem::create_directory(folder.path() / "folder");
  ASSERT_EQ(::mkfifo((folder.path() / "fifo").c_str(), 0600), 0);
  EXPECT_NE(load("real", IgnoreSource::kFolder).value(), nullptr);
  EXPECT_NE(load("link", IgnoreSource::kInfoExclude).value(), nullptr);
  for (const char* name : {"missing", "comments", "link", "folder", "fifo", "real/below"}) {
    const auto loaded = load(name, IgnoreSource::kFolder);
    ASSERT_TRUE(loaded.ok()) << name;
    EXPECT_EQ(loaded.value(), nullptr) << name;
  }
}

TEST(IgnoreRulesTest, LoadReportsWhatIsTooLarge) {
  const testing::TempFolder folder;
  const std::string path = folder.Write(".gitignore", "a\n"), name = ".gitignore";
  ASSERT_EQ(::truncate((folder.path() / name).c_str(), IgnoreFile::kMaxBytes + 1), 0);
  const auto loaded = IgnoreFile::Load(AT_FDCWD, (folder.path() / name).c_str(), name,
                                       IgnoreSource::kFolder, false);
  ASSERT_FALSE(loaded.ok());
  EXPECT_NE(loaded.error().message.find(".gitignore"), std::string::npos);
}

TEST(IgnoreRulesTest, LoadReportsWhatHasTooManyLines) {
  const testing::TempFolder folder;
  const auto load = [&](std::size_t lines) {
    std::string patterns;
    for (std::size_t i = 0; i < lines; ++i) patterns += "a\n";
    folder.Write("patterns", patterns);
    return IgnoreFile::Load(AT_FDCWD, (folder.path() / "patterns").c_str(), "patterns",
                            IgnoreSource::kInfoExclude, false);
  };
  EXPECT_TRUE(load(IgnoreFile::kMaxLines).ok());
  const auto refused = load(IgnoreFile::kMaxLines + 1);
  ASSERT_FALSE(refused.ok());
  EXPECT_NE(refused.error().message.find("lines"), std::string::npos);
}

}  // namespace
}  // namespace blotter
