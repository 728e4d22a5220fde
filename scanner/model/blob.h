// A blob: bytes to be scanned once, and where they come from. Cheap until something is found:
// paths are built on demand.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "scanner/base/result.h"

namespace blotter {

// How git regards a file on disk. Tracked wins over ignored.
enum class GitState : std::uint8_t {
  kOutsideRepository,  // no git repository holds it: the env-file rules do not apply
  kTracked,
  kCommitted,       // in some commit, and not in HEAD any more
  kIgnored,         // by a .gitignore
  kIgnoredLocally,  // only by info/exclude or core.excludesFile
  kNotIgnored,
};

// Where a blob comes from, in words. Built only for findings, env files and failures.
struct Provenance {
  std::string path;             // relative to the root asked for: Finding::path
  std::string repository_path;  // relative to the top of the repository that holds the root asked
                                // for (equals `path` where there is none)
  GitState git_state = GitState::kOutsideRepository;
  // The repository that governs this file (a nested one, maybe): its top relative to the root
  // asked for ("" where they are the same; may start with "../"), and the path inside it.
  std::string repository_top;
  std::string path_in_repository;
  // The pattern that ignores it, where one does, as "SOURCE:LINE: PATTERN" ("" otherwise). A
  // tracked env file may have one, too: then .gitignore lists it in vain.
  std::string ignored_by;
  // A tracked env file that git-crypt encrypts in the index: the bytes offered are the index's.
  bool encrypted_in_index = false;
};

// One blob that a source offers. Borrowed for the length of the call that offers it.
class BlobRef {
 public:
  virtual ~BlobRef() = default;

  // The file's own name, without folders; and the folder that holds it ("" without one).
  virtual std::string_view name() const = 0;
  virtual std::string_view folder_name() const = 0;

  // Reads on from where the last call ended, up to `capacity` bytes; fewer only at the end of the
  // content. The error says what and why in one sentence, without the path.
  virtual Result<std::size_t> Read(char* buffer, std::size_t capacity) = 0;

  // All of the content, where it lies in memory anyway: it need not be read then.
  virtual std::optional<std::string_view> Whole() const { return std::nullopt; }

  // Makes the next Read begin at the start again. Error: the content can be read only once.
  virtual Status Restart() { return Error{"the content can be read only once"}; }

  virtual Provenance Describe() const = 0;
};

}  // namespace blotter
