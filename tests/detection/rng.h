// Rng: a seeded source of choices. The same seed gives the same corpus with every compiler and
// library: only the engine's raw output is used, never a standard distribution.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace blotter::detection {

class Rng {
 public:
  explicit Rng(std::uint64_t seed) : engine_(seed) {}

  // 0 <= result < bound; bound > 0.
  std::size_t Below(std::size_t bound) { return static_cast<std::size_t>(engine_() % bound); }
  // low <= result <= high.
  std::size_t Between(std::size_t low, std::size_t high) { return low + Below(high - low + 1); }
  bool Chance(std::size_t percent) { return Below(100) < percent; }

  template <std::size_t N>
  std::string Pick(const std::array<const char*, N>& items) {
    return items[Below(N)];
  }
  const std::string& Pick(const std::vector<std::string>& items) {
    return items[Below(items.size())];
  }
  std::string From(std::string_view alphabet, std::size_t length) {
    std::string text(length, '\0');
    for (char& c : text) c = alphabet[Below(alphabet.size())];
    return text;
  }
  template <typename T>
  void Shuffle(std::vector<T>* items) {
    for (std::size_t i = items->size(); i > 1; --i) std::swap((*items)[i - 1], (*items)[Below(i)]);
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace blotter::detection
