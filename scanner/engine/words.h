// Word parts: cutting identifiers and tokens where their writer joined them: at joints (_ - . and
// the like), at camel-case humps, and between letters and digits.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace blotter {

constexpr bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }
constexpr bool IsLower(char c) { return c >= 'a' && c <= 'z'; }
constexpr bool IsLetter(char c) { return IsUpper(c) || IsLower(c); }
constexpr bool IsDigit(char c) { return c >= '0' && c <= '9'; }
constexpr bool IsAlnum(char c) { return IsLetter(c) || IsDigit(c); }
// The alphabet of an opaque token: A-Z a-z 0-9 - _ . ~ + / =
constexpr bool IsTokenChar(char c) {
  return IsAlnum(c) || c == '-' || c == '_' || c == '.' || c == '~' || c == '+' || c == '/' ||
         c == '=';
}
std::string LowerAscii(std::string_view text);

// One run of letters in one case pattern (lower, UPPER or Capitalised), or of digits, or of
// anything else. Views into the text that was split.
struct WordPart {
  enum class Kind : unsigned char { kLetters, kDigits, kJoint };
  std::string_view text;
  Kind kind;
};
std::vector<WordPart> SplitWords(std::string_view text);

// The end of the run of letters that starts at `begin`: "writerKey" ends before K, "APIKey" before
// the K that starts "Key".
inline std::size_t LettersEnd(std::string_view text, std::size_t begin) {
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

// The part that begins at `at`, which is before the end of `text`. Inline, like LettersEnd(): every
// long run of letters in a text that names Writer is cut up.
inline WordPart NextWordPart(std::string_view text, std::size_t at) {
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
  return {text.substr(at, end - at), kind};
}

// A set of lower-case words, hashed when the program is compiled: Words<"key token secret">.
template <std::size_t N>
struct WordListText {
  char text[N] = {};
  // NOLINTNEXTLINE(google-explicit-constructor): a template argument is written as a plain literal
  constexpr WordListText(const char (&list)[N]) { std::copy_n(list, N, text); }
  constexpr std::string_view view() const { return {text, N - 1}; }
};

template <WordListText kList>
class Words {
 public:
  static bool Contain(std::string_view word) { return Find<false>(word); }
  // The same for letters of either case.
  static bool ContainFolded(std::string_view letters) { return Find<true>(letters); }

 private:
  static constexpr char Folded(char c) { return IsUpper(c) ? static_cast<char>(c | 0x20) : c; }
  static constexpr std::size_t Hash(std::string_view word) {
    std::uint32_t hash = 0;
    for (const char c : word) hash = hash * 31 + (static_cast<unsigned char>(c) | 0x20U);
    return (hash ^ (hash >> 11U)) % kSlots;
  }
  template <bool kFold>
  static bool Find(std::string_view word) {
    if (word.empty() || word.size() > kLongest) return false;
    const auto same = [](char asked, char listed) {
      return (kFold ? Folded(asked) : asked) == listed;
    };
    for (std::size_t slot = Hash(word); !kTable[slot].empty(); slot = (slot + 1) % kSlots) {
      const std::string_view listed = kTable[slot];
      if (listed.size() == word.size() &&
          std::equal(word.begin(), word.end(), listed.begin(), same)) {
        return true;
      }
    }
    return false;
  }
  static constexpr std::size_t Count() {
    const std::string_view list = kList.view();
    return static_cast<std::size_t>(std::count(list.begin(), list.end(), ' ')) + 1;
  }
  // A hash table made when the program is compiled: empty slots end a search.
  static constexpr std::size_t kSlots = std::bit_ceil(Count() * 2 + 1);
  static constexpr auto Table() {
    std::array<std::string_view, kSlots> table;
    std::string_view rest = kList.view();
    for (std::size_t i = 0, count = Count(); i < count; ++i) {
      // Not rest.find: under UBSan g++ 12 cannot evaluate its null check when compiling.
      const auto end =
          static_cast<std::size_t>(std::find(rest.begin(), rest.end(), ' ') - rest.begin());
      std::size_t slot = Hash(rest.substr(0, end));
      while (!table[slot].empty()) slot = (slot + 1) % kSlots;
      table[slot] = rest.substr(0, end);
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return table;
  }
  static constexpr std::array<std::string_view, kSlots> kTable = Table();
  static constexpr std::size_t Longest() {
    std::size_t longest = 0;
    for (const std::string_view word : kTable) longest = std::max(longest, word.size());
    return longest;
  }
  static constexpr std::size_t kLongest = Longest();
};

}  // namespace blotter
