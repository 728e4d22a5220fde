#include "scanner/cli/byte_size.h"

#include <charconv>
#include <limits>
#include <system_error>

#include <fmt/format.h>

#include "scanner/cli/quote.h"

namespace blotter {
namespace {

int ShiftOfUnit(char unit) {
  switch (unit) {
    case 'K':
    case 'k':
      return 10;
    case 'M':
    case 'm':
      return 20;
    case 'G':
    case 'g':
      return 30;
    default:
      return 0;
  }
}

}  // namespace

Result<std::uint64_t> ParseByteSize(std::string_view text) {
  const Error wrong{fmt::format("{} is not a size such as 4096, 64K, 10M or 2G", Quote(text))};
  std::string_view digits = text;
  if (!digits.empty() && (digits.back() == 'B' || digits.back() == 'b')) digits.remove_suffix(1);
  const int shift = digits.empty() ? 0 : ShiftOfUnit(digits.back());
  if (shift != 0) digits.remove_suffix(1);
  std::uint64_t number = 0;
  const char* end = digits.data() + digits.size();
  const auto [stop, code] = std::from_chars(digits.data(), end, number);
  if (code != std::errc{} || stop != end || digits.empty()) return wrong;
  if (number == 0) return Error{"a size of 0 would pass over everything; leave the flag out"};
  if (number > std::numeric_limits<std::uint64_t>::max() >> shift) return wrong;
  return number << shift;
}

Result<int> ParseNumber(std::string_view text, int lowest, int highest) {
  int number = 0;
  const char* end = text.data() + text.size();
  const auto [stop, code] = std::from_chars(text.data(), end, number);
  if (code != std::errc{} || stop != end || number < lowest || number > highest) {
    return Error{
        fmt::format("{} is not a whole number from {} to {}", Quote(text), lowest, highest)};
  }
  return number;
}

}  // namespace blotter
