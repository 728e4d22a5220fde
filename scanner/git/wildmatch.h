// Wildmatch: git's glob (wildmatch.c with WM_PATHNAME), compiled once. Same answers as git's,
// odd corners included, but never exponential: at most O(text^2 * pattern) steps, since one place
// to go back to is remembered for `*` and one for `**`.
// Immutable after Compile; any number of threads may match.
#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace blotter {

class Wildmatch {
 public:
  // `pattern`: `*` and `?` (not '/'), `**` (whole path components), `[...]`, `\` escapes. A pattern
  // with a malformed `[` or a lone `\` at its end is valid and matches nothing.
  // `ignore_case`: ASCII letters fold, as core.ignoreCase asks.
  static Wildmatch Compile(std::string_view pattern, bool ignore_case);

  // Whether the whole of `text` matches.
  bool Matches(std::string_view text) const;

 private:
  enum class Kind : std::uint8_t {
    kByte,      // this byte
    kAnyByte,   // any byte but '/'
    kSet,       // a byte of sets_[set]
    kStar,      // any bytes but '/'
    kStarStar,  // any bytes
    kFolders,   // `**/`: nothing, or any bytes up to and with a '/'
    kNever,     // nothing: the pattern is malformed
  };
  struct Token {
    Kind kind;
    unsigned char byte;
    std::uint32_t set;
  };

  bool Consumes(const Token& token, char raw_byte) const;

  std::vector<Token> tokens_;
  std::vector<std::bitset<256>> sets_;
  bool ignore_case_ = false;
};

}  // namespace blotter
