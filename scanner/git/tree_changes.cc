#include "scanner/git/tree_changes.h"

#include <array>
#include <limits>

namespace blotter {

namespace {

// Trees are compared in pieces, smaller ones towards the difference. In bytes.
constexpr std::array<std::size_t, 2> kSteps = {1024, 64};

std::size_t CommonPrefix(std::string_view a, std::string_view b) {
  const std::size_t size = std::min(a.size(), b.size());
  std::size_t at = 0;
  for (const std::size_t step : kSteps) {
    while (at + step <= size && a.substr(at, step) == b.substr(at, step)) at += step;
  }
  while (at < size && a[at] == b[at]) ++at;
  return at;
}

std::size_t CommonSuffix(std::string_view a, std::string_view b) {
  const std::size_t size = std::min(a.size(), b.size());
  std::size_t length = 0;
  const auto tail = [](std::string_view text, std::size_t done, std::size_t step) {
    return text.substr(text.size() - done - step, step);
  };
  for (const std::size_t step : kSteps) {
    while (length + step <= size && tail(a, length, step) == tail(b, length, step)) length += step;
  }
  while (length < size && a[a.size() - 1 - length] == b[b.size() - 1 - length]) ++length;
  return length;
}

}  // namespace

// The entries before the first difference, and those behind the last, are the old tree's. Where an
// entry of the old tree begins in equal bytes, one of the new tree does: for the beginning, since
// trees are read from there; for the end, if reading the middle comes out there.
TreeChanges::Middle TreeChanges::Compare(std::string_view content) {
  behind_.clear();
  kept_before_ = same_prefix_ = same_suffix_ = 0;
  if (tree_.empty()) return {};
  const std::size_t prefix = CommonPrefix(tree_, content);
  const auto first = std::upper_bound(starts_.begin(), starts_.end(), prefix);
  Middle middle;
  // The entry that holds the first difference, or the one that a new entry comes behind.
  if (first != starts_.begin()) {
    kept_before_ = static_cast<std::size_t>(first - starts_.begin()) - 1;
    middle.begin = starts_[kept_before_];
  }
  const std::size_t suffix =
      CommonSuffix(std::string_view(tree_).substr(prefix), content.substr(prefix));
  same_prefix_ = prefix;
  same_suffix_ = suffix;
  const auto behind = std::lower_bound(first, starts_.end(), tree_.size() - suffix);
  if (behind == starts_.end()) return middle;
  middle.end = *behind + content.size() - tree_.size();
  for (auto start = behind; start != starts_.end(); ++start) {
    behind_.push_back(static_cast<std::uint32_t>(*start + content.size() - tree_.size()));
  }
  return middle;
}

void TreeChanges::Remember(std::string_view content) {
  if (content.size() > std::numeric_limits<std::uint32_t>::max()) return Forget();
  starts_.insert(starts_.end(), behind_.begin(), behind_.end());
  // Only what differs is copied; where the sizes are equal nothing else is even moved.
  const std::size_t same = same_prefix_ + same_suffix_;
  tree_.replace(same_prefix_, tree_.size() - same, content, same_prefix_, content.size() - same);
}

void TreeChanges::Forget() {
  tree_.clear();
  starts_.clear();
}

}  // namespace blotter
