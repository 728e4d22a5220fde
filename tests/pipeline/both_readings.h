// Reads what a repository's objects folder holds with and without trust in what was inert in the
// bases of deltas, expects the same of both, and tells what the trust had to do with it.
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <set>
#include <string>

#include "scanner/engine/compiled_rules.h"
#include "scanner/git/pack_limits.h"
#include "scanner/pipeline/history_reader.h"

namespace blotter::testing {

struct ReadingFacts {
  HistoryReading reading;                  // the full one
  std::set<ObjectId> suspects;             // of it
  std::size_t changed = 0;                 // blobs that were visited after the base they change
  std::array<std::size_t, 6> inherited{};  // of these: judged by the changes alone, by Inertness
  std::size_t became_suspect = 0;          // of these: suspects of a base that is none
  std::size_t ceased = 0;                  // and the reverse
};

// `options`: what a reader is told beyond trust and workers.
ReadingFacts ExpectSameReadings(const CompiledRules& rules, const std::string& objects_folder,
                                const HistoryReaderOptions& options = {}, PackLimits limits = {});

std::unique_ptr<CompiledRules> EmbeddedCompiledRules();

}  // namespace blotter::testing
