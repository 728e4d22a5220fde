// The lines of ours in a hook's file: a marked block of POSIX shell, right behind the "#!" line, so
// that it runs before whatever else stands there and that nothing there can end the script first.
//
// The block runs blotter where it stands, with the environment as it is, and ends the script with
// blotter's exit code unless that is 0. One that cannot be started blocks, too. What git writes to
// the hook's standard input is read once, and given to blotter and then to the rest of the script.
// Its begin line says what else was written, so that taking the block out gives back every byte.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "scanner/base/result.h"
#include "scanner/hooks/hook.h"

namespace blotter {

// A block in a script. Half-open, from its first byte to behind its last newline.
struct FoundBlock {
  std::size_t begin = 0;
  std::size_t end = 0;
  // The executable that it runs, a path or a name. Empty where the block is not what this version
  // writes, letter for letter: an older one's, somebody's edit, or a forgery.
  std::string program;
  // Only comments stand before it, so that it is reached.
  bool first = false;
};

// The block of a hook that runs `program` (an absolute path, or a name that PATH leads to; without
// control characters).
std::string HookBlock(Hook hook, std::string_view program);

// Nothing where there is none. Error: one that is damaged, or several.
Result<std::optional<FoundBlock>> FindBlock(Hook hook, std::string_view script);

// `script` with the block: put in, or in place of the one that is there. `existed`: the script is a
// file that is there, if only an empty one. Error: it is no shell script, or its block is damaged.
Result<std::string> WithBlock(Hook hook, std::string_view program, std::string_view script,
                              bool existed);

// `script` without its block; nothing where all of the file was ours. Error: the block is damaged.
Result<std::optional<std::string>> WithoutBlock(Hook hook, std::string_view script);

// What the block runs, as a person would type it: "blotter staged --quiet".
std::string BlotterCall(Hook hook);

// The line that git's person is told to run where a hook is in the way; empty where there is none.
std::string_view WayAround(Hook hook);

}  // namespace blotter
