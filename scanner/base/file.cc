#include "scanner/base/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <system_error>

#include <fmt/format.h>

namespace blotter {

void UniqueFd::Reset() {
  if (fd_ >= 0) ::close(fd_);
  fd_ = -1;
}

std::string ErrnoMessage(int error_number) { return std::generic_category().message(error_number); }

long ReadFull(int fd, char* buffer, std::size_t capacity) {
  std::size_t total = 0;
  while (total < capacity) {
    const ssize_t got = ::read(fd, buffer + total, capacity - total);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return -1;
    if (got == 0) break;
    total += static_cast<std::size_t>(got);
  }
  return static_cast<long>(total);
}

bool WriteFull(int fd, std::string_view data) {
  while (!data.empty()) {
    const ssize_t put = ::write(fd, data.data(), data.size());
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) return false;
    data.remove_prefix(static_cast<std::size_t>(put));
  }
  return true;
}

Result<std::string> ReadAll(int fd, std::size_t max_bytes) {
  std::string content;
  std::size_t used = 0;
  for (;;) {
    content.resize(used + (1U << 16));
    const long got = ReadFull(fd, content.data() + used, content.size() - used);
    if (got < 0) return Error{ErrnoMessage(errno)};
    used += static_cast<std::size_t>(got);
    if (used > max_bytes) return Error{fmt::format("larger than {} bytes", max_bytes)};
    if (used < content.size()) break;
  }
  content.resize(used);
  return content;
}

Result<std::string> ReadFile(const std::string& path, std::size_t max_bytes) {
  const UniqueFd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!fd.valid()) return Error{fmt::format("cannot open {}: {}", path, ErrnoMessage(errno))};
  Result<std::string> content = ReadAll(fd.get(), max_bytes);
  if (content.ok()) return content;
  return Error{fmt::format("cannot read {}: {}", path, content.error().message)};
}

Status WriteFileAtomically(const std::string& path, std::string_view data,
                           std::optional<mode_t> mode) {
  std::string temporary = path + ".XXXXXX";
  UniqueFd fd(::mkostemp(temporary.data(), O_CLOEXEC));
  if (!fd.valid()) {
    return Error{fmt::format("cannot create a file beside {}: {}", path, ErrnoMessage(errno))};
  }
  const mode_t mask = ::umask(0);
  ::umask(mask);
  const bool written = WriteFull(fd.get(), data) &&
                       ::fchmod(fd.get(), mode.value_or(0666 & ~mask)) == 0 &&
                       ::fsync(fd.get()) == 0 && ::close(fd.Release()) == 0 &&
                       ::rename(temporary.c_str(), path.c_str()) == 0;
  if (written) return Status::Ok();
  const int reason = errno;
  ::unlink(temporary.c_str());
  return Error{fmt::format("cannot write {}: {}", path, ErrnoMessage(reason))};
}

}  // namespace blotter
