#include "scanner/report/iso_time.h"

#include <charconv>
#include <chrono>

#include <fmt/format.h>

namespace blotter {

namespace {

// Reads numbers and marks off the front of a text; once something does not fit, nothing does.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  // `digits` digits, at most `highest`.
  int Number(std::size_t digits, int highest) {
    int value = 0;
    if (rest_.size() < digits || rest_.front() < '0' || rest_.front() > '9') return Fail();
    const char* const end = rest_.data() + digits;
    const auto [stopped, error] = std::from_chars(rest_.data(), end, value);
    if (error != std::errc() || stopped != end || value > highest) return Fail();
    rest_.remove_prefix(digits);
    return value;
  }
  // One of `marks`.
  char Mark(std::string_view marks) {
    if (rest_.empty() || marks.find(rest_.front()) == std::string_view::npos) {
      Fail();
      return '\0';
    }
    const char mark = rest_.front();
    rest_.remove_prefix(1);
    return mark;
  }
  bool read_all() const { return good_ && rest_.empty(); }

 private:
  int Fail() {
    good_ = false;
    rest_ = {};
    return 0;
  }
  std::string_view rest_;
  bool good_ = true;
};

}  // namespace

std::optional<std::int64_t> SecondsOfIsoTime(std::string_view text) {
  Reader reader(text);
  const int year = reader.Number(4, 9999);
  reader.Mark("-");
  const auto month = static_cast<unsigned>(reader.Number(2, 12));
  reader.Mark("-");
  const auto day = static_cast<unsigned>(reader.Number(2, 31));
  reader.Mark("T");
  const int hours = reader.Number(2, 24);
  reader.Mark(":");
  const int minutes = reader.Number(2, 59);
  reader.Mark(":");
  const int seconds = reader.Number(2, 60);
  const char zone = reader.Mark("Z+-");
  int zone_minutes = 0;
  if (zone == '+' || zone == '-') {
    const int zone_hours = reader.Number(2, 99);
    reader.Mark(":");
    zone_minutes = zone_hours * 60 + reader.Number(2, 99);
    if (zone == '-') zone_minutes = -zone_minutes;
  }
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(month),
                                         std::chrono::day(day)};
  if (!reader.read_all() || !date.ok()) return std::nullopt;
  const std::int64_t days = std::chrono::sys_days(date).time_since_epoch().count();
  const std::int64_t all_minutes = (days * 24 + hours) * 60 + minutes - zone_minutes;
  return all_minutes * 60 + seconds;
}

std::string UtcTime(std::int64_t seconds) {
  const std::chrono::sys_seconds time{std::chrono::seconds(seconds)};
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(time - day);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                     clock.hours().count(), clock.minutes().count(), clock.seconds().count());
}

}  // namespace blotter
