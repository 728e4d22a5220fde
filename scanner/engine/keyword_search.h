// KeywordSearch: whether any of a few words stands in a text, whatever the case of its letters.
//
// The first look at every byte that is ever read, so it is worth SIMD of its own: three table
// look-ups per character, at the three offsets at which these words together are rarest, leave one
// candidate in 50,000 bytes of source text, which is compared. Hyperscan's literal matcher looks at
// the ends of words only ("ter" of writer is everywhere) and takes three times as long.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace blotter {

// Immutable; shared by all threads.
class KeywordSearch {
 public:
  static constexpr std::size_t kMostWords = 8;
  static constexpr std::size_t kShortestWord = 3;

  enum class Instructions : std::uint8_t { kAvx2, kAvx512Vbmi };

  // What this processor has, the best last.
  static std::vector<Instructions> Supported();

  // `instructions` must be supported. Nothing where there are no words or more than kMostWords, or
  // where one is shorter than kShortestWord or not ASCII.
  static std::optional<KeywordSearch> Make(const std::vector<std::string>& words,
                                           Instructions instructions);

  bool Contains(std::string_view text) const { return Find(text, 0) != std::string_view::npos; }

  // Whether one begins in [begin, end) of the text, wherever it ends.
  bool ContainsIn(std::string_view text, std::size_t begin, std::size_t end) const {
    return Find(text.substr(0, end + kBlock + kMostOffsets), begin) < end;
  }

  // Where the first word from `at` on begins; npos where there is none.
  std::size_t Find(std::string_view text, std::size_t at) const;

 private:
  static constexpr std::size_t kChecked = 3;  // characters of a word that the tables know
  static constexpr std::size_t kBlock = 64;
  static constexpr std::size_t kMostOffsets = 16;  // of a longer word its head is enough

  // Bit w of an entry: whether word w has that character there.
  struct alignas(64) Table {
    std::array<std::uint8_t, 128> by_char{};
    // The same in two parts, of a character's low and of its high four bits; each twice, since
    // 32-byte shuffles look 16 bytes up on either side.
    std::array<std::uint8_t, 32> by_low_bits{};
    std::array<std::uint8_t, 32> by_high_bits{};
    std::size_t offset = 0;  // in the word
  };

  // The first block with candidates, and which of its characters begin one.
  struct Candidates {
    std::size_t block = 0;
    std::uint64_t starts = 0;
  };

  KeywordSearch(const std::vector<std::string>& words, Instructions instructions);
  void FillTable(std::size_t offset, Table* table) const;
  // Among the blocks of `text` from `at` on that do not end in a word's reach of its end: at least
  // one. Without candidates: the last of them.
  Candidates Next(std::string_view text, std::size_t at) const;
  [[gnu::target("avx2")]] Candidates NextAvx2(std::string_view text, std::size_t at) const;
  [[gnu::target("avx512vbmi,avx512bw")]] Candidates NextAvx512(std::string_view text,
                                                               std::size_t at) const;
  // The first of the candidates that is a word; npos where none is.
  std::size_t Confirm(std::string_view text, const Candidates& candidates) const;

  std::vector<std::string> words_;  // in lower case
  Instructions instructions_;
  std::size_t shortest_ = 0;
  std::array<Table, kChecked> tables_;
};

}  // namespace blotter
