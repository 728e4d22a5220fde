#include "scanner/findings/added_lines.h"

#include <algorithm>
#include <cstddef>
#include <map>

namespace blotter {
namespace {

struct Line {
  std::size_t begin = 0;
  std::size_t end = 0;     // of its text
  std::size_t behind = 0;  // its line end
  std::string_view Text(std::string_view all) const { return all.substr(begin, end - begin); }
};

// Steps to the line that begins at `line->behind`. False: there is none.
bool NextLine(std::string_view text, Line* line) {
  if (line->behind >= text.size()) return false;
  line->begin = line->behind;
  line->end = std::min(text.find_first_of("\r\n", line->begin), text.size());
  line->behind = std::min(line->end + 1, text.size());
  if (text.substr(line->end, 2) == "\r\n") ++line->behind;
  return true;
}

std::vector<Line> SplitLines(std::string_view text) {
  std::vector<Line> lines;
  for (Line line; NextLine(text, &line);) lines.push_back(line);
  return lines;
}

// Ordered: a hash table's worst case could be brought about.
using LineCounts = std::map<std::string_view, std::size_t>;

// Where lines stood that are equal at the same place from the beginning, or from the end, nothing
// was added.
struct Middle {
  std::size_t begin = 0;
  std::size_t end_before = 0;
  std::size_t end_now = 0;
};

Middle CutEqualEnds(std::string_view before, const std::vector<Line>& old_lines,
                    std::string_view now, const std::vector<Line>& new_lines) {
  Middle middle{0, old_lines.size(), new_lines.size()};
  const auto equal = [&](std::size_t old_line, std::size_t new_line) {
    return old_lines[old_line].Text(before) == new_lines[new_line].Text(now);
  };
  const std::size_t most = std::min(old_lines.size(), new_lines.size());
  while (middle.begin < most && equal(middle.begin, middle.begin)) ++middle.begin;
  while (middle.end_before > middle.begin && middle.end_now > middle.begin &&
         equal(middle.end_before - 1, middle.end_now - 1)) {
    --middle.end_before;
    --middle.end_now;
  }
  return middle;
}

}  // namespace

std::vector<ByteRange> AddedLines(std::string_view before, std::string_view now) {
  const std::vector<Line> old_lines = SplitLines(before);
  const std::vector<Line> new_lines = SplitLines(now);
  const Middle middle = CutEqualEnds(before, old_lines, now, new_lines);
  LineCounts left;
  for (std::size_t i = middle.begin; i < middle.end_before; ++i) ++left[old_lines[i].Text(before)];
  std::vector<ByteRange> added;
  for (std::size_t i = middle.begin; i < middle.end_now; ++i) {
    const Line& line = new_lines[i];
    if (const auto old = left.find(line.Text(now)); old != left.end() && old->second > 0) {
      --old->second;
    } else if (!added.empty() && added.back().end == line.begin) {
      added.back().end = line.behind;
    } else {
      added.push_back({line.begin, line.behind});
    }
  }
  return added;
}

bool Touches(const std::vector<ByteRange>& ranges, const ByteSpan& span) {
  // The first that ends behind where the span begins.
  const auto next = std::partition_point(ranges.begin(), ranges.end(), [&](const ByteRange& range) {
    return range.end <= span.begin;
  });
  return next != ranges.end() && next->begin < std::max(span.end, span.begin + 1);
}

double Similarity(std::string_view before, std::string_view now) {
  const std::size_t larger = std::max(before.size(), now.size());
  if (larger == 0) return 1;
  std::size_t added = 0;
  for (const ByteRange& range : AddedLines(before, now)) added += range.end - range.begin;
  return static_cast<double>(now.size() - added) / static_cast<double>(larger);
}

}  // namespace blotter
