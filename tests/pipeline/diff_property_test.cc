// RunDiff on random histories against an oracle that knows all contents and compares whole lines:
// a key is brought by the first commit whose file has more lines of it than that file has in each
// parent that holds it.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <random>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "scanner/config/embedded_rules.h"
#include "scanner/pipeline/diff.h"
#include "tests/history/repository_reader.h"
#include "tests/support/key_maker.h"
#include "tests/support/repository_builder.h"
#include "tests/support/sanitizers.h"
#include "tests/support/temp_folder.h"

namespace blotter {
namespace {

namespace fs = std::filesystem;
using testing::StoryTree;

constexpr std::size_t kKeys = 6;
// Names that sort around folders, and one that is no text to some.
constexpr const char* kPaths[] = {"a.py", "d.py", "d/b.py", "d/e/c.py", "d-x.py", "new\nline.py"};

using Brought = std::set<std::tuple<std::string, std::string, std::string>>;  // commit, path, key

class RandomHistory {
 public:
  explicit RandomHistory(std::uint64_t seed) : random_(seed) {
    testing::KeyMaker maker(seed);
    for (std::size_t i = 0; i < kKeys; ++i) keys_.push_back(maker.Alphanumeric());
    const std::size_t commits = 6 + random_() % 20;
    for (std::size_t i = 0; i < commits; ++i) AddCommit();
    ids_ = story_.Import(folder_.string(), Chance(5) ? "sha256" : "sha1");
  }

  std::string folder() const { return folder_.string(); }
  std::string RandomCommit() { return ids_[random_() % ids_.size()].Hex(); }

  // What the commits of the range bring, by the definition.
  Brought Oracle(const std::string& base, const std::string& tip) const {
    std::map<std::string, std::size_t> numbers;
    for (std::size_t i = 0; i < ids_.size(); ++i) numbers[ids_[i].Hex()] = i;
    const std::string log = testing::RunGitIn(
        folder(), {"log", "--topo-order", "--reverse", "--format=%H", tip, "^" + base});
    Brought brought;
    std::set<std::pair<std::string, std::string>> known;
    for (std::size_t at = 0; at < log.size();) {
      const std::string id = log.substr(at, log.find('\n', at) - at);
      at += id.size() + 1;
      for (const auto& [path, key] : BroughtBy(numbers.at(id))) {
        if (known.emplace(path, key).second) brought.emplace(id, path, key);
      }
    }
    return brought;
  }

 private:
  bool Chance(unsigned of) { return random_() % of == 0; }

  std::string RandomLine() {
    if (Chance(3)) return fmt::format("WRITER_API_KEY = \"{}\"\n", keys_[random_() % kKeys]);
    return fmt::format("x = {}\n", random_() % 4);
  }

  void Mutate(testing::StoryFile* file) {
    std::vector<std::string> lines = Lines(file->content);
    for (std::uint64_t steps = random_() % 4; steps > 0; --steps) {
      const std::size_t at = lines.empty() ? 0 : random_() % lines.size();
      const auto place = lines.begin() + static_cast<std::ptrdiff_t>(at);
      if (lines.empty() || Chance(2)) {
        lines.insert(place, RandomLine());
      } else if (Chance(3)) {
        std::swap(lines.front(), *place);
      } else {
        lines.erase(place);
      }
    }
    file->content.clear();
    for (const std::string& line : lines) file->content += line;
    if (Chance(8)) file->mode = file->mode == 0100644 ? 0100755 : 0100644;
    if (Chance(12)) file->mode = file->mode == 0120000 ? 0100644 : 0120000;
    if (file->mode == 0120000 && file->content.empty()) file->content = "nowhere";
  }

  // Either adds or takes away: what does both may be a rename, which has its own tests.
  void AddCommit() {
    std::vector<int> parents;
    if (!trees_.empty() && !Chance(12)) parents.push_back(RandomNumber());
    while (!parents.empty() && parents.size() < 4 && Chance(4)) {
      const int other = RandomNumber();
      if (std::find(parents.begin(), parents.end(), other) == parents.end()) {
        parents.push_back(other);
      }
    }
    StoryTree tree;
    if (!parents.empty()) tree = trees_[static_cast<std::size_t>(parents[0])];
    for (std::size_t i = 1; i < parents.size(); ++i) {
      for (const auto& [path, file] : trees_[static_cast<std::size_t>(parents[i])]) {
        if (Chance(2)) Put(&tree, path, file);
      }
    }
    if (parents.size() == 1 && !tree.empty() && Chance(5)) {
      tree.erase(std::next(tree.begin(), static_cast<std::ptrdiff_t>(random_() % tree.size())));
    } else {
      for (std::uint64_t files = random_() % 3; files > 0; --files) {
        const std::string path = kPaths[random_() % std::size(kPaths)];
        testing::StoryFile file;
        if (const auto there = tree.find(path); there != tree.end()) file = there->second;
        Mutate(&file);
        Put(&tree, path, file);
      }
    }
    const int number = story_.Commit("refs/heads/main", parents, tree,
                                     1700000000 + static_cast<std::int64_t>(random_() % 100));
    EXPECT_EQ(static_cast<std::size_t>(number), trees_.size());
    trees_.push_back(std::move(tree));
    parents_.push_back(std::move(parents));
  }

  int RandomNumber() {
    return static_cast<int>(trees_.size() - 1 -
                            random_() % std::min<std::size_t>(trees_.size(), 5));
  }

  static void Put(StoryTree* tree, const std::string& path, const testing::StoryFile& file) {
    (*tree)[path] = file;
  }

  static std::vector<std::string> Lines(const std::string& text) {
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find('\n', at), text.size() - 1) + 1;
      lines.push_back(text.substr(at, end - at));
      at = end;
    }
    return lines;
  }

  static std::size_t CountOf(const std::string& key, const std::string& text) {
    std::size_t count = 0;
    for (const std::string& line : Lines(text)) count += line.find(key) != std::string::npos;
    return count;
  }

  std::set<std::pair<std::string, std::string>> BroughtBy(std::size_t number) const {
    std::set<std::pair<std::string, std::string>> brought;
    for (const auto& [path, file] : trees_[number]) {
      for (const std::string& key : keys_) {
        bool is_new = CountOf(key, file.content) > 0;
        for (const int parent : parents_[number]) {
          const StoryTree& tree = trees_[static_cast<std::size_t>(parent)];
          const auto there = tree.find(path);
          if (there == tree.end()) continue;
          if (there->second.content == file.content) is_new = false;
          if ((there->second.mode & 0170000) != (file.mode & 0170000)) continue;
          if (CountOf(key, file.content) <= CountOf(key, there->second.content)) is_new = false;
        }
        if (is_new) brought.emplace(path, key);
      }
    }
    return brought;
  }

  std::mt19937_64 random_;
  std::vector<std::string> keys_;
  testing::Story story_;
  std::vector<StoryTree> trees_;  // by commit
  std::vector<std::vector<int>> parents_;
  std::vector<ObjectId> ids_;
  const testing::TempFolder folder_;
};

TEST(DiffPropertyTest, FindsWhatTheCommitsBring) {
  for (const auto& [name, value] : testing::HermeticGitEnvironment()) {
    ::setenv(name.c_str(), value.c_str(), 1);
  }
  const auto rules = std::move(CompiledRules::Load(EmbeddedRules(), EmbeddedDatabase())).value();
  const fs::path start = fs::current_path();
  std::size_t total = 0;
  const std::uint64_t rounds = testing::kSanitized ? 15 : 80;
  for (std::uint64_t seed = 1; seed <= rounds; ++seed) {
    SCOPED_TRACE(fmt::format("seed {}", seed));
    RandomHistory history(seed);
    fs::current_path(history.folder());
    for (int range = 0; range < 3; ++range) {
      DiffOptions options;
      options.tips = {history.RandomCommit()};
      options.bases = {history.RandomCommit()};
      options.threads = 1 + range;
      const ChangeFindings result = RunDiff(options, *rules, false);
      EXPECT_TRUE(result.ledger.failures.empty()) << result.ledger.failures[0].reason;
      Brought brought;
      for (const Finding& finding : result.findings) {
        brought.emplace(finding.commit, finding.path, finding.secret.Reveal());
      }
      EXPECT_EQ(brought, history.Oracle(options.bases[0], options.tips[0]))
          << options.bases[0] << ".." << options.tips[0];
      total += brought.size();
    }
    fs::current_path(start);
  }
  EXPECT_GT(total, rounds);
}

}  // namespace
}  // namespace blotter
