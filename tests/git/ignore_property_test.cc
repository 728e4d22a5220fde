// Our ignore rules against a real git, path by path, over random repositories (1,000 by default, in
// four parts; fewer under a sanitizer). BLOTTER_IGNORE_WORLDS sets their number,
// BLOTTER_IGNORE_SEED the first seed.
#include <fcntl.h>

#include <cstdlib>
#include <filesystem>
#include <map>
#include <set>
#include <string>

#include <gtest/gtest.h>

#include "scanner/git/git_process.h"
#include "scanner/git/ignore_rules.h"
#include "scanner/git/repository.h"
#include "tests/git/random_world.h"
#include "tests/support/repository_builder.h"
#include "tests/support/sanitizers.h"
#include "tests/support/temp_folder.h"

namespace blotter {
namespace {

constexpr int kParts = 4;
constexpr std::uint64_t kWorlds = testing::kSanitized ? 300 : 1000;

std::uint64_t NumberFromEnvironment(const char* name, std::uint64_t fallback) {
  const char* value = std::getenv(name);
  return value == nullptr ? fallback : std::strtoull(value, nullptr, 10);
}

void UseHermeticGit() {
  for (const auto& [name, value] : testing::HermeticGitEnvironment()) {
    ::setenv(name.c_str(), value.c_str(), 1);
  }
}

// Source, line, pattern, as `git check-ignore -v` says it; empty where nothing matches.
struct Verdict {
  std::string source;
  std::string line;
  std::string pattern;

  bool ignored() const { return !pattern.empty() && pattern[0] != '!'; }
  bool operator==(const Verdict&) const = default;
};

void PrintTo(const Verdict& verdict, std::ostream* stream) {
  *stream << verdict.source << ":" << verdict.line << ":" << verdict.pattern;
}

std::string TakeField(std::string* text, std::size_t* at) {
  const std::size_t end = text->find('\0', *at);
  std::string field = text->substr(*at, end - *at);
  *at = end + 1;
  return field;
}

std::map<std::string, Verdict> GitsVerdicts(const testing::RandomWorld& world,
                                            const std::string& folder) {
  GitCommand command;
  command.folder = folder;
  command.arguments = {"check-ignore", "--no-index", "-v", "-n", "-z", "--stdin"};
  for (const testing::WorldNode& node : world.nodes) command.input += node.path + '\0';
  GitOutput output = RunGit(command).value();
  EXPECT_LE(output.exit_code, 1) << output.err;
  std::map<std::string, Verdict> verdicts;
  for (std::size_t at = 0; at < output.out.size();) {
    Verdict verdict;
    verdict.source = TakeField(&output.out, &at);
    verdict.line = TakeField(&output.out, &at);
    verdict.pattern = TakeField(&output.out, &at);
    verdicts[TakeField(&output.out, &at)] = verdict;
  }
  return verdicts;
}

// What the walker does: from the top down, an excluded folder deciding for all it holds.
class OurVerdicts {
 public:
  OurVerdicts(const std::string& folder, const testing::RandomWorld& world) : folder_(folder) {
    const Repository repository = RepositoryAt(folder).value().value();
    const RepositoryConfig config =
        ConfigQuery::Start(repository, GitEnvironment::FromProcess()).value().Finish().value();
    ignore_case_ = config.ignore_case;
    personal_[0].file =
        LoadFile(config.excludes_file, config.excludes_file, IgnoreSource::kExcludesFile);
    personal_[1].file =
        LoadFile(repository.InfoExcludePath(), ".git/info/exclude", IgnoreSource::kInfoExclude);
    personal_[1].parent = &personal_[0];
    Enter("", &personal_[1]);
    for (const testing::WorldNode& node : world.nodes) Visit(node);
  }

  const std::map<std::string, Verdict>& verdicts() const { return verdicts_; }

 private:
  std::shared_ptr<const IgnoreFile> LoadFile(const std::string& path, const std::string& name,
                                             IgnoreSource source) const {
    return IgnoreFile::Load(AT_FDCWD, path.c_str(), name, source, ignore_case_).value();
  }

  void Enter(const std::string& prefix, const IgnoreChain* parent) {
    const std::string name = prefix + ".gitignore";
    chains_[prefix] = {LoadFile(folder_ + "/" + name, name, IgnoreSource::kFolder), parent,
                       prefix.size()};
  }

  void Visit(const testing::WorldNode& node) {
    const std::string prefix = node.path.substr(0, node.path.rfind('/') + 1);
    const std::string parent = prefix.substr(0, prefix.empty() ? 0 : prefix.size() - 1);
    const bool is_folder = node.kind == testing::NodeKind::kFolder;
    Verdict& verdict = verdicts_[node.path];
    if (!parent.empty() && verdicts_[parent].ignored()) {
      verdict = verdicts_[parent];
      return;
    }
    const IgnoreChain::Match match = chains_[prefix].LastMatch(node.path, is_folder);
    if (match.pattern != nullptr) {
      verdict = {match.file->name(), std::to_string(match.pattern->line),
                 std::string(match.pattern->text)};
    }
    EXPECT_EQ(match.ignored(), verdict.ignored());
    if (is_folder && !verdict.ignored()) Enter(node.path + "/", &chains_[prefix]);
  }

  std::string folder_;
  bool ignore_case_ = false;
  IgnoreChain personal_[2];
  std::map<std::string, IgnoreChain> chains_;
  std::map<std::string, Verdict> verdicts_;
};

std::set<std::string> GitsUntrackedFiles(const std::string& folder) {
  GitCommand command;
  command.folder = folder;
  command.arguments = {"ls-files", "-o", "--exclude-standard", "-z"};
  std::string listing = RunGitForOutput(command).value();
  std::set<std::string> files;
  for (std::size_t at = 0; at < listing.size();) files.insert(TakeField(&listing, &at));
  return files;
}

// Whether this git reads `foo**/bar` as ours does (it changed in 2.52).
bool LiteralBeforeStarsCrossesFolders() {
  testing::RandomWorld world;
  world.gitignores[""] = "a**/b\n";
  world.nodes = {{"ax", testing::NodeKind::kFolder},
                 {"ax/y", testing::NodeKind::kFolder},
                 {"ax/y/b", testing::NodeKind::kFile}};
  const testing::TempFolder folder;
  testing::WriteWorld(world, folder.string());
  return GitsVerdicts(world, folder.string())["ax/y/b"].ignored();
}

class IgnorePropertyTest : public ::testing::TestWithParam<int> {};

TEST_P(IgnorePropertyTest, AgreesWithGit) {
  UseHermeticGit();
  const bool literal_before_stars = LiteralBeforeStarsCrossesFolders();
  const std::uint64_t worlds = NumberFromEnvironment("BLOTTER_IGNORE_WORLDS", kWorlds);
  const std::uint64_t first_seed = NumberFromEnvironment("BLOTTER_IGNORE_SEED", 1);
  std::size_t decided = 0;
  std::size_t paths = 0;
  for (std::uint64_t i = static_cast<std::uint64_t>(GetParam()); i < worlds; i += kParts) {
    const testing::RandomWorld world =
        testing::MakeRandomWorld(first_seed + i, literal_before_stars);
    const testing::TempFolder folder;
    testing::WriteWorld(world, folder.string());
    const std::map<std::string, Verdict> gits = GitsVerdicts(world, folder.string());
    const OurVerdicts ours(folder.string(), world);
    std::set<std::string> files;
    for (const testing::WorldNode& node : world.nodes) {
      const Verdict& verdict = ours.verdicts().at(node.path);
      ASSERT_TRUE(gits.contains(node.path)) << node.path;
      ASSERT_EQ(verdict, gits.at(node.path))
          << "path '" << node.path << "', BLOTTER_IGNORE_SEED=" << first_seed + i << "\n"
          << world.Describe();
      decided += verdict.pattern.empty() ? 0 : 1;
      ++paths;
      if (node.kind != testing::NodeKind::kFolder && !verdict.ignored()) files.insert(node.path);
    }
    ASSERT_EQ(files, GitsUntrackedFiles(folder.string()))
        << "BLOTTER_IGNORE_SEED=" << first_seed + i << "\n"
        << world.Describe();
  }
  // A generator whose patterns match nothing would prove nothing.
  EXPECT_GT(decided * 4, paths);
  EXPECT_LT(decided * 10, paths * 9);
}

INSTANTIATE_TEST_SUITE_P(Parts, IgnorePropertyTest, ::testing::Range(0, kParts));

}  // namespace
}  // namespace blotter
