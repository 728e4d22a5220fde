#include "scanner/git/tree_changes.h"

#include <limits>

namespace blotter {

namespace {

std::size_t CommonPrefix(std::string_view a, std::string_view b) {
  const std::size_t size = std::min(a.size(), b.size());
  std::size_t at = 0;
  constexpr std::size_t kStep = 64;
  while (at + kStep <= size && a.substr(at, kStep) == b.substr(at, kStep)) at += kStep;
  while (at < size && a[at] == b[at]) ++at;
  return at;
}

std::size_t CommonSuffix(std::string_view a, std::string_view b) {
  const std::size_t size = std::min(a.size(), b.size());
  std::size_t length = 0;
  constexpr std::size_t kStep = 64;
  const auto tail = [](std::string_view text, std::size_t done) {
    return text.substr(text.size() - done - kStep, kStep);
  };
  while (length + kStep <= size && tail(a, length) == tail(b, length)) length += kStep;
  while (length < size && a[a.size() - 1 - length] == b[b.size() - 1 - length]) ++length;
  return length;
}

}  // namespace

// The entries before the first difference, and those behind the last, are the old tree's. Where an
// entry of the old tree begins in equal bytes, one of the new tree does: for the beginning, since
// trees are read from there; for the end, if reading the middle comes out there.
TreeChanges::Middle TreeChanges::Compare(std::string_view content) {
  behind_.clear();
  kept_before_ = 0;
  if (tree_.empty()) return {};
  const std::size_t prefix = CommonPrefix(tree_, content);
  const auto first = std::upper_bound(starts_.begin(), starts_.end(), prefix);
  Middle middle;
  // The entry that holds the first difference, or the one that a new entry comes behind.
  if (first != starts_.begin()) {
    kept_before_ = static_cast<std::size_t>(first - starts_.begin()) - 1;
    middle.begin = starts_[kept_before_];
  }
  const std::size_t rest = std::min(tree_.size(), content.size()) - prefix;
  const std::size_t suffix =
      std::min(rest, CommonSuffix(std::string_view(tree_).substr(prefix), content.substr(prefix)));
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
  tree_.assign(content);
}

void TreeChanges::Forget() {
  tree_.clear();
  starts_.clear();
}

}  // namespace blotter
