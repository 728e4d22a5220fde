#include "scanner/engine/keyword_search.h"

#include <immintrin.h>

#include <algorithm>
#include <bit>

#include "scanner/engine/words.h"

namespace blotter {

namespace {

// How often letters stand in source texts, per thousand characters. Only their order of magnitude
// matters; what is no letter counts as an uncommon one.
double Frequency(char c) {
  constexpr std::array<double, 26> kLetters = {50, 12, 29, 27, 80, 18, 14, 16, 49, 3, 7, 31, 20,
                                               47, 45, 21, 2,  47, 50, 64, 23, 8,  8, 8, 10, 2};
  return c >= 'a' && c <= 'z' ? kLetters[static_cast<std::size_t>(c - 'a')] : 10;
}

bool IsSearchable(const std::string& word) {
  return word.size() >= KeywordSearch::kShortestWord &&
         std::all_of(word.begin(), word.end(), [](char c) { return c > 0; });
}

// The offsets at which one of the words is met most rarely.
std::array<std::size_t, 3> RarestOffsets(const std::vector<std::string>& words, std::size_t size) {
  std::array<std::size_t, 3> best = {0, 1, 2};
  double lowest = -1;
  for (std::size_t a = 0; a < size; ++a) {
    for (std::size_t b = a + 1; b < size; ++b) {
      for (std::size_t c = b + 1; c < size; ++c) {
        double sum = 0;
        for (const std::string& word : words) {
          sum += Frequency(word[a]) * Frequency(word[b]) * Frequency(word[c]);
        }
        if (lowest >= 0 && sum >= lowest) continue;
        lowest = sum;
        best = {a, b, c};
      }
    }
  }
  return best;
}

char LowerAscii(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool EqualsIgnoringCase(std::string_view text, std::string_view lower) {
  return std::equal(text.begin(), text.end(), lower.begin(), lower.end(),
                    [](char a, char b) { return LowerAscii(a) == b; });
}

}  // namespace

std::vector<KeywordSearch::Instructions> KeywordSearch::Supported() {
  std::vector<Instructions> supported;
  if (__builtin_cpu_supports("avx2") != 0) supported.push_back(Instructions::kAvx2);
  if (__builtin_cpu_supports("avx512vbmi") != 0 && __builtin_cpu_supports("avx512bw") != 0) {
    supported.push_back(Instructions::kAvx512Vbmi);
  }
  return supported;
}

std::optional<KeywordSearch> KeywordSearch::Make(const std::vector<std::string>& words,
                                                 Instructions instructions) {
  const bool fits = !words.empty() && words.size() <= kMostWords &&
                    std::all_of(words.begin(), words.end(), IsSearchable);
  if (!fits) return std::nullopt;
  return KeywordSearch(words, instructions);
}

KeywordSearch::KeywordSearch(const std::vector<std::string>& words, Instructions instructions)
    : instructions_(instructions) {
  shortest_ = words.front().size();
  for (const std::string& word : words) {
    words_.push_back(blotter::LowerAscii(word));
    shortest_ = std::min(shortest_, word.size());
  }
  const auto offsets = RarestOffsets(words_, std::min(shortest_, kMostOffsets));
  for (std::size_t i = 0; i < kChecked; ++i) FillTable(offsets[i], &tables_[i]);
}

void KeywordSearch::FillTable(std::size_t offset, Table* table) const {
  table->offset = offset;
  for (std::size_t c = 0; c < table->by_char.size(); ++c) {
    for (std::size_t w = 0; w < words_.size(); ++w) {
      if (LowerAscii(static_cast<char>(c)) != words_[w][offset]) continue;
      const auto bit = static_cast<std::uint8_t>(1U << w);
      table->by_char[c] |= bit;
      for (const std::size_t side : {0, 16}) {
        table->by_low_bits[side + c % 16] |= bit;
        table->by_high_bits[side + c / 16] |= bit;
      }
    }
  }
}

std::size_t KeywordSearch::Find(std::string_view text, std::size_t at) const {
  // A block's look-ups reach so far beyond it.
  const std::size_t reach = kBlock + tables_.back().offset;
  while (at + reach <= text.size()) {
    const Candidates found = Next(text, at);
    const std::size_t word = Confirm(text, found);
    if (word != std::string_view::npos) return word;
    at = found.block + kBlock;
  }
  // The rest, a block and a bit at most, with zeros behind it, which are in no word.
  while (at + shortest_ <= text.size()) {
    std::array<char, kBlock + kMostOffsets> rest{};
    text.copy(rest.data(), reach, at);
    Candidates found = Next({rest.data(), reach}, 0);
    found.block = at;
    const std::size_t word = Confirm(text, found);
    if (word != std::string_view::npos) return word;
    at += kBlock;
  }
  return std::string_view::npos;
}

std::size_t KeywordSearch::Confirm(std::string_view text, const Candidates& candidates) const {
  for (std::uint64_t starts = candidates.starts; starts != 0; starts &= starts - 1) {
    const std::size_t at = candidates.block + static_cast<std::size_t>(std::countr_zero(starts));
    for (const std::string& word : words_) {
      if (EqualsIgnoringCase(text.substr(std::min(at, text.size()), word.size()), word)) return at;
    }
  }
  return std::string_view::npos;
}

KeywordSearch::Candidates KeywordSearch::Next(std::string_view text, std::size_t at) const {
  return instructions_ == Instructions::kAvx2 ? NextAvx2(text, at) : NextAvx512(text, at);
}

// A table is one pair of registers: vpermi2b looks up 64 characters at once, by their low seven
// bits. What is not ASCII may so be taken for ASCII; Confirm() knows better.
KeywordSearch::Candidates KeywordSearch::NextAvx512(std::string_view text, std::size_t at) const {
  const auto& [t0, t1, t2] = tables_;
  const __m512i low0 = _mm512_loadu_si512(t0.by_char.data());
  const __m512i high0 = _mm512_loadu_si512(t0.by_char.data() + kBlock);
  const __m512i low1 = _mm512_loadu_si512(t1.by_char.data());
  const __m512i high1 = _mm512_loadu_si512(t1.by_char.data() + kBlock);
  const __m512i low2 = _mm512_loadu_si512(t2.by_char.data());
  const __m512i high2 = _mm512_loadu_si512(t2.by_char.data() + kBlock);
  const std::size_t end = text.size() - t2.offset;
  for (; at + kBlock <= end; at += kBlock) {
    const char* const block = text.data() + at;
    const __m512i at0 = _mm512_loadu_si512(block + t0.offset);
    const __m512i at1 = _mm512_loadu_si512(block + t1.offset);
    const __m512i at2 = _mm512_loadu_si512(block + t2.offset);
    const __m512i words =
        _mm512_and_si512(_mm512_permutex2var_epi8(low0, at0, high0),
                         _mm512_and_si512(_mm512_permutex2var_epi8(low1, at1, high1),
                                          _mm512_permutex2var_epi8(low2, at2, high2)));
    const std::uint64_t starts = _mm512_test_epi8_mask(words, words);
    if (starts != 0) return {at, starts};
  }
  return {at - kBlock, 0};
}

// vpshufb looks up 16 entries, so a character takes two: of its high and of its low four bits.
KeywordSearch::Candidates KeywordSearch::NextAvx2(std::string_view text, std::size_t at) const {
  constexpr std::size_t kHalf = kBlock / 2;
  struct Registers {
    __m256i low;
    __m256i high;
  };
  std::array<Registers, kChecked> tables;
  for (std::size_t i = 0; i < kChecked; ++i) {
    const Table& table = tables_[i];
    tables[i].low = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(table.by_low_bits.data()));
    tables[i].high =
        _mm256_loadu_si256(reinterpret_cast<const __m256i*>(table.by_high_bits.data()));
  }
  const __m256i four_bits = _mm256_set1_epi8(15);
  const std::size_t end = text.size() - tables_.back().offset;
  for (; at + kBlock <= end; at += kBlock) {
    std::uint64_t starts = 0;
    for (std::size_t half = 0; half < kBlock; half += kHalf) {
      __m256i words = _mm256_set1_epi8(-1);
      for (std::size_t i = 0; i < kChecked; ++i) {
        const char* const from = text.data() + at + half + tables_[i].offset;
        const __m256i chars = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(from));
        const __m256i by_low =
            _mm256_shuffle_epi8(tables[i].low, _mm256_and_si256(chars, four_bits));
        const __m256i by_high = _mm256_shuffle_epi8(
            tables[i].high, _mm256_and_si256(_mm256_srli_epi16(chars, 4), four_bits));
        words = _mm256_and_si256(words, _mm256_and_si256(by_low, by_high));
      }
      const __m256i none = _mm256_cmpeq_epi8(words, _mm256_setzero_si256());
      starts |= std::uint64_t{~static_cast<std::uint32_t>(_mm256_movemask_epi8(none))} << half;
    }
    if (starts != 0) return {at, starts};
  }
  return {at - kBlock, 0};
}

}  // namespace blotter
