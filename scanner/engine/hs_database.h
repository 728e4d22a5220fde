// HsDatabase and HsScratch: Hyperscan behind RAII. The database is immutable and shared; a scratch
// belongs to one thread. Block mode, no start-of-match: a match is (pattern, end offset).
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/result.h"

struct hs_database;
struct hs_scratch;

namespace blotter {

// One hit: which pattern, and the offset just past its end.
struct RawMatch {
  std::uint32_t pattern = 0;
  std::uint64_t end = 0;
};

class HsDatabase {
 public:
  // Compiles `patterns` (index = pattern number) for the generic x86-64 platform, so that the
  // serialised form loads on every machine. Error: which pattern, and Hyperscan's reason.
  static Result<HsDatabase> Compile(const std::vector<std::string>& patterns);
  static Result<HsDatabase> Deserialize(std::string_view bytes);
  Result<std::string> Serialize() const;

  const hs_database* get() const { return database_.get(); }

 private:
  struct Free {
    void operator()(hs_database* database) const;
  };
  explicit HsDatabase(hs_database* database) : database_(database) {}
  std::unique_ptr<hs_database, Free> database_;
};

class HsScratch {
 public:
  explicit HsScratch(const HsDatabase& database);

  // Replaces `matches` with every hit in `text`, ordered by end. At most 4 GiB - 1 bytes of text.
  // Error: Hyperscan refused (out of memory); nothing was searched.
  Status Scan(std::string_view text, std::vector<RawMatch>* matches);

  // Whether any pattern matches `text`: stops at the first hit.
  Result<bool> Hits(std::string_view text);

 private:
  struct Free {
    void operator()(hs_scratch* scratch) const;
  };
  const HsDatabase& database_;
  std::unique_ptr<hs_scratch, Free> scratch_;
  Status made_;
};

}  // namespace blotter
