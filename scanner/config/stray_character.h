// A check that rule files pass before the TOML library reads them.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace blotter {

// The line of the first byte beyond ASCII that stands outside of strings and comments, where TOML
// allows none (TOML 1.0, "Keys", "String", "Comment"). toml++ 3.3 (Debian 12) must not see one: its
// is_non_ascii_horizontal_whitespace() runs into code that it declares unreachable for U+00A1 to
// U+0499, and for others. It asks it, too, about what follows a backslash in a string, where TOML
// allows such characters behind a line break only: nobody's rules have them there. Linear. A byte
// order mark at the start is no stray.
std::optional<std::uint64_t> LineOfStrayCharacter(std::string_view toml);

}  // namespace blotter
