// Mutex, MutexLock and CondVar with clang's thread-safety annotations (checked by CI with
// clang++ -Wthread-safety; no effect elsewhere). The field's standard macro names.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>

#if defined(__clang__)
#define BLOTTER_THREAD_ANNOTATION(x) __attribute__((x))
#else
#define BLOTTER_THREAD_ANNOTATION(x)
#endif
#define CAPABILITY(x) BLOTTER_THREAD_ANNOTATION(capability(x))
#define SCOPED_CAPABILITY BLOTTER_THREAD_ANNOTATION(scoped_lockable)
#define GUARDED_BY(x) BLOTTER_THREAD_ANNOTATION(guarded_by(x))
#define REQUIRES(...) BLOTTER_THREAD_ANNOTATION(requires_capability(__VA_ARGS__))
#define ACQUIRE(...) BLOTTER_THREAD_ANNOTATION(acquire_capability(__VA_ARGS__))
#define RELEASE(...) BLOTTER_THREAD_ANNOTATION(release_capability(__VA_ARGS__))
#define EXCLUDES(...) BLOTTER_THREAD_ANNOTATION(locks_excluded(__VA_ARGS__))
#define NO_THREAD_SAFETY_ANALYSIS BLOTTER_THREAD_ANNOTATION(no_thread_safety_analysis)

namespace blotter {

class CAPABILITY("mutex") Mutex {
 public:
  void Lock() ACQUIRE() { mutex_.lock(); }
  void Unlock() RELEASE() { mutex_.unlock(); }

 private:
  friend class CondVar;
  std::mutex mutex_;
};

class SCOPED_CAPABILITY MutexLock {
 public:
  explicit MutexLock(Mutex& mutex) ACQUIRE(mutex) : mutex_(mutex) { mutex_.Lock(); }
  ~MutexLock() RELEASE() { mutex_.Unlock(); }
  MutexLock(const MutexLock&) = delete;
  MutexLock& operator=(const MutexLock&) = delete;

 private:
  Mutex& mutex_;
};

// Wait in a loop that checks the condition, as with any condition variable.
class CondVar {
 public:
  void Wait(Mutex& mutex) REQUIRES(mutex) {
    std::unique_lock<std::mutex> lock(mutex.mutex_, std::adopt_lock);
    condition_.wait(lock);
    lock.release();
  }
  // Returns false when `timeout` passed without a signal.
  bool WaitFor(Mutex& mutex, std::chrono::milliseconds timeout) REQUIRES(mutex) {
    std::unique_lock<std::mutex> lock(mutex.mutex_, std::adopt_lock);
    const bool signalled = condition_.wait_for(lock, timeout) == std::cv_status::no_timeout;
    lock.release();
    return signalled;
  }
  void Signal() { condition_.notify_one(); }
  void SignalAll() { condition_.notify_all(); }

 private:
  std::condition_variable condition_;
};

}  // namespace blotter
