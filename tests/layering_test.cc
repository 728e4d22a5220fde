// The walls of the house: which room may include which, by full path from the root; every room
// has its tests; files stay small.
#include <algorithm>
#include <filesystem>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tests/support/temp_folder.h"

namespace blotter {
namespace {

namespace fs = std::filesystem;

using Rooms = std::set<std::string>;

// The same table as in docs/hacking.md. A room may always include itself.
const std::map<std::string, Rooms>& AllowedIncludes() {
  static const std::map<std::string, Rooms> table = {
      {"base", {}},
      {"model", {"base"}},
      {"git", {"base"}},
      {"history", {"base", "model", "git"}},
      {"hooks", {"base", "git"}},
      {"config", {"base", "model"}},
      {"sources", {"base", "model", "git"}},
      {"decode", {"base", "model"}},
      {"engine", {"base", "model", "decode"}},
      {"findings", {"base", "model"}},
      {"report", {"base", "model"}},
      {"pipeline", {"base", "model", "git", "history", "sources", "engine", "findings"}},
      {"cli",
       {"base", "model", "git", "config", "sources", "decode", "engine", "findings", "report",
        "pipeline", "history", "hooks"}},
  };
  return table;
}

constexpr std::size_t kMostLines = 400;

struct SourceFile {
  std::string path;  // from the root of the repository
  std::string room;  // "" for main.cc
  std::string text;
};

std::vector<SourceFile> SourceFiles() {
  std::vector<SourceFile> files;
  const fs::path root = BLOTTER_SOURCE;
  for (const auto& entry : fs::recursive_directory_iterator(root / "scanner")) {
    const std::string extension = entry.path().extension();
    if (extension != ".cc" && extension != ".h") continue;
    const fs::path inside = fs::relative(entry.path(), root / "scanner");
    const std::string room = inside.has_parent_path() ? inside.begin()->string() : "";
    files.push_back({fs::relative(entry.path(), root), room, testing::ReadText(entry.path())});
  }
  std::sort(files.begin(), files.end(),
            [](const SourceFile& a, const SourceFile& b) { return a.path < b.path; });
  return files;
}

std::vector<std::string> QuotedIncludes(const std::string& text) {
  static const std::regex pattern("(^|\n)[ \t]*#[ \t]*include[ \t]*\"([^\"]*)\"");
  std::vector<std::string> includes;
  for (std::sregex_iterator hit(text.begin(), text.end(), pattern), end; hit != end; ++hit) {
    includes.push_back((*hit)[2]);
  }
  return includes;
}

TEST(Layering, ThereAreFilesToLookAt) { EXPECT_GT(SourceFiles().size(), 40U); }

TEST(Layering, RoomsIncludeOnlyWhatTheTableAllows) {
  for (const SourceFile& file : SourceFiles()) {
    if (file.room.empty()) continue;
    ASSERT_TRUE(AllowedIncludes().contains(file.room)) << file.path << " is in an unknown room";
    const Rooms& allowed = AllowedIncludes().at(file.room);
    for (const std::string& include : QuotedIncludes(file.text)) {
      ASSERT_TRUE(include.starts_with("scanner/"))
          << file.path << " includes " << include << ": write the full path from the root";
      const std::string rest = include.substr(std::string("scanner/").size());
      const std::string room = rest.substr(0, rest.find('/'));
      EXPECT_TRUE(room == file.room || allowed.contains(room))
          << file.path << " includes " << include << ", which " << file.room << " may not";
      EXPECT_TRUE(fs::exists(fs::path(BLOTTER_SOURCE) / include)) << file.path << ": " << include;
    }
  }
}

// The git room may read git's own variables: they decide what git itself would do.
TEST(Layering, OnlyMainExitsAndReadsTheEnvironment) {
  const std::regex comment("//[^\n]*");
  const std::regex exits(R"((^|[^A-Za-z0-9_.>])(std::|::)?(exit|quick_exit)\()");
  const std::regex reads(R"((^|[^A-Za-z0-9_.>])(std::|::)?(secure_)?getenv\()");
  for (const SourceFile& file : SourceFiles()) {
    if (file.path == "scanner/main.cc") continue;
    const std::string code = std::regex_replace(file.text, comment, "");
    EXPECT_FALSE(std::regex_search(code, exits)) << file.path << " exits";
    EXPECT_FALSE(file.room != "git" && std::regex_search(code, reads))
        << file.path << " reads the environment";
  }
}

TEST(Layering, FilesOpenWithTheirPurposeAndStaySmall) {
  for (const SourceFile& file : SourceFiles()) {
    const auto lines = std::count(file.text.begin(), file.text.end(), '\n');
    EXPECT_LE(static_cast<std::size_t>(lines), kMostLines) << file.path;
    const bool opens_well = !file.path.ends_with(".h") || file.text.starts_with("// ");
    EXPECT_TRUE(opens_well) << file.path;
  }
}

// tests/ROOM/ holds the tests of scanner/ROOM/: one for each file that can be tested alone, and
// those of several files together.
TEST(Layering, TestsMirrorTheRooms) {
  const fs::path tests = fs::path(BLOTTER_SOURCE) / "tests";
  const Rooms no_rooms = {"detection", "fuzz", "golden", "support", "tools", "ways"};
  for (const auto& entry : fs::directory_iterator(tests)) {
    const std::string name = entry.path().filename();
    if (!entry.is_directory() || no_rooms.contains(name)) continue;
    EXPECT_TRUE(AllowedIncludes().contains(name)) << "tests/" << name << " is of no room";
  }
  Rooms rooms;
  for (const SourceFile& file : SourceFiles()) rooms.insert(file.room);
  rooms.erase("");
  for (const std::string& room : rooms) {
    std::size_t count = 0;
    if (fs::exists(tests / room)) {
      for (const auto& entry : fs::directory_iterator(tests / room)) {
        count += entry.path().stem().string().ends_with("_test") ? 1 : 0;
      }
    }
    EXPECT_GT(count, 0U) << "no tests in tests/" << room;
  }
}

}  // namespace
}  // namespace blotter
