// Any bytes as an ignore file and a path: a flag byte, the path, NUL, the patterns.
#include <cstddef>
#include <cstdint>
#include <string>

#include "scanner/git/ignore_rules.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string input(reinterpret_cast<const char*>(data) + 1, size - 1);
  std::string path = input.substr(0, input.find('\0'));
  const std::string patterns = path.size() < input.size() ? input.substr(path.size() + 1) : "";
  while (!path.empty() && path.back() == '/') path.pop_back();  // paths do not end with a slash
  if (path.empty()) return 0;
  const auto file =
      blotter::IgnoreFile::Parse(patterns, "f", blotter::IgnoreSource::kFolder, (data[0] & 1) != 0);
  const blotter::IgnorePattern* pattern = file->LastMatch(path, (data[0] & 2) != 0);
  if (pattern != nullptr && pattern->directory_only && (data[0] & 2) == 0) __builtin_trap();
  return 0;
}
