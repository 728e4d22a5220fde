// The executable that runs now, by the name that a hook should call it.
#pragma once

#include <string>

#include "scanner/base/result.h"

namespace blotter {

// Whether both paths lead to the same file.
bool IsSameFile(const std::string& one, const std::string& other);

// Where a shell finds `name` among the folders of PATH, the absolute ones; empty where nowhere.
std::string FindOnPath(const std::string& name, const std::string& path_variable);

// The file that this process was started from.
Result<std::string> RunningProgram();

// An absolute path to it: that on PATH where it is on PATH, which stays when a link there is turned
// to a newer version; otherwise the file's own. Error: it is gone, or its path is not one to write
// into a script.
Result<std::string> OwnProgram(const std::string& path_variable);

}  // namespace blotter
