// Colours of the text report: ANSI sequences, or nothing at all. Immutable.
#pragma once

#include <string>
#include <string_view>

#include <fmt/format.h>

#include "scanner/model/finding.h"

namespace blotter {

class Paint {
 public:
  explicit Paint(bool enabled) : enabled_(enabled) {}

  std::string Bold(std::string_view text) const { return In("1", text); }
  std::string Dim(std::string_view text) const { return In("2", text); }
  std::string Frame(std::string_view text) const { return In("34", text); }
  std::string Good(std::string_view text) const { return In("1;32", text); }
  std::string Bad(std::string_view text) const { return In("1;31", text); }
  std::string AsLevel(Level level, std::string_view text) const {
    return In(level == Level::kError ? "1;31" : level == Level::kWarning ? "1;33" : "1;36", text);
  }

 private:
  std::string In(std::string_view code, std::string_view text) const {
    if (!enabled_ || text.empty()) return std::string(text);
    return fmt::format("\x1b[{}m{}\x1b[0m", code, text);
  }
  bool enabled_;
};

}  // namespace blotter
