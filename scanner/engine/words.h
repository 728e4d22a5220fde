// Word parts: cutting identifiers and tokens where their writer joined them: at joints (_ - . and
// the like), at camel-case humps, and between letters and digits.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace blotter {

bool IsLetter(char c);
bool IsDigit(char c);
bool IsAlnum(char c);
// The alphabet of an opaque token: A-Z a-z 0-9 - _ . ~ + / =
bool IsTokenChar(char c);
std::string LowerAscii(std::string_view text);

// One run of letters in one case pattern (lower, UPPER or Capitalised), or of digits, or of
// anything else. Views into the text that was split.
struct WordPart {
  enum class Kind : unsigned char { kLetters, kDigits, kJoint };
  std::string_view text;
  Kind kind;
};
std::vector<WordPart> SplitWords(std::string_view text);

// Is `word` (lower case) one of `list` (space-separated lower-case words)?
bool InWordList(std::string_view word, std::string_view list);

}  // namespace blotter
