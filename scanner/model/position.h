// Where something is: byte spans in the original file, and the lines and columns people and SARIF
// use (both from 1; columns in UTF-16 code units, a BOM not counted; end exclusive).
// A line ends at LF, CR LF, or a lone CR.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace blotter {

// Half-open, in bytes of the original file.
struct ByteSpan {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
  bool operator==(const ByteSpan&) const = default;
};

struct Position {
  std::uint64_t line = 1;
  std::uint64_t column = 1;
  bool operator==(const Position&) const = default;
};

struct Region {
  Position start;
  Position end;
  bool operator==(const Region&) const = default;
};

// Turns offsets into positions in one forward walk over a text that may arrive in pieces.
// One per text; not shared between threads.
class PositionTracker {
 public:
  // The text continues with `piece`. Only positions at or after the current end can be asked for.
  void Advance(std::string_view piece);

  // Position of the byte just after everything advanced over. (A character cut off by the end of
  // the last piece counts as one unit: if a position is asked for here, it ends here.)
  Position Here() const { return {line_, units_ + (pending_size_ > 0 ? 1 : 0) + 1}; }

 private:
  std::uint64_t line_ = 1;
  std::uint64_t units_ = 0;  // UTF-16 units since the line began
  bool after_carriage_return_ = false;
  bool at_start_ = true;  // no whole character seen yet: a BOM here is not counted
  char pending_[3] = {};  // an incomplete UTF-8 character at the end of the last piece
  std::size_t pending_size_ = 0;

  void AdvanceWithinLine(std::string_view text);
  void CompletePending(std::string_view* text);
  void Count(std::string_view text);
};

}  // namespace blotter
