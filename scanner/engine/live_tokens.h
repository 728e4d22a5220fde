// LiveTokens: where a text holds tokens that may be live secrets. Most texts that speak of Writer
// hold none, and nothing else of them needs to be read. Each run of token characters is judged
// when it is first asked about, and once only while the questions move forward. One per text; not
// for more than one thread.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string_view>
#include <vector>

namespace blotter {

// Runs that were judged and hold no live token, from one text to the next: names come again and
// again, within a file and across a repository. Bounded; a newer run takes an older one's place.
// One per thread.
class DeadRuns {
 public:
  DeadRuns();
  bool Contain(std::string_view run) const;
  void Add(std::string_view run);

 private:
  static constexpr std::size_t kSlots = 4096;
  static constexpr std::size_t kLongest = 63;
  struct Slot {
    std::uint8_t size;  // 0: empty
    std::array<char, kLongest> text;
  };
  struct Free {
    void operator()(Slot* slots) const { std::free(slots); }
  };
  static std::size_t SlotOf(std::string_view run);

  // Zeros from the system, which makes those pages only that are written to: few, for few texts.
  std::unique_ptr<Slot[], Free> slots_;
};

class LiveTokens {
 public:
  // Both must outlive it.
  LiveTokens(std::string_view text, DeadRuns* dead) : text_(text), dead_(dead) {}

  // False only if no judge would call any token live that begins in [begin, end) of the text or
  // reaches into it, whatever it is bound to.
  bool Any(std::size_t begin, std::size_t end);
  bool Any() { return Any(0, text_.size()); }

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
  DeadRuns* dead_;
  // Runs that begin in [judged_from_, judged_until_) are judged; `live_` are those of them that may
  // be live, in order.
  std::size_t judged_from_ = 0;
  std::size_t judged_until_ = 0;
  std::vector<Run> live_;
};

}  // namespace blotter
