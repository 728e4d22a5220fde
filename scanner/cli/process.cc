#include "scanner/cli/process.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>

#include "scanner/base/file.h"

namespace blotter {

// A limit of 1 byte is below what a dump to a file needs, and is the value at which Linux does not
// start a dump through a pipe either (core(5)); 0 would let the pipe go ahead.
Status ForbidCoreDumps() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_CORE, &limit) == 0) {
    limit.rlim_cur = std::min<rlim_t>(limit.rlim_max, 1);
    if (::setrlimit(RLIMIT_CORE, &limit) == 0) return Status::Ok();
  }
  return Error{"cannot forbid core dumps: " + ErrnoMessage(errno)};
}

void IgnoreBrokenPipes() { std::signal(SIGPIPE, SIG_IGN); }

Status OpenStandardDescriptors() {
  for (int fd = 0; fd <= 2; ++fd) {
    if (::fcntl(fd, F_GETFD) >= 0) continue;
    // The lowest free number is `fd`. Standard input refuses reads, the others refuse writes.
    const int opened = ::open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY);
    if (opened != fd) return Error{"cannot open /dev/null: " + ErrnoMessage(errno)};
  }
  return Status::Ok();
}

}  // namespace blotter
