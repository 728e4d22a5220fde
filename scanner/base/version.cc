#include "scanner/base/version.h"

#include <algorithm>

namespace blotter {
namespace {

// As what(1) and its like look for; it ends with a NUL. The mark stands in an executable once, and
// the version behind it.
constexpr std::string_view kMarked = "@(#)blotter " BLOTTER_VERSION;
constexpr std::size_t kMarkBytes = kMarked.find(' ') + 1;
constexpr std::size_t kMostVersionBytes = 32;

}  // namespace

std::string_view Version() { return kMarked.substr(kMarkBytes); }

std::string_view VersionIn(std::string_view program) {
  const std::size_t at = program.find(kMarked.substr(0, kMarkBytes));
  if (at == std::string_view::npos) return {};
  const std::string_view rest = program.substr(at + kMarkBytes, kMostVersionBytes);
  return rest.substr(0, rest.find('\0'));
}

}  // namespace blotter
