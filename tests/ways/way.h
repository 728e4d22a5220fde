// A way by which content comes into a repository, and what must come of it. Each is tried twice
// with a real git and the real program: with a leak, and without.
//
// The script is bash, run with `set -e` behind tests/ways/prelude.bash, in a repository with one
// commit, whose tag is "base". It has
//   $LINE      a line of Python with a live key, or in the other try with none
//   $OLD_LINE  a line with a live key, in both tries
//   $KEY, $OLD_KEY   those keys
//   gate CMD...      runs the command that a gate stands before, and keeps whether it went through
//   look ARGS...     runs `blotter ARGS...` itself, as the gate
#pragma once

#include <ostream>
#include <span>
#include <string>

namespace blotter::testing {

struct Way {
  const char* name;
  // Who must have looked last: the name of a hook; or the verb, where no hook fires and the script
  // itself looks.
  const char* gate;
  const char* script;
  // Exit codes of what looked: with the leak, and without.
  int with_leak = 1;
  int without = 0;
  // Whether there is anything to look at (else the ledger must hold nothing).
  bool reads = true;
  // What the words of the run must hold, if anything.
  const char* words = "";
};

// In the names of tests.
inline void PrintTo(const Way& way, std::ostream* out) { *out << way.name; }

// Names that say more than numbers do.
inline constexpr int kPasses = 0;
inline constexpr int kIncomplete = 2;

std::span<const Way> WaysOfCommitting();   // git commit and its flags, and what it is called with
std::span<const Way> WaysOfChanging();     // kinds of changes: renames, modes, links, env files
std::span<const Way> WaysOfKeeping();      // kinds of repositories, indexes, worktrees
std::span<const Way> WaysOfConfiguring();  // attributes, filters, settings, encodings, names
std::span<const Way> WaysOfMerging();      // merges, and what rewrites or replays commits
std::span<const Way> WaysOfPushing();      // pre-push and pre-receive

}  // namespace blotter::testing
