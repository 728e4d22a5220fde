// UTF-8 and UTF-16, as far as positions and transcoding need them. What is not UTF-8 decodes to one
// U+FFFD for each maximal part of a character (Unicode 3.9, "U+FFFD substitution"; the WHATWG
// decoder, Node, .NET and Python do the same, so columns agree with theirs).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace blotter {

struct DecodedChar {
  char32_t code_point;  // U+FFFD for what is not UTF-8
  std::size_t length;   // bytes consumed, 1 to 4
  bool valid;
};

// Decodes the character at the start of `text` (not empty), strictly: no overlong forms, no
// surrogates, nothing above U+10FFFF. A character that is cut off by the end of `text` is invalid.
DecodedChar DecodeUtf8(std::string_view text);

// How many bytes at the end of `text` (0 to 3) begin a character that may go on after it.
std::size_t IncompleteUtf8Tail(std::string_view text);

// How many UTF-16 code units `text` decodes to.
std::size_t Utf16Length(std::string_view text);

// Appends `code_point` to `out` as UTF-8.
void AppendUtf8(char32_t code_point, std::string* out);

// Whether a person sees `code_point` as what it is: not a control character, not invisible or
// bidirectional formatting, no line or paragraph separator, no surrogate or noncharacter. What is
// not plain may steer a terminal or make a name look like another one.
bool IsPlainText(char32_t code_point);

}  // namespace blotter
