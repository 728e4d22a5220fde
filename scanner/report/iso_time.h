// Dates of commits: they carry the time zone of whoever wrote them, and whatever a hostile commit
// claims.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace blotter {

// Seconds since 1970 of "2026-01-02T03:04:05+01:00" (or with Z); nothing for anything else.
std::optional<std::int64_t> SecondsOfIsoTime(std::string_view text);

}  // namespace blotter
