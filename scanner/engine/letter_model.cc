#include "scanner/engine/letter_model.h"

#include <cstddef>
#include <cstdint>

namespace blotter {

namespace {

constexpr std::size_t kWordStart = 26;
constexpr double kUnitsPerBit = 8;
constexpr std::int8_t kOdds[27][26] = {
#include "scanner/engine/letter_model_table.inc"
};

}  // namespace

double WordOdds(std::string_view letters) {
  std::size_t previous = kWordStart;
  int odds = 0;
  for (const char c : letters) {
    const auto letter = static_cast<std::size_t>((static_cast<unsigned char>(c) | 0x20U) - 'a');
    odds += kOdds[previous][letter];
    previous = letter;
  }
  return odds / kUnitsPerBit;
}

bool LooksLikeWord(std::string_view letters) {
  if (letters.size() < 3) return false;
  const double per_letter = WordOdds(letters) / static_cast<double>(letters.size());
  // The 99th percentile of random letters, by length (measured: 3: 1.4, 4: 1.1, 6: 0.7, 8: 0.3).
  switch (letters.size()) {
    case 3:
      return per_letter > 1.4;
    case 4:
      return per_letter > 1.0;
    case 5:
      return per_letter > 0.8;
    case 6:
    case 7:
      return per_letter > 0.5;
    default:
      return per_letter > 0.2;
  }
}

}  // namespace blotter
