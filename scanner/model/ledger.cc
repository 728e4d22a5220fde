#include "scanner/model/ledger.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace blotter {

namespace {

struct SkipReasonText {
  std::string_view key;
  std::string_view words;
};
constexpr std::array<SkipReasonText, kSkipReasonCount> kSkipReasonTexts = {{
    {"git_ignored", "ignored by git"},
    {"git_ignored_folder", "folders ignored by git"},
    {"git_folder", "git's own folders"},
    {"path_allowlist", "allowed by path"},
    {"too_large", "larger than --max-file-size"},
    {"symlink", "symbolic links"},
    {"fifo", "named pipes"},
    {"socket", "sockets"},
    {"device", "devices"},
    {"submodule", "submodules' commits"},
}};

}  // namespace

std::string_view SkipReasonKey(SkipReason reason) {
  return kSkipReasonTexts[static_cast<std::size_t>(reason)].key;
}

std::string_view SkipReasonWords(SkipReason reason) {
  return kSkipReasonTexts[static_cast<std::size_t>(reason)].words;
}

void Ledger::Miss(MissingKind kind, std::uint64_t count, ReadFailure failure) {
  if (count == 0) return;
  missing[static_cast<std::size_t>(kind)] += count;
  failures.push_back(std::move(failure));
}

void Ledger::Merge(const Ledger& other) {
  files += other.files;
  bytes += other.bytes;
  folders += other.folders;
  repositories += other.repositories;
  commits += other.commits;
  trees += other.trees;
  tags += other.tags;
  blobs += other.blobs;
  for (std::size_t i = 0; i < kSkipReasonCount; ++i) skipped[i] += other.skipped[i];
  for (std::size_t i = 0; i < kMissingKindCount; ++i) missing[i] += other.missing[i];
  for (std::size_t i = 0; i < kAllowedByCount; ++i) allowed[i] += other.allowed[i];
  failures.insert(failures.end(), other.failures.begin(), other.failures.end());
  remarks.insert(remarks.end(), other.remarks.begin(), other.remarks.end());
}

void Ledger::Normalize() {
  const auto failure_key = [](const ReadFailure& f) { return std::tie(f.path, f.reason); };
  std::sort(failures.begin(), failures.end(), [&](const ReadFailure& a, const ReadFailure& b) {
    return failure_key(a) < failure_key(b);
  });
  const auto same = [&](const ReadFailure& a, const ReadFailure& b) {
    return failure_key(a) == failure_key(b);
  };
  failures.erase(std::unique(failures.begin(), failures.end(), same), failures.end());
  std::sort(remarks.begin(), remarks.end());
  remarks.erase(std::unique(remarks.begin(), remarks.end()), remarks.end());
}

}  // namespace blotter
