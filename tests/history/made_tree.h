// Trees made by hand, with ids that nothing was hashed for.
#pragma once

#include <string>
#include <string_view>

#include <fmt/format.h>

#include "scanner/git/object_id.h"

namespace blotter::testing {

inline ObjectId MadeId(int n) {
  return ObjectId::FromHex(fmt::format("{:08x}{:032x}", static_cast<unsigned>(n) * 7919, n))
      .value();
}

// One entry of a tree, as it stands there.
inline std::string MadeEntry(std::string_view mode, std::string_view name, int id) {
  std::string entry = fmt::format("{} {}", mode, name);
  entry += '\0';
  entry.append(reinterpret_cast<const char*>(MadeId(id).data()), kSha1Bytes);
  return entry;
}

}  // namespace blotter::testing
