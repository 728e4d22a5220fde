// UTF-16: telling that a file is written in it, and reading it as UTF-8.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace blotter {

enum class Encoding : std::uint8_t { kBytes, kUtf16Le, kUtf16Be };  // kBytes: UTF-8 or any 8-bit

// By a byte order mark, or, without one, by NUL bytes that stand where ASCII text in UTF-16 has
// them. `head` is the start of the file; a few hundred bytes are enough.
Encoding DetectEncoding(std::string_view head);

// Decodes `bytes` and appends it to `out` as UTF-8. A lone surrogate becomes U+FFFD; a BOM is kept
// (as U+FEFF). Returns how many bytes were consumed: an odd byte, or half a surrogate pair, at the
// end is left for the next call unless `is_last`.
std::size_t DecodeUtf16(std::string_view bytes, Encoding encoding, bool is_last, std::string* out);

}  // namespace blotter
