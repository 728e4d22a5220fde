#include "scanner/findings/fingerprint.h"

#include <fmt/format.h>

#include "scanner/base/sha256.h"

namespace blotter {

// Each part goes in with its length before it, so that no two triples give the same bytes; the
// first part says what the hash is for, so that it is no other program's hash of the same secret.
std::string Fingerprint(std::string_view rule_id, std::string_view path, const Secret& secret) {
  std::string input;
  for (const std::string_view part : {std::string_view("blotter-fingerprint-v1"), rule_id, path,
                                      std::string_view(secret.Reveal())}) {
    input += fmt::format("{}:", part.size());
    input += part;
  }
  return Sha256Hex(input).substr(0, 32);
}

}  // namespace blotter
