#include "scanner/cli/console.h"

#include <cerrno>

#include <fmt/format.h>

#include "scanner/base/file.h"

namespace blotter {
namespace {

constexpr std::size_t kFlushBytes = std::size_t{64} << 10;

}  // namespace

Status OutputStream::Write(std::string_view bytes) {
  if (!status_.ok()) return status_;
  buffer_.append(bytes);
  return buffer_.size() < kFlushBytes ? Status::Ok() : Flush();
}

Status OutputStream::Flush() {
  if (!status_.ok()) return status_;
  if (!WriteFull(fd_, buffer_)) {
    status_ = Error{fmt::format("cannot write to {}: {}", name_, ErrnoMessage(errno))};
  }
  buffer_.clear();
  return status_;
}

Status PrintError(Console& console, std::string_view message) {
  const Status written = console.err.Write(fmt::format("blotter: {}\n", message));
  return written.ok() ? console.err.Flush() : written;
}

}  // namespace blotter
