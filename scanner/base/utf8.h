// UTF-8 and UTF-16, as far as positions and transcoding need them. Bytes that are not UTF-8
// count as one UTF-16 unit each (they decode to U+FFFD one by one).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace blotter {

struct DecodedChar {
  char32_t code_point;  // U+FFFD for a byte that is not UTF-8
  std::size_t length;   // bytes consumed, 1 to 4
  bool valid;
};

// Decodes the character at the start of `text` (not empty), strictly: no overlong forms, no
// surrogates, nothing above U+10FFFF.
DecodedChar DecodeUtf8(std::string_view text);

// How many UTF-16 code units `text` decodes to.
std::size_t Utf16Length(std::string_view text);

// Appends `code_point` to `out` as UTF-8.
void AppendUtf8(char32_t code_point, std::string* out);

}  // namespace blotter
