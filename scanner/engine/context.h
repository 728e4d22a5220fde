// What a text says about Writer beside names: requests to its hosts, imports of its SDKs, clients
// made and sections headed. Collected once for each text that has any candidate.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "scanner/engine/compiled_rules.h"
#include "scanner/engine/hs_database.h"

namespace blotter {

// A stretch of text in which a generic api_key is Writer's.
struct Scope {
  enum class Kind : unsigned char { kCall, kSection };
  Kind kind = Kind::kCall;
  std::size_t head = 0;   // where its name stands
  std::size_t begin = 0;  // half-open
  std::size_t end = 0;
  std::string_view label;  // "AsyncWriter", "[writer]"
};

struct HostMention {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string_view name;
};

struct Context {
  std::vector<HostMention> hosts;  // API hosts only, by position
  std::vector<Scope> scopes;       // by position
  std::optional<std::size_t> import_at;
  std::string_view import_name;

  bool empty() const { return hosts.empty() && scopes.empty() && !import_at; }

  // No host further away than this is near, however long the lines are. In bytes.
  static constexpr std::size_t kHostReach = 16384;

  // The API host closest to `at` within `lines` lines either way; null where there is none.
  const HostMention* NearestHost(std::string_view text, std::size_t at, int lines) const;
};

// `evidence`: the hits of rules.evidence() in `text`.
Context CollectContext(std::string_view text, const CompiledRules& rules,
                       const std::vector<RawMatch>& evidence);

// The same where it is scopes only; nothing where there is a host or an import, as soon as one is
// come upon.
std::optional<Context> CollectScopes(std::string_view text, const CompiledRules& rules,
                                     const std::vector<RawMatch>& evidence);

}  // namespace blotter
