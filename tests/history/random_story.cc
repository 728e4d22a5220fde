#include "tests/history/random_story.h"

#include <array>
#include <map>

#include <fmt/format.h>

#include "tests/support/key_maker.h"

namespace blotter::testing {
namespace {

constexpr std::array<const char*, 20> kPaths = {"a",
                                                "b",
                                                "d/a",
                                                "d/b",
                                                "d/e/a",
                                                "d/e/f/a",
                                                "d.x",
                                                "d/e.x",
                                                "d",
                                                ".env",
                                                "d/.env",
                                                "d/.env.example",
                                                ".streamlit/secrets.toml",
                                                "d/secrets.toml",
                                                "name with\ttab and\nline",
                                                "\"quoted\\\"/a",
                                                "\xff\xfe/\x01",
                                                "\xc3\xa9/prod.env",
                                                "-r",
                                                "d/e/f/g/h/i"};

class Maker {
 public:
  explicit Maker(std::uint64_t seed) : random_(seed) {}

  Story Make() {
    const std::uint64_t commits = 4 + Below(36);
    for (std::uint64_t n = 0; n < commits; ++n) AddCommit();
    while (OneIn(3)) story_.Blob(NewContent());
    for (const auto& [ref, commit] : tips_) {
      if (ref != "refs/heads/main" && OneIn(4)) story_.DropRef(ref);
    }
    return std::move(story_);
  }

 private:
  std::uint64_t Below(std::uint64_t limit) { return random_.Next() % limit; }
  bool OneIn(std::uint64_t chances) { return Below(chances) == 0; }

  // Every line of it is in no other content.
  std::string NewContent() {
    const std::uint64_t number = contents_.size();
    std::string content;
    for (std::uint64_t line = 0; line < 1 + number % 4; ++line) {
      content += fmt::format("content {} line {}\n", number, line);
    }
    contents_.push_back(content);
    return content;
  }

  void AddCommit() {
    const std::string ref = tips_.empty() ? "refs/heads/main"
                                          : std::array{"refs/heads/main", "refs/heads/side",
                                                       "refs/tags/t", "refs/remotes/o/x"}[Below(4)];
    std::vector<int> parents;
    StoryTree tree;
    if (!trees_.empty() && !OneIn(12)) parents.push_back(SomeTip(ref));
    while (!parents.empty() && parents.size() < 4 && OneIn(4)) AddParent(&parents);
    for (const int parent : parents) Take(trees_[static_cast<std::size_t>(parent)], &tree);
    for (std::uint64_t n = Below(4); n > 0; --n) Change(&tree);
    time_ += static_cast<std::int64_t>(Below(100));
    const std::int64_t wrong = OneIn(4) ? static_cast<std::int64_t>(Below(5000)) : 0;
    tips_[ref] = story_.Commit(ref, parents, tree, time_ - wrong);
    trees_.push_back(tree);
  }

  // Mostly the branch's own.
  int SomeTip(const std::string& ref) {
    const auto own = tips_.find(ref);
    if (own != tips_.end() && !OneIn(4)) return own->second;
    return static_cast<int>(Below(trees_.size()));
  }

  void AddParent(std::vector<int>* parents) {
    const int other = static_cast<int>(Below(trees_.size()));
    for (const int parent : *parents) {
      if (parent == other) return;
    }
    parents->push_back(other);
  }

  // The first parent's files, and some of the others'.
  void Take(const StoryTree& from, StoryTree* tree) {
    const bool first = tree->empty();
    for (const auto& [path, file] : from) {
      if (first || OneIn(2)) Put(path, file, tree);
    }
  }

  static void Put(const std::string& path, const StoryFile& file, StoryTree* tree) {
    std::erase_if(*tree, [&path](const auto& other) {  // a file and a folder of one name
      return other.first.starts_with(path + "/") || path.starts_with(other.first + "/");
    });
    (*tree)[path] = file;
  }

  StoryTree::iterator SomeFile(StoryTree* tree) {
    return std::next(tree->begin(), static_cast<std::ptrdiff_t>(Below(tree->size())));
  }

  void Change(StoryTree* tree) {
    const std::string path = kPaths[Below(kPaths.size())];
    const std::uint64_t kind = Below(10);
    if (tree->empty() || kind < 3) return Put(path, {NewContent()}, tree);
    const auto file = SomeFile(tree);
    const StoryFile old = file->second;
    if (kind == 3) {
      tree->erase(file);
    } else if (kind == 4) {  // renamed
      tree->erase(file);
      Put(path, old, tree);
    } else if (kind == 5) {  // copied
      Put(path, old, tree);
    } else if (kind == 6 && !contents_.empty()) {  // brought back, or copied from elsewhere
      Put(path, {contents_[Below(contents_.size())]}, tree);
    } else if (kind == 7) {
      if (old.mode != 0160000) file->second.mode = old.mode == 0100644 ? 0100755 : 0100644;
    } else if (kind == 8 && !contents_.empty()) {
      Put(path, {contents_[Below(contents_.size())], 0120000}, tree);
    } else if (OneIn(3)) {
      Put(path, {std::string(40, '1'), 0160000}, tree);
    } else {
      MoveFolder(tree);
    }
  }

  static void MoveFolder(StoryTree* tree) {
    const StoryTree old = *tree;
    for (const auto& [path, file] : old) {
      if (!path.starts_with("d/")) continue;
      tree->erase(path);
      Put("moved/" + path.substr(2), file, tree);
    }
  }

  KeyMaker random_;
  Story story_;
  std::vector<std::string> contents_;
  std::vector<StoryTree> trees_;  // of each commit
  std::map<std::string, int> tips_;
  std::int64_t time_ = 100'000;
};

}  // namespace

Story MakeRandomStory(std::uint64_t seed) { return Maker(seed).Make(); }

}  // namespace blotter::testing
