// Regex: one RE2 expression. Immutable and safe to share between threads. RE2's own types stop
// here. Matching is linear in the text; nothing here can be made to run away.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/result.h"

namespace re2 {
class RE2;
}

namespace blotter {

class Regex {
 public:
  // Error: RE2's own message, with the pattern's offending part.
  // Bytes are Latin-1 to the expression (patterns are ASCII), so any content can be searched.
  static Result<Regex> Compile(std::string_view pattern);

  Regex(Regex&&) noexcept;
  Regex& operator=(Regex&&) noexcept;
  ~Regex();

  // Number of capture groups, and the index of a named one (0 where there is none).
  std::size_t group_count() const { return group_count_; }
  std::size_t GroupIndex(std::string_view name) const;

  // Leftmost match at or after `from`; fills `groups` (0 is the whole match; a group that took
  // no part has data() == nullptr). Anchors see all of `text`.
  bool Search(std::string_view text, std::size_t from, std::vector<std::string_view>* groups) const;
  bool Contains(std::string_view text) const;

 private:
  explicit Regex(std::unique_ptr<re2::RE2> expression);
  std::unique_ptr<re2::RE2> expression_;
  std::size_t group_count_ = 0;
};

}  // namespace blotter
