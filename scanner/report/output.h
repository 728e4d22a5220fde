// Output: gathers a report's bytes and hands them to the sink in pieces of some 64 KiB. After the
// first failure nothing more is written. One per report.
#pragma once

#include <string>

#include "scanner/report/reporter.h"

namespace blotter {

class Output {
 public:
  explicit Output(ReportSink& sink) : sink_(sink) {}

  // Append to this; it is emptied by Flush.
  std::string* buffer() { return &buffer_; }

  // Hands over what has gathered, if it is enough to be worth it. False after a failure.
  bool FlushIfFull() { return buffer_.size() < kPieceBytes ? status_.ok() : Flush(); }

  // Hands over the rest; the outcome of the whole report.
  Status Finish() {
    Flush();
    return status_;
  }

 private:
  static constexpr std::size_t kPieceBytes = std::size_t{1} << 16;

  bool Flush() {
    if (status_.ok() && !buffer_.empty()) status_ = sink_.Write(buffer_);
    buffer_.clear();
    return status_.ok();
  }

  ReportSink& sink_;
  std::string buffer_;
  Status status_;
};

}  // namespace blotter
