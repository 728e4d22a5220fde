#include "scanner/engine/words.h"

namespace blotter {

namespace {

bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }
bool IsLower(char c) { return c >= 'a' && c <= 'z'; }

// The end of the run of letters that starts at `begin`: "writerKey" ends before K, "APIKey" before
// the K that starts "Key".
std::size_t LettersEnd(std::string_view text, std::size_t begin) {
  std::size_t end = begin + 1;
  if (IsUpper(text[begin]) && end < text.size() && IsUpper(text[end])) {
    while (end < text.size() && IsUpper(text[end])) ++end;
    // A lower-case letter after two or more capitals belongs to the last of them, unless it is the
    // plural of an acronym ("APIs").
    if (end < text.size() && IsLower(text[end]) && end - begin > 1) --end;
    return end;
  }
  while (end < text.size() && IsLower(text[end])) ++end;
  return end;
}

}  // namespace

bool IsLetter(char c) { return IsUpper(c) || IsLower(c); }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsAlnum(char c) { return IsLetter(c) || IsDigit(c); }

bool IsTokenChar(char c) {
  return IsAlnum(c) || c == '-' || c == '_' || c == '.' || c == '~' || c == '+' || c == '/' ||
         c == '=';
}

std::string LowerAscii(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (IsUpper(c)) c = static_cast<char>(c | 0x20);
  }
  return lower;
}

std::vector<WordPart> SplitWords(std::string_view text) {
  std::vector<WordPart> parts;
  std::size_t at = 0;
  while (at < text.size()) {
    std::size_t end = at + 1;
    WordPart::Kind kind = WordPart::Kind::kJoint;
    if (IsLetter(text[at])) {
      kind = WordPart::Kind::kLetters;
      end = LettersEnd(text, at);
    } else if (IsDigit(text[at])) {
      kind = WordPart::Kind::kDigits;
      while (end < text.size() && IsDigit(text[end])) ++end;
    } else {
      while (end < text.size() && !IsAlnum(text[end])) ++end;
    }
    parts.push_back({text.substr(at, end - at), kind});
    at = end;
  }
  return parts;
}

}  // namespace blotter
