// Files as this program uses them: owned descriptors, whole reads, and writes that are whole or
// not at all. Every error names the path and the system's reason.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "scanner/base/result.h"

namespace blotter {

// Owns one file descriptor; closes it when it goes. Movable, not copyable.
class UniqueFd {
 public:
  UniqueFd() = default;
  explicit UniqueFd(int fd) : fd_(fd) {}
  UniqueFd(UniqueFd&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  UniqueFd& operator=(UniqueFd&& other) noexcept {
    if (this != &other) {
      Reset();
      fd_ = std::exchange(other.fd_, -1);
    }
    return *this;
  }
  ~UniqueFd() { Reset(); }
  int get() const { return fd_; }
  bool valid() const { return fd_ >= 0; }
  int Release() { return std::exchange(fd_, -1); }
  void Reset();

 private:
  int fd_ = -1;
};

// The system's words for an errno value ("Permission denied"); safe from any thread.
std::string ErrnoMessage(int error_number);

// Reads up to `capacity` bytes until end of file or a full buffer, over EINTR and short reads.
// Returns bytes read (less than `capacity` only at end of file), or -1 with errno set.
long ReadFull(int fd, char* buffer, std::size_t capacity);

// Writes all of `data`, over EINTR and short writes. False with errno set on failure.
bool WriteFull(int fd, std::string_view data);

// All that `fd` gives until its end. The error says what, without a name.
Result<std::string> ReadAll(int fd, std::size_t max_bytes);

// The whole file at `path`. Error on anything unreadable, or larger than `max_bytes`.
Result<std::string> ReadFile(const std::string& path, std::size_t max_bytes = 1U << 30);

// Writes `data` to a temporary file beside `path`, syncs it, then renames it over `path`: a reader
// sees the old file or the new one, never half of one. Its mode is `mode`, or what the umask
// leaves.
Status WriteFileAtomically(const std::string& path, std::string_view data,
                           std::optional<mode_t> mode = std::nullopt);

}  // namespace blotter
