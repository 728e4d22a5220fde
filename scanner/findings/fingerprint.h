// Fingerprint: the stable name of a finding. It is made of rule, path and secret and of nothing
// else, so it survives moved lines, rebases and squashes, and changes when the secret changes.
// Equal inputs give equal fingerprints for ever, on any machine (docs/formats.md, "Fingerprint").
#pragma once

#include <string>
#include <string_view>

#include "scanner/model/secret.h"

namespace blotter {

// 32 lower-case hexadecimal digits. `path` is Finding::repository_path, so that nothing depends on
// the folder that was asked for; the secret is empty for findings that concern a whole file.
std::string Fingerprint(std::string_view rule_id, std::string_view path, const Secret& secret);

}  // namespace blotter
