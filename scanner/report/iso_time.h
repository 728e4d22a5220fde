// Times as text (ISO 8601). Dates of commits carry the time zone of whoever wrote them, and
// whatever a hostile commit claims.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace blotter {

// Seconds since 1970 of "2026-01-02T03:04:05+01:00" (or with Z); nothing for anything else.
std::optional<std::int64_t> SecondsOfIsoTime(std::string_view text);

// "2026-01-02T03:04:05", in UTC and without saying so, of seconds since 1970.
std::string UtcTime(std::int64_t seconds);

}  // namespace blotter
