#include "scanner/config/stray_character.h"

#include <algorithm>
#include <cstddef>
#include <string>

namespace blotter {

namespace {

// Walks over the text outside of strings and comments. A quote opens a string only where a key or a
// value may begin; any other is text like the rest, so that nothing behind it counts as quoted.
class Walker {
 public:
  explicit Walker(std::string_view toml) : toml_(toml) {
    if (toml_.starts_with("\xEF\xBB\xBF")) at_ = 3;
  }

  std::optional<std::uint64_t> Run() {
    while (at_ < toml_.size()) {
      const char c = toml_[at_];
      if (IsStray(at_)) {
        return 1 + static_cast<std::uint64_t>(std::count(toml_.begin(), Here(), '\n'));
      }
      if (c == '#') {
        at_ = std::min(toml_.find('\n', at_), toml_.size());
      } else if ((c == '"' || c == '\'') && may_begin_) {
        SkipString(c);
        may_begin_ = false;
      } else {
        if (c != ' ' && c != '\t' && c != '\r') {
          may_begin_ = std::string_view("=[,{.\n").find(c) != std::string_view::npos;
        }
        ++at_;
      }
    }
    return std::nullopt;
  }

 private:
  std::string_view::const_iterator Here() const {
    return toml_.begin() + static_cast<std::ptrdiff_t>(at_);
  }

  bool IsStray(std::size_t at) const {
    return at < toml_.size() && static_cast<unsigned char>(toml_[at]) >= 0x80;
  }

  // What follows a backslash, and the blanks and line breaks that it may take with it.
  std::size_t BehindBackslash(std::size_t at) const {
    return std::min(toml_.find_first_not_of(" \t\r\n", at + 1), toml_.size());
  }

  // A string that does not close is skipped as far as its quote alone: what follows is no string.
  void SkipString(char quote) {
    const std::string three(3, quote);
    const bool long_string = toml_.substr(at_, 3) == three;
    const std::size_t width = long_string ? 3 : 1;
    std::size_t at = at_ + width;
    while (at < toml_.size()) {
      if (quote == '"' && toml_[at] == '\\') {
        if (const std::size_t behind = BehindBackslash(at); IsStray(behind)) {
          at_ = behind;
          return;
        }
        at += 2;
      } else if (!long_string && toml_[at] == '\n') {
        break;
      } else if (toml_.substr(at, width) == std::string_view(three).substr(0, width)) {
        at += width;
        // Up to two quotes may stand before the three that close.
        for (int more = 0; long_string && more < 2 && toml_.substr(at, 1) == three.substr(0, 1);
             ++more) {
          ++at;
        }
        at_ = at;
        return;
      } else {
        ++at;
      }
    }
    at_ += width;
  }

  std::string_view toml_;
  std::size_t at_ = 0;
  bool may_begin_ = true;
};

}  // namespace

std::optional<std::uint64_t> LineOfStrayCharacter(std::string_view toml) {
  return Walker(toml).Run();
}

}  // namespace blotter
