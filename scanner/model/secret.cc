#include "scanner/model/secret.h"

#include <algorithm>

#include <fmt/format.h>

namespace blotter {

std::string Secret::Redacted() const {
  if (bytes_.empty()) return "";
  const std::size_t shown = std::min<std::size_t>(4, bytes_.size() / 4);
  return fmt::format("{}... ({} characters)", bytes_.substr(0, shown), bytes_.size());
}

}  // namespace blotter
