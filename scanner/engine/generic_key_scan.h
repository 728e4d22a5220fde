// A quick look whether any generic key name (api_key, token) in a text may be bound to a live token
// at all. Most texts that mention Writer hold none, and need no look at their scopes.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "scanner/engine/hs_database.h"

namespace blotter {

// How far behind a generic key name its literal may begin. In bytes.
inline constexpr std::size_t kGenericReachBytes = 400;

// `key_words`: where Hyperscan saw "key", "token", "secret" or "credential" end, ordered. False
// only if no token within kGenericReachBytes behind one of them is live. Linear in `text`.
bool MayBindGenericKey(std::string_view text, const std::vector<RawMatch>& key_words);

}  // namespace blotter
