// ChildProcess: another program, started without a shell and waited for. Its input and output go
// through memory files, so that it never blocks on us and may be collected whenever it suits.
// Limits: Linux; all output is held in memory.
#pragma once

#include <sys/types.h>

#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/file.h"
#include "scanner/base/result.h"

namespace blotter {

struct ChildRequest {
  std::vector<std::string> arguments;    // the program first, found on PATH where it has no slash
  std::vector<std::string> environment;  // all of it, "NAME=value"
  std::string input = {};                // standard input, may hold NUL
  std::string folder = {};               // where it runs; empty: the current folder
};

struct ChildOutput {
  int exit_code = 0;  // 128 + N where signal N ended it
  std::string out;
  std::string err;
};

// Movable; used by one thread at a time (Start and Finish may be on different ones).
class ChildProcess {
 public:
  // Returns at once. Error: there is no such program, or the system has no room for it.
  static Result<ChildProcess> Start(ChildRequest request);

  ChildProcess(ChildProcess&& other) noexcept { *this = std::move(other); }
  ChildProcess& operator=(ChildProcess&& other) noexcept;
  // Ends a process that nobody collected.
  ~ChildProcess();

  // Waits for the end and hands out what was written. Once only.
  Result<ChildOutput> Finish();

 private:
  ChildProcess() = default;
  void Abandon();

  std::string name_;  // of the program
  pid_t pid_ = -1;
  UniqueFd out_;
  UniqueFd err_;
};

// The environment of this process, to be handed on, with `changes` ("NAME=value") in it.
std::vector<std::string> EnvironmentWith(const std::vector<std::string>& changes);

// The NAME of "NAME=value".
std::string_view VariableName(std::string_view variable);

}  // namespace blotter
