#include "scanner/engine/excerpt.h"

#include <algorithm>
#include <string>

#include "scanner/engine/text_scan.h"

namespace blotter {

namespace {

// Bytes of the line shown before and after the secret.
constexpr std::size_t kBefore = 100;
constexpr std::size_t kAfter = 60;
constexpr std::size_t kLongestMask = 64;
// More than two secrets that touch the edge of what is shown.
constexpr std::size_t kMaxMaskReach = 8192;
constexpr std::size_t kNeighbours = 128;

bool IsContinuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

void MaskAll(std::string_view secret, std::string* line) {
  for (std::size_t at = line->find(secret); at != std::string::npos;
       at = line->find(secret, at + secret.size())) {
    line->replace(at, secret.size(), std::string(secret.size(), '*'));
  }
}

}  // namespace

Excerpt MakeExcerpt(std::string_view text, const std::vector<Candidate>& candidates,
                    std::size_t index) {
  const Candidate& candidate = candidates[index];
  const std::size_t line_begin = LineBegin(text.substr(0, candidate.begin), candidate.begin);
  const std::size_t line_end = LineEnd(text, candidate.end);
  std::size_t begin =
      std::max(line_begin, candidate.begin > kBefore ? candidate.begin - kBefore : std::size_t{0});
  std::size_t end = std::min(line_end, candidate.end + kAfter);
  while (begin < candidate.begin && IsContinuation(text[begin])) ++begin;
  while (end > candidate.end && end < text.size() && IsContinuation(text[end])) --end;

  // Masked over a wider stretch first, so that a secret cut by the edge is masked as well.
  const std::size_t wide_begin = begin > kMaxMaskReach ? begin - kMaxMaskReach : 0;
  const std::size_t wide_end = std::min(text.size(), end + kMaxMaskReach);
  std::string wide(text.substr(wide_begin, wide_end - wide_begin));
  const std::size_t first = index > kNeighbours ? index - kNeighbours : 0;
  const std::size_t last = std::min(candidates.size(), index + kNeighbours + 1);
  for (std::size_t i = first; i < last; ++i) {
    MaskAll(text.substr(candidates[i].begin, candidates[i].end - candidates[i].begin), &wide);
  }
  Excerpt excerpt;
  excerpt.text = wide.substr(begin - wide_begin, end - begin);
  excerpt.mark_begin = candidate.begin - begin;
  excerpt.mark_end = candidate.end - begin;
  excerpt.cut_before = begin > line_begin;
  excerpt.cut_after = end < line_end;
  const std::size_t length = candidate.end - candidate.begin;
  if (length > kLongestMask) {
    excerpt.text.erase(excerpt.mark_begin + kLongestMask, length - kLongestMask);
    excerpt.mark_end = excerpt.mark_begin + kLongestMask;
  }
  return excerpt;
}

}  // namespace blotter
