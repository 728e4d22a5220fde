#include "scanner/base/mapped_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include <cerrno>

#include <fmt/format.h>

#include "scanner/base/file.h"

namespace blotter {

Result<MappedFile> MappedFile::Open(const std::string& path) {
  const auto fail = [&] { return Error{fmt::format("{}: {}", path, ErrnoMessage(errno))}; };
  const UniqueFd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  struct stat status = {};
  if (!fd.valid() || ::fstat(fd.get(), &status) != 0) return fail();
  if (!S_ISREG(status.st_mode)) return Error{fmt::format("{}: is no file", path)};
  MappedFile file;
  file.size_ = static_cast<std::size_t>(status.st_size);
  if (file.size_ == 0) return file;
  void* const data = ::mmap(nullptr, file.size_, PROT_READ, MAP_PRIVATE, fd.get(), 0);
  if (data == MAP_FAILED) return fail();
  file.data_ = static_cast<const char*>(data);
  return file;
}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  return *this;
}

MappedFile::~MappedFile() {
  // Unmapping what was mapped cannot fail; the cast is munmap's wish.
  if (data_ != nullptr) ::munmap(const_cast<char*>(data_), size_);
}

}  // namespace blotter
