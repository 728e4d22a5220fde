// The encodings of the corpus: from the text a template gave to the bytes of a file, and where each
// byte and line went. Written apart from scanner/, so that the two check each other.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "tests/detection/rng.h"

namespace blotter::detection {

enum class Charset { kUtf8, kUtf16Le, kUtf16Be, kLatin1, kRaw };

struct Encoding {
  Charset charset = Charset::kUtf8;
  bool bom = false;
  std::string newline = "\n";
  bool final_newline = true;

  std::string Name() const;  // "utf-16le bom crlf no-final-newline"
};

// Mostly plain UTF-8 with LF; `raw` templates are left alone.
Encoding RandomEncoding(Rng* rng, bool raw);

struct Encoded {
  std::string bytes;
  // For each byte of the text that begins a character, and one past the end: where it went.
  std::vector<std::size_t> offset;
  // Line and column (UTF-16 units) there, from 1; 0 where the encoding is raw.
  std::vector<std::size_t> line;
  std::vector<std::size_t> column;
};

// `text` is UTF-8 with LF line ends (any bytes for kRaw).
Encoded Encode(std::string_view text, const Encoding& encoding);

}  // namespace blotter::detection
