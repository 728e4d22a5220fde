// The two streams that a verb talks to. Every write is checked; the first failure is kept, so that
// a full disk or a closed pipe becomes exit 2 and never a silent half of a report.
// One per process or test; not shared between threads.
#pragma once

#include <string>
#include <string_view>

#include "scanner/base/result.h"
#include "scanner/cli/terminal.h"
#include "scanner/report/reporter.h"

namespace blotter {

// Standard output or standard error: buffered, written on Flush or when the buffer is large.
class OutputStream : public ReportSink {
 public:
  // Borrows `fd`. `name` is for errors: "standard output".
  OutputStream(int fd, std::string name) : fd_(fd), name_(std::move(name)) {}

  Status Write(std::string_view bytes) override;
  // Writes what is buffered. After a failure all calls return that failure.
  Status Flush();

 private:
  int fd_;
  std::string name_;
  std::string buffer_;
  Status status_;
};

struct Console {
  OutputStream out{1, "standard output"};
  OutputStream err{2, "standard error"};
  Terminal out_terminal;
  Terminal err_terminal;
};

// "blotter: MESSAGE" on standard error, at once.
Status PrintError(Console& console, std::string_view message);

}  // namespace blotter
