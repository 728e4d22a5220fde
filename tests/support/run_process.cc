#include "tests/support/run_process.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <stdexcept>

#include "scanner/base/file.h"
#include "tests/support/temp_folder.h"

namespace blotter::testing {
namespace {

std::vector<std::string> Environment(const ProcessRequest& request) {
  std::map<std::string, std::string> values;
  for (char** entry = environ; !request.clean_environment && *entry != nullptr; ++entry) {
    const std::string text = *entry;
    const std::size_t equals = text.find('=');
    values[text.substr(0, equals)] = equals == std::string::npos ? "" : text.substr(equals + 1);
  }
  for (const auto& [name, value] : request.environment) values[name] = value;
  std::vector<std::string> lines;
  for (const auto& [name, value] : values) lines.push_back(name + "=" + value);
  return lines;
}

std::vector<char*> Pointers(std::vector<std::string>& lines) {
  std::vector<char*> pointers;
  for (std::string& line : lines) pointers.push_back(line.data());
  pointers.push_back(nullptr);
  return pointers;
}

[[noreturn]] void BecomeProgram(const ProcessRequest& request, const std::string& streams,
                                char* const* arguments, char** environment) {
  const int in = ::open((streams + "/in").c_str(), O_RDONLY);
  const int out = ::open((streams + "/out").c_str(), O_WRONLY);
  const int err = ::open((streams + "/err").c_str(), O_WRONLY);
  const bool placed = in >= 0 && out >= 0 && err >= 0 && ::dup2(in, 0) == 0 &&
                      ::dup2(out, 1) == 1 && ::dup2(err, 2) == 2 && ::close(in) == 0 &&
                      ::close(out) == 0 && ::close(err) == 0 &&
                      (request.folder.empty() || ::chdir(request.folder.c_str()) == 0);
  if (placed) {
    environ = environment;
    ::execvp(arguments[0], arguments);
  }
  ::_exit(127);
}

}  // namespace

// Streams are files, so that nothing can block on a full pipe.
ProcessResult RunProcess(const ProcessRequest& request) {
  const TempFolder streams;
  streams.Write("in", request.standard_input);
  streams.Write("out", "");
  streams.Write("err", "");
  std::vector<std::string> arguments = request.arguments;
  std::vector<char*> argument_pointers = Pointers(arguments);
  std::vector<std::string> environment = Environment(request);
  std::vector<char*> environment_pointers = Pointers(environment);
  const std::string folder = streams.string();
  const pid_t child = ::fork();
  if (child < 0) throw std::runtime_error("fork: " + ErrnoMessage(errno));
  if (child == 0) {
    BecomeProgram(request, folder, argument_pointers.data(), environment_pointers.data());
  }
  int status = 0;
  while (::waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) throw std::runtime_error("waitpid: " + ErrnoMessage(errno));
  }
  ProcessResult result;
  result.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  result.standard_output = ReadText(streams.path() / "out");
  result.standard_error = ReadText(streams.path() / "err");
  return result;
}

}  // namespace blotter::testing
