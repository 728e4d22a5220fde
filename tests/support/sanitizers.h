// Whether the tests were built with sanitizers (CMake's BLOTTER_SANITIZE): they are the same tests,
// but many times slower, so what only says how large a test is may be smaller there.
#pragma once

#include <string_view>

namespace blotter::testing {

inline constexpr std::string_view kSanitizers =
    BLOTTER_SANITIZE;  // "address,undefined"; "" if none
inline constexpr bool kSanitized = !kSanitizers.empty();
inline constexpr bool kAddressSanitizer = kSanitizers.find("address") != std::string_view::npos;
inline constexpr bool kThreadSanitizer = kSanitizers.find("thread") != std::string_view::npos;

}  // namespace blotter::testing
