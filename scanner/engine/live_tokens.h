// LiveTokens: where a text holds tokens that may be live secrets. Most texts that speak of Writer
// hold none, and nothing else of them needs to be read. Each run of token characters is judged
// when it is first asked about, and once only while the questions move forward. One per text; not
// for more than one thread.
#pragma once

#include <cstddef>
#include <functional>
#include <string_view>
#include <vector>

namespace blotter {

class LiveTokens {
 public:
  // `text` must outlive it.
  explicit LiveTokens(std::string_view text) : text_(text) {}

  // False only if no judge would call any token live that begins in [begin, end) of the text or
  // reaches into it, whatever it is bound to.
  bool Any(std::size_t begin, std::size_t end);
  bool Any() { return Any(0, text_.size()); }

  // The same for tokens of the whole text whose run begins at an offset for which `stands` holds.
  bool AnyThat(const std::function<bool(std::size_t run_begin)>& stands) const;

 private:
  // Half-open.
  struct Run {
    std::size_t begin = 0;
    std::size_t end = 0;
  };
  void JudgeFrom(std::size_t begin);
  // The next run that is long enough to hold a token, from `at` on; empty at the end of the text.
  Run NextRun(std::size_t at) const;
  bool MayBeLive(const Run& run) const;

  std::string_view text_;
  // Runs that begin in [judged_from_, judged_until_) are judged; `live_` are those of them that may
  // be live, in order.
  std::size_t judged_from_ = 0;
  std::size_t judged_until_ = 0;
  std::vector<Run> live_;
};

}  // namespace blotter
