// The floor under `blotter scan`: what walking folders and reading every file costs when nothing is
// looked for. THREADS workers share a stack of folders; each lists with getdents64 and reads with
// openat/read/close into a buffer of its own. `.git` is not entered; links are not followed.
// Prints the number of files and bytes read, so that a floor that reads less can be seen.
//   floor THREADS FOLDER...
#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace {

constexpr std::size_t kReadBytes = std::size_t{2} << 20;
constexpr std::size_t kListBytes = std::size_t{32} << 10;

// An open folder; its descriptor is closed by whoever lists it.
using FolderFd = int;

// Internally locked. Work is done when the stack is empty and every worker waits.
class FolderStack {
 public:
  explicit FolderStack(int workers) : workers_(workers) {}

  void Push(FolderFd folder) {
    const std::lock_guard lock(mutex_);
    folders_.push_back(folder);
    if (idle_ > 0) changed_.notify_one();
  }

  bool Pop(FolderFd* folder) {
    std::unique_lock lock(mutex_);
    ++idle_;
    while (folders_.empty()) {
      if (idle_ == workers_) {
        changed_.notify_all();
        return false;
      }
      changed_.wait(lock);
    }
    --idle_;
    *folder = folders_.back();
    folders_.pop_back();
    return true;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<FolderFd> folders_;
  int idle_ = 0;
  const int workers_;
};

// One per thread.
class Worker {
 public:
  explicit Worker(FolderStack* stack) : stack_(*stack), buffer_(new char[kReadBytes]) {}

  void Run() {
    for (FolderFd folder = -1; stack_.Pop(&folder);) List(folder);
  }

  std::uint64_t files() const { return files_; }
  std::uint64_t bytes() const { return bytes_; }

 private:
  void List(FolderFd folder) {
    for (;;) {
      const ssize_t got = ::getdents64(folder, listing_.data(), listing_.size());
      if (got <= 0) break;
      for (std::size_t at = 0; at < static_cast<std::size_t>(got);) {
        const auto* entry = reinterpret_cast<const dirent64*>(listing_.data() + at);
        at += entry->d_reclen;
        Visit(folder, *entry);
      }
    }
    ::close(folder);
  }

  void Visit(FolderFd folder, const dirent64& entry) {
    const std::string_view name = entry.d_name;
    if (entry.d_type == DT_DIR && name != "." && name != ".." && name != ".git") {
      const int fd = ::openat(folder, entry.d_name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
      if (fd >= 0) stack_.Push(fd);
    }
    if (entry.d_type == DT_REG) Read(folder, entry.d_name);
  }

  void Read(FolderFd folder, const char* name) {
    const int fd = ::openat(folder, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0) return;
    for (ssize_t got = 0; (got = ::read(fd, buffer_.get(), kReadBytes)) > 0;) {
      bytes_ += static_cast<std::uint64_t>(got);
    }
    ::close(fd);
    ++files_;
  }

  FolderStack& stack_;
  std::unique_ptr<char[]> buffer_;
  alignas(dirent64) std::array<char, kListBytes> listing_;
  std::uint64_t files_ = 0;
  std::uint64_t bytes_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  const int threads = argc > 2 ? std::atoi(argv[1]) : 0;
  if (threads < 1) {
    std::fputs("usage: floor THREADS FOLDER...\n", stderr);
    return 2;
  }
  FolderStack stack(threads);
  for (int i = 2; i < argc; ++i) {
    const int fd = ::open(argv[i], O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) {
      std::perror(argv[i]);
      return 2;
    }
    stack.Push(fd);
  }
  std::vector<std::unique_ptr<Worker>> workers;
  std::vector<std::thread> running;
  for (int i = 0; i < threads; ++i) workers.push_back(std::make_unique<Worker>(&stack));
  for (int i = 1; i < threads; ++i) running.emplace_back(&Worker::Run, workers[i].get());
  workers.front()->Run();
  for (std::thread& thread : running) thread.join();
  std::uint64_t files = 0;
  std::uint64_t bytes = 0;
  for (const auto& worker : workers) {
    files += worker->files();
    bytes += worker->bytes();
  }
  std::printf("%llu files, %llu bytes\n", static_cast<unsigned long long>(files),
              static_cast<unsigned long long>(bytes));
}
