#include "scanner/hooks/own_program.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <string_view>
#include <system_error>

#include <fmt/format.h>

namespace blotter {

bool IsSameFile(const std::string& one, const std::string& other) {
  struct stat first;
  struct stat second;
  return ::stat(one.c_str(), &first) == 0 && ::stat(other.c_str(), &second) == 0 &&
         first.st_dev == second.st_dev && first.st_ino == second.st_ino;
}

std::string FindOnPath(const std::string& name, const std::string& path_variable) {
  for (std::string_view rest = path_variable; !rest.empty();) {
    const std::string_view folder = rest.substr(0, rest.find(':'));
    rest.remove_prefix(std::min(rest.size(), folder.size() + 1));
    std::string path = fmt::format("{}/{}", folder, name);
    struct stat info;
    const bool runs = ::access(path.c_str(), X_OK) == 0 && ::stat(path.c_str(), &info) == 0 &&
                      S_ISREG(info.st_mode);
    if (folder.starts_with('/') && runs) return path;
  }
  return "";
}

Result<std::string> RunningProgram() {
  std::error_code error;
  std::string path = std::filesystem::read_symlink("/proc/self/exe", error).string();
  if (error) return Error{"cannot tell where this program is: " + error.message()};
  if (!IsSameFile(path, "/proc/self/exe")) {
    return Error{fmt::format("the file of this program, {}, is gone", path)};
  }
  return path;
}

Result<std::string> OwnProgram(const std::string& path_variable) {
  Result<std::string> running = RunningProgram();
  if (!running.ok()) return running;
  std::string path = FindOnPath("blotter", path_variable);
  if (path.empty() || !IsSameFile(path, *running)) path = std::move(*running);
  if (std::any_of(path.begin(), path.end(), [](char c) { return c >= 0 && c < ' '; })) {
    return Error{"the path of this program holds control characters; move it elsewhere"};
  }
  return path;
}

}  // namespace blotter
