// HsDatabase and HsScratch: Hyperscan behind RAII. The database is immutable and shared; a scratch
// belongs to one thread. Block mode, no start-of-match: all that is known of a hit is its end.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/byte_range.h"
#include "scanner/base/result.h"

struct hs_database;
struct hs_scratch;

namespace blotter {

// Hits of one pattern that end close to each other, as one: the offsets just past the end of the
// first and of the last.
struct RawMatch {
  std::uint32_t pattern = 0;
  std::size_t first_end = 0;
  std::size_t last_end = 0;
};

// The stretch of a text of `size` bytes that a regex is searched in around a hit.
ByteRange WindowAround(const RawMatch& match, std::size_t before, std::size_t after,
                       std::size_t size);

class HsDatabase {
 public:
  // Compiles `patterns` (index = pattern number) for the generic x86-64 platform, so that the
  // serialised form loads on every machine. Error: Hyperscan's reason.
  static Result<HsDatabase> Compile(const std::vector<std::string>& patterns);
  static Result<HsDatabase> Deserialize(std::string_view bytes);
  Result<std::string> Serialize() const;

  // Of Hyperscan, and of the platform that databases are compiled for.
  static std::string EngineVersion();

  const hs_database* get() const { return database_.get(); }

 private:
  struct Free {
    void operator()(hs_database* database) const;
  };
  explicit HsDatabase(hs_database* database) : database_(database) {}
  std::unique_ptr<hs_database, Free> database_;
};

// How many bytes a match of `pattern` can have at most; SIZE_MAX where there is no limit. Error:
// Hyperscan cannot take it.
Result<std::size_t> LongestMatch(const std::string& pattern);

class HsScratch {
 public:
  explicit HsScratch(const HsDatabase& database);

  // For patterns that may end in many places (a{1,20}): one RawMatch for them all.
  static constexpr std::size_t kMergeBytes = 32;

  // Replaces `matches` with all hits in `text`, ordered by first_end; hits of one pattern that end
  // no more than `merge_bytes` apart are one. At most 4 GiB - 1 bytes of text. Error: Hyperscan
  // refused (out of memory); nothing was searched.
  Status Scan(std::string_view text, std::vector<RawMatch>* matches,
              std::size_t merge_bytes = kMergeBytes);

  // The same, only in these windows, which ascend and do not overlap. Each is searched as a text of
  // its own.
  Status Scan(std::string_view text, const std::vector<ByteRange>& windows,
              std::vector<RawMatch>* matches, std::size_t merge_bytes = kMergeBytes);

  // Whether any pattern matches `text`: stops at the first hit.
  Result<bool> Hits(std::string_view text);

 private:
  struct Free {
    void operator()(hs_scratch* scratch) const;
  };
  const HsDatabase& database_;
  std::unique_ptr<hs_scratch, Free> scratch_;
  Status made_;
  std::vector<std::size_t> last_of_pattern_;  // 1 + index in `matches`; 0: none yet
};

}  // namespace blotter
