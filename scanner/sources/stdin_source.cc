#include "scanner/sources/stdin_source.h"

#include <poll.h>
#include <unistd.h>

#include <cerrno>

#include <fmt/format.h>

#include "scanner/base/file.h"

namespace blotter {

namespace {

constexpr char kStdinPath[] = "<stdin>";

class StreamBlob final : public BlobRef {
 public:
  explicit StreamBlob(int fd) : fd_(fd) {}

  std::string_view name() const override { return kStdinPath; }
  std::string_view folder_name() const override { return ""; }
  Result<std::size_t> Read(char* buffer, std::size_t capacity) override {
    std::size_t total = 0;
    while (total < capacity) {
      const ssize_t got = ::read(fd_, buffer + total, capacity - total);
      if (got == 0) break;
      if (got > 0) {
        total += static_cast<std::size_t>(got);
      } else if (errno == EAGAIN) {
        pollfd readable = {fd_, POLLIN, 0};  // the other end set O_NONBLOCK on a shared pipe
        ::poll(&readable, 1, -1);
      } else if (errno != EINTR) {
        return Error{fmt::format("cannot be read: {}", ErrnoMessage(errno))};
      }
    }
    return total;
  }
  Provenance Describe() const override {
    Provenance where;
    where.path = kStdinPath;
    where.repository_path = kStdinPath;
    return where;
  }

 private:
  const int fd_;
};

}  // namespace

Ledger StdinSource::Run(BlobSink& sink) {
  StreamBlob blob(fd_);
  sink.Consume(0, blob);
  return {};
}

}  // namespace blotter
