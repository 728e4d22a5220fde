#include "scanner/git/raw_diff.h"

#include <charconv>
#include <optional>

#include <fmt/format.h>

namespace blotter {
namespace {

// The text up to `end`, which is taken, too.
std::optional<std::string_view> TakeUntil(char end, std::string_view* text) {
  const std::size_t at = text->find(end);
  if (at == std::string_view::npos) return std::nullopt;
  const std::string_view taken = text->substr(0, at);
  text->remove_prefix(at + 1);
  return taken;
}

bool ParseMode(std::string_view text, std::uint32_t* mode) {
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), *mode, 8);
  return parsed.ec == std::errc() && parsed.ptr == text.data() + text.size();
}

// ":100644 100755 ID ID M", without the colon.
bool ParseFacts(std::string_view facts, RawChange* change) {
  const auto old_mode = TakeUntil(' ', &facts);
  const auto new_mode = TakeUntil(' ', &facts);
  const auto old_id = TakeUntil(' ', &facts);
  const auto new_id = TakeUntil(' ', &facts);
  if (!new_id || facts.empty()) return false;
  const std::optional<ObjectId> from = ObjectId::FromHex(*old_id);
  const std::optional<ObjectId> to = ObjectId::FromHex(*new_id);
  if (!from || !to || from->size() != to->size()) return false;
  change->old_id = *from;
  change->new_id = *to;
  change->status = facts.front();
  return ParseMode(*old_mode, &change->old_mode) && ParseMode(*new_mode, &change->new_mode) &&
         std::string_view("ADMTU").find(change->status) != std::string_view::npos;
}

}  // namespace

Result<std::vector<RawChange>> TakeRawChanges(std::string_view* listing) {
  std::vector<RawChange> changes;
  while (!listing->empty() && listing->front() == ':') {
    listing->remove_prefix(1);
    const auto facts = TakeUntil('\0', listing);
    const auto path = TakeUntil('\0', listing);
    RawChange change;
    if (!path || path->empty() || !ParseFacts(*facts, &change)) {
      return Error{
          fmt::format("git listed a change that cannot be read, after {} others", changes.size())};
    }
    change.path = *path;
    changes.push_back(change);
  }
  return changes;
}

}  // namespace blotter
