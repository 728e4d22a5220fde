// Word parts: cutting identifiers and tokens where their writer joined them: at joints (_ - . and
// the like), at camel-case humps, and between letters and digits.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
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

// A set of lower-case words, sorted when the program is compiled: Words<"key token secret">.
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
  static bool Contain(std::string_view word) {
    return std::binary_search(kSorted.begin(), kSorted.end(), word);
  }

 private:
  static constexpr std::size_t Count() {
    const std::string_view list = kList.view();
    return static_cast<std::size_t>(std::count(list.begin(), list.end(), ' ')) + 1;
  }
  static constexpr auto Sorted() {
    std::array<std::string_view, Count()> words;
    std::string_view rest = kList.view();
    for (std::string_view& word : words) {
      // Not rest.find: under UBSan g++ 12 cannot evaluate its null check when compiling.
      const auto end =
          static_cast<std::size_t>(std::find(rest.begin(), rest.end(), ' ') - rest.begin());
      word = rest.substr(0, end);
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    std::sort(words.begin(), words.end());
    return words;
  }
  static constexpr std::array<std::string_view, Count()> kSorted = Sorted();
};

}  // namespace blotter
