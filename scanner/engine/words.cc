#include "scanner/engine/words.h"

namespace blotter {

std::string LowerAscii(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (IsUpper(c)) c = static_cast<char>(c | 0x20);
  }
  return lower;
}

std::vector<WordPart> SplitWords(std::string_view text) {
  std::vector<WordPart> parts;
  for (std::size_t at = 0; at < text.size(); at += parts.back().text.size()) {
    parts.push_back(NextWordPart(text, at));
  }
  return parts;
}

}  // namespace blotter
