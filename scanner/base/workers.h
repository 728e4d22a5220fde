// RunWorkers: one function on several threads.
#pragma once

#include <cstddef>
#include <functional>

namespace blotter {

// Calls work(0) in this thread and work(1) to work(workers - 1) in others, and returns when all are
// done. Where the system has no more threads to give, fewer are called: the work must be taken from
// a common stock, not dealt out by number.
void RunWorkers(std::size_t workers, const std::function<void(std::size_t)>& work);

// As many workers as were asked for; 0: one per processor.
std::size_t WorkerCount(int threads);

}  // namespace blotter
