// A folder of its own for a test; gone, with all it holds, when the test ends.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace blotter::testing {

class TempFolder {
 public:
  TempFolder();
  ~TempFolder();
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }
  std::string string() const { return path_.string(); }

  // Writes `content` to `name` (relative; folders on the way are made). Returns the full path.
  std::string Write(std::string_view name, std::string_view content) const;
  std::string MakeFolder(std::string_view name) const;

 private:
  std::filesystem::path path_;
};

// The whole file; throws where it cannot be read.
std::string ReadText(const std::filesystem::path& path);

}  // namespace blotter::testing
