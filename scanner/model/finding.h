// A finding: one secret (or one env file) in one place, judged, with why.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/model/allowance.h"
#include "scanner/model/history.h"
#include "scanner/model/position.h"
#include "scanner/model/secret.h"

namespace blotter {

enum class Level : std::uint8_t { kNote, kWarning, kError };
enum class Confidence : std::uint8_t { kLow, kMedium, kHigh };

std::string_view LevelName(Level level);                 // "note", "warning", "error"
std::string_view ConfidenceName(Confidence confidence);  // "low", "medium", "high"
std::optional<Level> ParseLevel(std::string_view name);

// The source line around a secret, for the text report: raw bytes as in the file (not sanitised),
// every secret in it replaced by '*' (one per character), cut to a readable width.
struct Excerpt {
  std::string text;
  std::size_t mark_begin = 0;  // the secret's bytes within `text`, half-open
  std::size_t mark_end = 0;
  bool cut_before = false;  // the line goes on to the left / to the right
  bool cut_after = false;
};

struct Finding {
  std::string rule_id;
  Level level = Level::kError;
  Confidence confidence = Confidence::kHigh;
  std::string message;  // one sentence; holds no secret
  std::string path;     // relative to the root asked for, '/' between parts, any bytes
  // Path relative to the repository's top (equals `path` outside one); what SARIF URIs name.
  std::string repository_path;
  bool whole_file = false;  // env-file findings: region is 1:1 to 1:1 and there is no secret
  Region region;            // of the secret itself
  ByteSpan span;            // the same, in bytes of the file
  Secret secret;
  std::string fingerprint;  // of rule, path and secret; survives moved lines
  std::vector<std::string> evidence;
  std::vector<std::string> decoders;
  // History only, empty otherwise: the commit that introduced it, the file's content there, who
  // ("Name <mail>"), and when (ISO 8601).
  std::string commit, blob, author, date;
  std::optional<History> history;
  Excerpt excerpt;
  // GitHub's primaryLocationLineHash ("hash:n"); empty where not asked for or not computable.
  std::string line_hash;
  // Set where somebody has allowed it: it is counted, and is no finding (findings/allowed.h).
  std::optional<Allowance> allowance;
};

// The order of every output: path, line, column, rule; then what is left, so that it is total.
bool FindingLess(const Finding& a, const Finding& b);

}  // namespace blotter
