// What a run is asked to do, as plain values. Flags (cli) fill them in; nothing else does.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "scanner/model/finding.h"

namespace blotter {

enum class Format : std::uint8_t {
  kText,
  kJsonl,
  kJson,
  kSarif,
  kGithub,         // workflow commands
  kGithubSummary,  // a job's step summary; to files only
  kGitlab,
  kJunit,
  kLedger,  // to files only
};

// One --report FORMAT=PATH.
struct ReportTarget {
  Format format = Format::kText;
  std::string path;
};

enum class ColorChoice : std::uint8_t { kAuto, kAlways, kNever };

// Which configuration is in force.
struct ConfigOptions {
  std::string file;  // empty: .blotter.toml at the top of the repository that holds the root
  bool none = false;
};

struct ScanOptions {
  std::vector<std::string> paths;  // "-" is standard input; empty means "."
  bool no_ignore = false;          // read what git ignores, too
  std::optional<std::uint64_t> max_file_size_bytes;
  int threads = 0;  // 0: one per processor
};

struct StagedOptions {
  bool all_files = false;                 // everything that the index holds, not only what changes
  bool all_files_if_none_staged = false;  // the same, where nothing is staged
  std::optional<std::uint64_t> max_file_size_bytes;
  int threads = 0;  // 0: one per processor
};

// Commits: all that the tips lead to, without what the others lead to.
struct DiffOptions {
  std::vector<std::string> tips;   // as git names them: HEAD, a branch, an id
  std::vector<std::string> bases;  // must be here, unless one of the next is
  std::vector<std::string> known;  // those that are not here do not matter: what a remote has
  // A commit that merges what is looked at into its target, as CI systems check it out: then what
  // its first parent leads to was there before. Where it is no merge it says nothing.
  std::string merge;
  std::string remote;         // nor what this remote's branches lead to; empty: no remote
  bool without_refs = false;  // nor what any ref leads to, as before a push is accepted
  std::optional<std::uint64_t> max_file_size_bytes;
  int threads = 0;  // 0: one per processor
};

struct HistoryOptions {
  std::vector<std::string> repositories;  // empty means "."
  bool reachable_only = false;            // what a clone would carry: no reflogs, nothing dangling
  bool verify_objects = false;            // check the checksum of every object that is read
  std::string since_scan;                 // state file of earlier runs; empty: none
  int threads = 0;                        // 0: one per processor
  std::optional<std::uint64_t> max_file_size_bytes;
};

// What allows findings beside comments in the files themselves.
struct AllowOptions {
  bool from_worktree = false;  // gates: take what steers them, rules too, as it is on disk
  std::string baseline;        // a file; empty: none
};

struct OutputOptions {
  Format format = Format::kText;
  std::vector<ReportTarget> reports;
  Level fail_on = Level::kWarning;
  ColorChoice color = ColorChoice::kAuto;
  bool show_secrets = false;
  bool show_allowed = false;      // allowed findings, too, marked as such
  bool sarif_suppressed = false;  // the same in SARIF, as suppressed results
  bool exit_zero = false;
  bool quiet = false;  // no summary, no progress
};

}  // namespace blotter
