// The program's version, from CMakeLists.txt.
#pragma once

#include <string_view>

namespace blotter {

std::string_view Version();  // "1.2.3"

// The version of a blotter by the bytes of its executable, so that nothing need be run to know it;
// empty where it is none. The bytes may say what they like: for a person's eyes.
std::string_view VersionIn(std::string_view program);

}  // namespace blotter
