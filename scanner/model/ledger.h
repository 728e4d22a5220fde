// The coverage ledger: what a run read, what it passed over and why, and what it could not read.
// Exit 0 is only allowed where failures is empty.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/model/allowance.h"
#include "scanner/model/missing.h"

namespace blotter {

// Why something was not read. Order is the order of reports.
enum class SkipReason : std::uint8_t {
  kGitIgnored,        // an untracked file that git ignores
  kGitIgnoredFolder,  // an untracked folder that git ignores, counted once, not entered
  kGitFolder,         // .git itself
  kPathAllowlist,     // a rule file's global path allowlist
  kTooLarge,          // beyond --max-file-size
  kSymlink,
  kFifo,
  kSocket,
  kDevice,
  kSubmodule,  // a submodule's commit, of which only the id is recorded
  kCount,
};
inline constexpr std::size_t kSkipReasonCount = static_cast<std::size_t>(SkipReason::kCount);

std::string_view SkipReasonKey(SkipReason reason);    // "git_ignored": a stable JSON key
std::string_view SkipReasonWords(SkipReason reason);  // "ignored by git": for people

// Something that was asked for and could not be read.
struct ReadFailure {
  std::string path;    // as Finding::path; may be empty where no file is concerned
  std::string reason;  // a sentence for a person: what happened, what to do
};

struct Ledger {
  std::uint64_t files = 0;    // files read to the end
  std::uint64_t bytes = 0;    // their bytes
  std::uint64_t folders = 0;  // folders listed
  std::uint64_t repositories = 0;
  std::uint64_t commits = 0, trees = 0, tags = 0, blobs = 0;  // objects of histories, read whole
  std::array<std::uint64_t, kSkipReasonCount> skipped{};
  MissingCounts missing{};  // what repositories lack; each kind counted has failures, too
  AllowedCounts allowed{};  // what would be findings, had nobody allowed it
  std::vector<ReadFailure> failures;
  // Sentences that a reader must know of, without being failures
  // ("env-file rules do not apply: /x is in no git repository").
  std::vector<std::string> remarks;
  // Where a complete run read nothing because there was nothing to read: why ("Nothing is staged").
  std::string nothing_to_read;

  bool complete() const { return failures.empty(); }
  void Skip(SkipReason reason, std::uint64_t count = 1) {
    skipped[static_cast<std::size_t>(reason)] += count;
  }
  void Allow(AllowedBy by) { ++allowed[static_cast<std::size_t>(by)]; }
  // `count` things of this kind are not here. Counted and named in one step, so that no run that
  // lacks something can pass for complete. Does nothing for 0.
  void Miss(MissingKind kind, std::uint64_t count, ReadFailure failure);
  // Adds another thread's or source's part.
  void Merge(const Ledger& other);
  // Sorts failures and remarks and drops doubles, so that output does not depend on threads.
  void Normalize();
};

// One of several repositories' part of a run.
struct RepositoryLedger {
  std::string repository;  // as typed or listed
  Ledger ledger;
};

}  // namespace blotter
