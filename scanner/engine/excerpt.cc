#include "scanner/engine/excerpt.h"

#include <algorithm>
#include <cstddef>
#include <string>

#include "scanner/engine/text_scan.h"

namespace blotter {

namespace {

// Bytes of the line shown before and after the secret.
constexpr std::size_t kBefore = 100;
constexpr std::size_t kAfter = 60;
constexpr std::size_t kLongestMask = 64;
constexpr std::size_t kNeighbours = 128;

bool IsContinuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

// Masks `secret` wherever it stands in [begin, end) of `text`, of which `shown` is a copy; also
// where an edge cuts it.
void MaskAll(std::string_view text, std::string_view secret, std::size_t begin, std::size_t end,
             std::string* shown) {
  const std::size_t reach = secret.size() - 1;
  const std::size_t wide_begin = begin > reach ? begin - reach : 0;
  const std::string_view wide =
      text.substr(wide_begin, std::min(text.size(), end + reach) - wide_begin);
  for (std::size_t at = wide.find(secret); at != std::string_view::npos;
       at = wide.find(secret, at + 1)) {
    const std::size_t first = std::max(wide_begin + at, begin);
    const std::size_t last = std::min(wide_begin + at + secret.size(), end);
    std::fill(shown->begin() + static_cast<std::ptrdiff_t>(first - begin),
              shown->begin() + static_cast<std::ptrdiff_t>(last - begin), '*');
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

  Excerpt excerpt;
  excerpt.text = text.substr(begin, end - begin);
  const std::size_t first = index > kNeighbours ? index - kNeighbours : 0;
  const std::size_t last = std::min(candidates.size(), index + kNeighbours + 1);
  for (std::size_t i = first; i < last; ++i) {
    const std::string_view secret =
        text.substr(candidates[i].begin, candidates[i].end - candidates[i].begin);
    MaskAll(text, secret, begin, end, &excerpt.text);
  }
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
