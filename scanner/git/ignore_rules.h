// Ignore rules: gitignore(5), with git's own answers (dir.c, wildmatch.c), odd corners included.
// An IgnoreFile is one parsed file of patterns: immutable, shared between threads.
//
// Who handles what: LastMatch answers for one path and one file. Walking is the caller's: nothing
// below an excluded folder can be re-included, so the caller goes top-down and does not enter
// excluded folders (LastMatch never looks at a path's parents), and it asks the files in git's
// order, nearest .gitignore first, then info/exclude, then core.excludesFile: the first file with
// any match decides (IgnoreChain does that part).
// Tracked files are never ignored: that is the index's business, not this file's.
//
// Behaviour follows git up to 2.51 in `foo**/bar` (a literal before `**` is cut off, so `**` then
// crosses folders); later versions read it as `foo*/bar`.
#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/git/wildmatch.h"

namespace blotter {

enum class IgnoreSource : std::uint8_t {
  kFolder,        // a .gitignore in the worktree: shared with everybody
  kInfoExclude,   // $GIT_COMMON_DIR/info/exclude: personal
  kExcludesFile,  // core.excludesFile: personal
};

// One line of an ignore file. Views are good as long as the IgnoreFile.
struct IgnorePattern {
  std::string_view text;  // as written (with "!" and trailing "/"), without trailing blanks
  std::uint32_t line = 0;
  bool negated = false;         // "!pattern": a match means "not ignored"
  bool directory_only = false;  // "pattern/"
};

class IgnoreFile {
 public:
  // A larger pattern file is not used, so that a hostile one cannot take all memory (git's own
  // limit is 100 MiB). What it would have hidden is scanned.
  static constexpr std::size_t kMaxBytes = std::size_t{2} << 20;
  static constexpr std::size_t kMaxLines = 100'000;

  // Never fails: any bytes are a list of patterns. `name` is how messages call the file
  // ("sub/.gitignore").
  static std::shared_ptr<const IgnoreFile> Parse(std::string content, std::string name,
                                                 IgnoreSource source, bool ignore_case);

  // Reads and parses `file_name` in the folder `folder_fd` (AT_FDCWD with a path works too). A null
  // pointer where there is none, or it holds no pattern, or it is not a regular file; a symlink
  // counts as none for kFolder and is followed for the personal sources, as git does.
  // Error: it is there and cannot be read or is too large (git warns and goes on without it).
  static Result<std::shared_ptr<const IgnoreFile>> Load(int folder_fd, const char* file_name,
                                                        std::string name, IgnoreSource source,
                                                        bool ignore_case);

  // The pattern that decides about `path`, the last one in the file that matches, or null.
  // `path` is relative to the file's own folder (for the personal sources: to the repository's
  // top), not empty, '/' between names, no slash at the ends. `is_directory`: a real directory on
  // disk, not a symlink to one. Parents are not looked at (see above).
  const IgnorePattern* LastMatch(std::string_view path, bool is_directory) const;

  const std::string& name() const { return name_; }
  IgnoreSource source() const { return source_; }
  bool empty() const { return rules_.empty(); }

 private:
  struct Rule {
    IgnorePattern pattern;
    std::string_view literal;  // suffixes: the end; globs: the part before the first wildcard
    std::uint32_t glob = 0;    // index into globs_
  };
  using RuleIndices = std::vector<std::uint32_t>;  // in file order
  // Literal text to the rules that are exactly it.
  struct LiteralTable {
    std::unordered_map<std::string_view, RuleIndices> rules;
    std::uint64_t lengths = 0;  // bit (length % 64): some literal has that length
  };

  IgnoreFile() = default;
  void ParseLines();
  void AddLine(std::string_view line, std::uint32_t number);
  void AddNameRule(std::string_view body, std::uint32_t rule);
  void AddPathRule(std::string_view body, std::uint32_t rule);
  void AddLiteral(LiteralTable* table, std::string_view literal, std::uint32_t rule);

  // Each returns the last rule of its list that matches, or `best` where none after `best` does.
  std::int64_t LastLiteral(const LiteralTable& table, std::string_view text, bool is_directory,
                           std::int64_t best) const;
  std::int64_t LastSuffix(std::string_view name, bool is_directory, std::int64_t best) const;
  std::int64_t LastGlob(const RuleIndices& list, std::string_view text, bool is_directory,
                        std::int64_t best) const;
  bool Applies(std::uint32_t rule, bool is_directory) const;
  bool Equal(std::string_view a, std::string_view b) const;

  std::string content_;
  std::string name_;
  IgnoreSource source_ = IgnoreSource::kFolder;
  bool ignore_case_ = false;
  std::deque<std::string> folded_;  // keys of the tables in lower case, where case is ignored
  std::vector<Rule> rules_;         // in file order
  std::vector<Wildmatch> globs_;
  LiteralTable names_;                  // "build"       against the last name of a path
  LiteralTable paths_;                  // "/a/b", "a/b" against the whole path
  RuleIndices suffixes_;                // "*.o"         against the end of the last name
  std::bitset<256> suffix_last_bytes_;  // which last bytes suffixes_ have
  RuleIndices name_globs_;              // "*.py[co]"    against the last name
  RuleIndices path_globs_;              // "a/**/b*"     against the whole path
};

// The ignore files that apply in one folder: a list from the folder's own .gitignore to the
// repository's top, then the personal files. Immutable; parents outlive children (the caller owns
// them). `path` given to Match is relative to the repository's top.
struct IgnoreChain {
  std::shared_ptr<const IgnoreFile> file;  // may be null: nothing in this folder
  const IgnoreChain* parent = nullptr;     // null: the end
  std::size_t folder_length = 0;           // bytes of `path` up to file's folder, with its slash

  struct Match {
    const IgnoreFile* file = nullptr;
    const IgnorePattern* pattern = nullptr;  // null: no pattern says anything

    bool ignored() const { return pattern != nullptr && !pattern->negated; }
  };

  // The deciding pattern for `path`, which lies in the folder this chain is for.
  Match LastMatch(std::string_view path, bool is_directory) const;
};

}  // namespace blotter
