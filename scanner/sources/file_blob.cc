#include "scanner/sources/file_blob.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <fmt/format.h>

#include "scanner/sources/walk_root.h"

namespace blotter {

namespace {

Error OpenError(int reason) {
  if (reason == ENOENT) return Error{"vanished before it could be read"};
  if (reason == ELOOP || reason == ENXIO) {
    return Error{"was a file when listed, and is none any more"};
  }
  return Error{fmt::format("cannot be opened: {}", ErrnoMessage(reason))};
}

Error ReadError(int reason) {
  if (reason == ESPIPE || reason == EISDIR || reason == EAGAIN) {
    return Error{"was a file when listed, and is none any more"};
  }
  return Error{fmt::format("cannot be read: {}", ErrnoMessage(reason))};
}

}  // namespace

Status FileBlob::Open() {
  if (fd_.valid()) return Status::Ok();
  // O_NONBLOCK: opening a pipe that took the file's place must not wait for a writer.
  const int link = follow_ == FollowLink::kYes ? 0 : O_NOFOLLOW;
  const int flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | link;
  const bool ask = folder_.may_spare_atime.load(std::memory_order_relaxed);
  fd_ = UniqueFd(::openat(folder_fd_, name_.data(), flags | (ask ? O_NOATIME : 0)));
  if (!fd_.valid() && errno == EPERM && ask) {
    folder_.may_spare_atime.store(false, std::memory_order_relaxed);
    fd_ = UniqueFd(::openat(folder_fd_, name_.data(), flags));
  }
  if (!fd_.valid()) return OpenError(errno);
  return Status::Ok();
}

Result<std::uint64_t> FileBlob::Size() {
  const Status opened = Open();
  if (!opened.ok()) return opened.error();
  struct stat status = {};
  if (::fstat(fd_.get(), &status) != 0) return ReadError(errno);
  return static_cast<std::uint64_t>(status.st_size);
}

Result<std::size_t> FileBlob::Read(char* buffer, std::size_t capacity) {
  if (at_end_) return std::size_t{0};
  const Status opened = Open();
  if (!opened.ok()) return opened.error();
  std::size_t got = 0;
  while (got < capacity) {
    const ssize_t count =
        ::pread(fd_.get(), buffer + got, capacity - got, static_cast<off_t>(offset_));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return ReadError(errno);
    // A short answer is no end: an I/O error behind it only shows when asked again.
    if (count == 0) return AtEnd(got);
    got += static_cast<std::size_t>(count);
    offset_ += static_cast<std::uint64_t>(count);
  }
  if (size_seen_ == 0) {
    Result<std::uint64_t> size = Size();
    if (!size.ok()) return size.error();
    size_seen_ = *size;
  }
  return got;
}

Result<std::size_t> FileBlob::AtEnd(std::size_t got) {
  at_end_ = true;
  fd_.Reset();
  if (offset_ < size_seen_) {
    return Error{
        fmt::format("shrank while it was read: {} of {} bytes were there", offset_, size_seen_)};
  }
  return got;
}

Status FileBlob::Restart() {
  offset_ = 0;
  size_seen_ = 0;
  at_end_ = false;
  return Status::Ok();
}

Provenance FileBlob::Describe() const { return DescribeFile(folder_, name_); }

std::string_view MemoryBlob::name() const {
  const std::string_view path = where_.path;
  return path.substr(path.find_last_of('/') + 1);
}

Result<std::size_t> MemoryBlob::Read(char* buffer, std::size_t capacity) {
  const std::size_t got = std::min(capacity, content_.size() - offset_);
  std::memcpy(buffer, content_.data() + offset_, got);
  offset_ += got;
  return got;
}

Status MemoryBlob::Restart() {
  offset_ = 0;
  return Status::Ok();
}

}  // namespace blotter
