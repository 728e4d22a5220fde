// The program's version, from CMakeLists.txt.
#pragma once

#include <string_view>

namespace blotter {

std::string_view Version();  // "1.2.3"

}  // namespace blotter
