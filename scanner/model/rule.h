// A rule, as data: what Hyperscan looks for, what RE2 captures, and how the capture is judged.
// The schema is gitleaks' with our keys beside it (docs/formats.md). Immutable once loaded.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "scanner/model/finding.h"

namespace blotter {

// Who judges a rule's candidates.
enum class Judge : std::uint8_t {
  kGeneric,       // gitleaks' semantics: entropy, keywords, allowlists
  kWriterKey,     // a literal bound to a Writer name or in a Writer scope
  kBearer,        // a literal after Bearer
  kWriterBearer,  // a kBearer candidate whose request goes to Writer: has no forms of its own
  kEnvFile,       // env_policy: no content pattern at all
};

// One way in which a secret is written. Hyperscan reports where `anchor` ends; RE2 then searches
// `regex` from `before_bytes` before that to `after_bytes` after it.
struct RuleForm {
  std::string id;
  std::string anchor;
  std::string regex;     // groups: name (optional), link (optional), secret
  int secret_group = 0;  // where there is no group called secret (gitleaks' secretGroup)
  std::uint32_t before_bytes = 128;
  std::uint32_t after_bytes = 512;
};

enum class AllowlistTarget : std::uint8_t { kSecret, kMatch, kLine };

// gitleaks' allowlists. In a rule it is part of what the rule looks for: what it matches is no
// finding. As an exception of a configuration it allows findings: they are counted, and can be
// shown.
struct Allowlist {
  std::string description;      // of an exception: the reason
  bool all_must_match = false;  // condition = "AND"
  AllowlistTarget target = AllowlistTarget::kSecret;
  std::vector<std::string> paths;
  std::vector<std::string> regexes;
  std::vector<std::string> stopwords;
  std::vector<std::string> commits;  // whole ids
  bool is_exception = false;

  // Whether it needs a commit and something else at once.
  bool CombinesCommits() const {
    const bool has_others = !paths.empty() || !regexes.empty() || !stopwords.empty();
    return all_must_match && !commits.empty() && has_others;
  }
};

// `text` may hold templates ({{key}}, {{wr}}, {{hex:40}}, ...: docs/formats.md) that are filled in
// when it is run, so that no live-looking secret stands in a rule file.
struct RuleExample {
  std::string text;
  std::string path;  // the file name it is judged under; empty: "example.txt"
  bool match = true;
  std::uint64_t source_line = 0;  // in the rule file
};

struct Rule {
  std::string id;
  std::string name;  // Pascal case, for SARIF: "WriterApiKey"
  std::string description;
  std::string message;  // what a finding says
  std::string help;     // what to do, plain text
  std::string help_markdown;
  std::string help_uri;
  Level level = Level::kError;
  Confidence precision = Confidence::kHigh;
  std::string security_severity;  // "0.0" to "10.0", as SARIF wants it
  Judge judge = Judge::kGeneric;
  double entropy = 0;  // bits per character at least; 0: not asked
  std::string path;    // only paths that match; empty: all
  std::vector<std::string> keywords;
  std::vector<std::string> tags;
  std::vector<RuleForm> forms;
  std::vector<Allowlist> allowlists;
  std::vector<RuleExample> examples;
  std::uint64_t source_line = 0;
  bool enabled = true;  // false: a configuration switched it off, and it finds nothing

  // A rule without a regex: every file whose path matches is a finding.
  bool LooksAtPathsOnly() const { return judge == Judge::kGeneric && forms.empty(); }
};

// Things in a file that say "this is Writer's", beside names.
enum class EvidenceKind : std::uint8_t {
  kHost,     // a request to a Writer API host
  kImport,   // the file imports a Writer SDK
  kCall,     // a Writer client is constructed: a scope from the '(' on
  kSection,  // a section, block or object called writer: a scope
};

struct EvidencePattern {
  std::string id;
  EvidenceKind kind = EvidenceKind::kHost;
  std::string anchor;  // as a form's
  std::string regex;   // its first group is the name of the host, import, client or section
  std::uint32_t before_bytes = 260;
  std::uint32_t after_bytes = 160;
};

struct RuleSet {
  std::vector<Rule> rules;  // the most specific first: on one secret the first that judges it wins
  std::vector<EvidencePattern> evidence;
  std::vector<Allowlist> allowlists;  // gitleaks' global [[allowlists]]

  const Rule* Find(std::string_view id) const {
    for (const Rule& rule : rules) {
      if (rule.id == id) return &rule;
    }
    return nullptr;
  }
};

}  // namespace blotter
