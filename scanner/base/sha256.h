// SHA-256 (FIPS 180-4), for fingerprints. Small inputs only: clarity before speed.
#pragma once

#include <string>
#include <string_view>

namespace blotter {

// 64 lower-case hexadecimal digits.
std::string Sha256Hex(std::string_view data);

}  // namespace blotter
