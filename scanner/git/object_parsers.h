// What the bytes of a commit, a tag or a tree say. Contract: nothing is copied (views into the
// bytes that were given, good as long as those), no byte is read outside them, and what git reads
// of old and odd objects is read here: people without name, address or date, no message, headers in
// any number. An Error is a piece of a sentence ("its tree line is broken"): the caller knows which
// object it speaks of. Limits: text is handed out as it is, in any encoding, with any byte in it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "scanner/base/result.h"
#include "scanner/git/object_id.h"

namespace blotter {

// Who and when: "A U Thor <author@example.com> 1709292896 +0100".
struct GitPerson {
  std::string_view name;  // without blanks around it; may be empty, as may be the next
  std::string_view email;
  bool has_time = false;     // false: there is none that can be read, and both below are 0
  std::int64_t time = 0;     // seconds since 1970, never negative
  int timezone_minutes = 0;  // east of Greenwich; 0 where it is none that a clock can show
};

struct CommitObject {
  ObjectId tree;
  GitPerson author;
  GitPerson committer;
  std::string_view encoding;      // of the names and the message; empty: UTF-8, or nobody said
  std::string_view message;       // all behind the headers
  std::string_view parent_lines;  // "parent HEX\n", any number of times

  std::size_t parent_count() const { return parent_lines.size() / ParentLineBytes(); }
  ObjectId Parent(std::size_t n) const;  // n < parent_count()
  std::size_t ParentLineBytes() const { return 7 + 2 * tree.size() + 1; }
};

struct TagObject {
  ObjectId object;
  ObjectType type = ObjectType::kCommit;  // of `object`
  std::string_view name;
  GitPerson tagger;  // nothing known in the oldest tags
  std::string_view message;
};

// `content` is an object's bytes without its header; `hash_bytes` kSha1Bytes or kSha256Bytes.
Result<CommitObject> ParseCommit(std::string_view content, std::size_t hash_bytes);
Result<TagObject> ParseTag(std::string_view content, std::size_t hash_bytes);

inline constexpr std::uint32_t kTreeModeType = 0170000;
inline constexpr std::uint32_t kTreeModeFolder = 0040000;
inline constexpr std::uint32_t kTreeModeSymlink = 0120000;
inline constexpr std::uint32_t kTreeModeSubmodule = 0160000;

struct TreeEntry {
  std::string_view name;              // not empty, any bytes but NUL: '/' and ".." as well
  const unsigned char* id = nullptr;  // hash_bytes of them
  std::uint32_t mode = 0;

  // As git takes modes: what is neither of the first two is a blob.
  bool is_folder() const { return (mode & kTreeModeType) == kTreeModeFolder; }
  bool is_submodule() const { return (mode & kTreeModeType) == kTreeModeSubmodule; }
  bool is_symlink() const { return (mode & kTreeModeType) == kTreeModeSymlink; }
};

// Steps through a tree: while (reader.Next(&entry)) ...; then `problem` says whether that was all.
class TreeReader {
 public:
  TreeReader(std::string_view content, std::size_t hash_bytes)
      : at_(content.data()), end_(content.data() + content.size()), hash_bytes_(hash_bytes) {}

  // False at the end, and for good where the next entry is malformed. The order is not checked.
  bool Next(TreeEntry* entry);

  // Null: none so far. Else a piece of a sentence: "an entry has no name".
  const char* problem() const { return problem_; }

 private:
  bool Fail(const char* problem);

  const char* at_;
  const char* end_;
  std::size_t hash_bytes_;
  const char* problem_ = nullptr;
};

// "2024-03-01T12:34:56+01:00": ISO 8601 and RFC 3339, always. A time outside the years 0 to 9999 is
// given as the first or last second of them; a timezone beyond 23:59 is taken as UTC.
std::string FormatGitDate(std::int64_t seconds, int timezone_minutes);

}  // namespace blotter
