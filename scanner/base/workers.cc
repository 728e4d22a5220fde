#include "scanner/base/workers.h"

#include <algorithm>
#include <system_error>
#include <thread>
#include <vector>

namespace blotter {

void RunWorkers(std::size_t workers, const std::function<void(std::size_t)>& work) {
  std::vector<std::thread> threads;
  try {
    for (std::size_t i = 1; i < workers; ++i) threads.emplace_back(work, i);
  } catch (const std::system_error&) {
    // The ones that are there do it.
  }
  work(0);
  for (std::thread& thread : threads) thread.join();
}

std::size_t WorkerCount(int threads) {
  if (threads > 0) return static_cast<std::size_t>(threads);
  return std::max<std::size_t>(std::thread::hardware_concurrency(), 1);
}

}  // namespace blotter
