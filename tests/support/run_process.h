// Runs another program and keeps what it said.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace blotter::testing {

struct ProcessRequest {
  std::vector<std::string> arguments;                   // the program first; found on PATH
  std::string folder = {};                              // working folder; empty: this one
  std::string standard_input = {};                      // whole
  std::map<std::string, std::string> environment = {};  // added to, or replacing, what is inherited
  bool clean_environment = false;                       // inherit nothing
};

struct ProcessResult {
  int exit_code = -1;  // 128 + signal where one ended it
  std::string standard_output;
  std::string standard_error;
};

// Throws where the program cannot be started at all.
ProcessResult RunProcess(const ProcessRequest& request);

}  // namespace blotter::testing
