// What verbs ask the environment: main answers from the process, tests from a table.
#pragma once

#include <functional>
#include <string>

namespace blotter {

// A variable's value; empty where it is not set.
using Variables = std::function<std::string(const std::string& name)>;

}  // namespace blotter
