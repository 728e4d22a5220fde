// What this process must be before it may hold secrets. Called once, by main, before anything else.
#pragma once

#include "scanner/base/result.h"

namespace blotter {

// No core dump, to a file or through a pipe: memory holds secrets. (/proc stays ours, so that
// /dev/fd paths can be scanned; another process of the same user may still attach a debugger.)
Status ForbidCoreDumps();

// A closed pipe is an error of the write, not the death of the process.
void IgnoreBrokenPipes();

// Descriptors 0 to 2 are open, if only to something that refuses reads and writes: else the first
// file scanned would become standard output.
Status OpenStandardDescriptors();

}  // namespace blotter
