// Sizes as people type them: 4096, 64K, 10M, 2G (powers of 1024; case and a final B do not matter).
#pragma once

#include <cstdint>
#include <string_view>

#include "scanner/base/result.h"

namespace blotter {

// In bytes, at least 1. Error: what is wrong with it, in words that follow the flag's name.
Result<std::uint64_t> ParseByteSize(std::string_view text);

// A whole number from `lowest` to `highest`.
Result<int> ParseNumber(std::string_view text, int lowest, int highest);

}  // namespace blotter
