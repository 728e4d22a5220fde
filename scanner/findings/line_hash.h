// GitHub's primaryLocationLineHash: what its SARIF upload uses to follow an alert as lines move.
// Computed exactly as GitHub's action does (integrations, "SARIF"), so that the action stays
// silent. Memory follows the number of lines asked for, never the size of the content.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "scanner/base/result.h"

namespace blotter {

// Content that can be read from its start more than once, in pieces.
class RestartableContent {
 public:
  virtual ~RestartableContent() = default;
  virtual Status Restart() = 0;
  // Up to `capacity` bytes (> 0); fewer only at the end of the content, and 0 there.
  virtual Result<std::size_t> Read(char* buffer, std::size_t capacity) = 0;
};

// For each of `lines` (from 1, in any order, doubles allowed) its "hash:n", in the same order.
// Empty for a line that the content does not have. Lines end at LF, CR LF or a lone CR, as in
// PositionTracker. Reads the content twice, each time only as far as the last line asked for.
Result<std::vector<std::string>> LineHashes(RestartableContent& content,
                                            const std::vector<std::uint64_t>& lines);

// The same for an open regular file (which stays open; its offset moves), and for a path.
Result<std::vector<std::string>> LineHashesOfFd(int fd, const std::vector<std::uint64_t>& lines);
Result<std::vector<std::string>> LineHashesOfFile(const std::string& path,
                                                  const std::vector<std::uint64_t>& lines);

}  // namespace blotter
