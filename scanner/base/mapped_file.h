// MappedFile: a file's bytes in memory, read when they are first looked at. For files that are
// never changed once they have their name (git's packs and their indexes). Limits: a file that is
// cut short while it is mapped ends the process when the missing part is looked at; git, which maps
// packs too, renames complete files into place and never cuts them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "scanner/base/result.h"

namespace blotter {

// Movable; the bytes are read-only, and any number of threads may look at them.
class MappedFile {
 public:
  // Error: what the system says, with the path.
  static Result<MappedFile> Open(const std::string& path);

  MappedFile() = default;
  MappedFile(MappedFile&& other) noexcept { *this = std::move(other); }
  MappedFile& operator=(MappedFile&& other) noexcept;
  ~MappedFile();

  std::string_view bytes() const { return {data_, size_}; }

 private:
  const char* data_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace blotter
