// Runs a command once and writes what it cost to standard error as one line of JSON: wall time and
// CPU in microseconds, peak memory in KiB, exit code (128 + the signal's number where one ended
// it). The command's standard output goes to FILE, its own standard error nowhere.
//   timed FILE COMMAND [ARGUMENT...]
// Its own program since the kernel counts the memory of whoever starts a process as that process's
// (the peak lives on over exec): a launcher of a megabyte keeps small peaks visible.
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <ctime>

namespace {

std::int64_t NowMicroseconds() {
  timespec now = {};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  return std::int64_t{now.tv_sec} * 1000000 + now.tv_nsec / 1000;
}

long long Microseconds(const timeval& time) {
  return static_cast<long long>(time.tv_sec) * 1000000 + time.tv_usec;
}

// In the child: never returns.
[[noreturn]] void Execute(int out, int null, char** command) {
  ::dup2(null, 0);
  ::dup2(out, 1);
  ::dup2(null, 2);
  ::execvp(command[0], command);
  ::_exit(127);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fputs("usage: timed FILE COMMAND [ARGUMENT...]\n", stderr);
    return 2;
  }
  const int out = ::open(argv[1], O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  const int null = ::open("/dev/null", O_RDWR | O_CLOEXEC);
  if (out < 0 || null < 0) {
    std::perror(argv[1]);
    return 2;
  }
  const std::int64_t start = NowMicroseconds();
  const pid_t child = ::fork();
  if (child == 0) Execute(out, null, argv + 2);
  int status = 0;
  rusage usage = {};
  if (child < 0 || ::wait4(child, &status, 0, &usage) != child) {
    std::perror("timed");
    return 2;
  }
  const std::int64_t wall = NowMicroseconds() - start;
  const int exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  std::fprintf(stderr,
               R"({"wall_us": %lld, "user_us": %lld, "sys_us": %lld, "peak_kib": %ld, "exit": %d})"
               "\n",
               static_cast<long long>(wall), Microseconds(usage.ru_utime),
               Microseconds(usage.ru_stime), usage.ru_maxrss, exit_code);
}
