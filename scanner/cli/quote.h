// Shows a word that a person typed, or a path, inside a message: quoted and sanitised, so that it
// can neither be misread nor drive a terminal.
#pragma once

#include <string>
#include <string_view>

#include "scanner/report/sanitize.h"

namespace blotter {

inline std::string Quote(std::string_view word) { return "'" + Sanitize(word) + "'"; }

}  // namespace blotter
