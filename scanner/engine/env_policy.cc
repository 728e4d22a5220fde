#include "scanner/engine/env_policy.h"

#include <algorithm>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "scanner/base/shell_quote.h"
#include "scanner/engine/text_scan.h"
#include "scanner/engine/value.h"
#include "scanner/engine/words.h"

namespace blotter {

namespace {

using SecretNameParts = Words<
    "key keys token secret secrets password passwd pass pwd passphrase credential credentials auth "
    "apikey private dsn salt jwt pat">;
constexpr std::size_t kMinNamedSecretBytes = 8;

std::string_view Trim(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r";
  const std::size_t begin = text.find_first_not_of(kBlanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

// The value of KEY=VALUE without quotes and trailing comment.
std::string_view PlainValue(std::string_view value) {
  value = Trim(value);
  if (value.empty()) return value;
  const char quote = value[0];
  if (quote == '"' || quote == '\'' || quote == '`') {
    const std::size_t end = value.find(quote, 1);
    return value.substr(1, end == std::string_view::npos ? std::string_view::npos : end - 1);
  }
  return Trim(value.substr(0, value.find(" #")));
}

bool NamesSecret(std::string_view name) {
  const std::vector<WordPart> parts = SplitWords(name);
  return std::any_of(parts.begin(), parts.end(), [](const WordPart& part) {
    return SecretNameParts::ContainFolded(part.text);
  });
}

bool IsReference(std::string_view value) {
  return value.find_first_of("${<%") != std::string_view::npos || value.starts_with("op://") ||
         value.starts_with("vault:") || value.starts_with("arn:");
}

bool IsLongToken(std::string_view value) {
  return value.size() >= kMinSecretBytes && std::all_of(value.begin(), value.end(), IsTokenChar);
}

// The password inside a URL: scheme://user:PASSWORD@host.
std::string_view UrlPassword(std::string_view value) {
  const std::size_t scheme = value.find("://");
  if (scheme == std::string_view::npos) return {};
  const std::size_t at = value.find('@', scheme);
  const std::size_t colon = value.find(':', scheme + 3);
  if (at == std::string_view::npos || colon == std::string_view::npos || colon > at) return {};
  return value.substr(colon + 1, at - colon - 1);
}

// Under a name that asks for a secret, a value of letters and digits mixed; a plain word
// ("postgres", "changeme") is a harmless default.
bool IsNamedSecret(std::string_view value) {
  if (value.size() < kMinNamedSecretBytes) return false;
  if (value.size() >= kMinSecretBytes && JudgeValue(value) != ValueKind::kOpaque) return false;
  const bool digit = std::any_of(value.begin(), value.end(), IsDigit);
  const bool letter = std::any_of(value.begin(), value.end(), IsLetter);
  const std::vector<WordPart> parts = SplitWords(value);
  const auto runs = std::count_if(parts.begin(), parts.end(), [](const WordPart& part) {
    return part.kind != WordPart::Kind::kJoint;
  });
  return digit && letter && runs >= 3;
}

bool IsSecretValue(std::string_view name, std::string_view value) {
  if (IsReference(value)) return false;
  if (IsNamedSecret(UrlPassword(value))) return true;
  if (NamesSecret(name) && IsNamedSecret(value)) return true;
  return IsLongToken(value) && JudgeValue(value) == ValueKind::kOpaque && LooksRandom(value);
}

bool IsEncrypted(std::string_view value) {
  return value.starts_with("encrypted:") || value.starts_with("ENC[") ||
         value.starts_with("vault:v");
}

bool IsWhollyEncrypted(std::string_view content) {
  return content.starts_with(std::string_view("\0GITCRYPT", 9)) ||
         content.starts_with("$ANSIBLE_VAULT;") || content.starts_with("age-encryption.org/") ||
         content.starts_with("-----BEGIN AGE ENCRYPTED FILE") ||
         content.starts_with("-----BEGIN PGP MESSAGE");
}

// The .gitignore line that names exactly this path. A line break cannot stand in one: there, any
// character is meant.
std::string IgnoreLine(std::string_view path) {
  std::string line = "/";
  for (const char c : path) {
    if (c == '\n' || c == '\r') {
      line += '?';
      continue;
    }
    if (std::string_view("\\*?[").find(c) != std::string_view::npos) line += '\\';
    line += c;
  }
  if (line.back() == ' ') line.insert(line.size() - 1, 1, '\\');
  return line;
}

std::string IgnoreFileName(const Provenance& where) {
  return where.repository_top.empty() ? ".gitignore" : where.repository_top + "/.gitignore";
}

Finding MakeFinding(const Rule& rule, Level level, std::string message, std::string evidence) {
  Finding finding;
  finding.rule_id = rule.id;
  finding.level = level;
  finding.confidence = rule.precision;
  finding.message = std::move(message);
  finding.whole_file = true;
  finding.evidence.push_back(std::move(evidence));
  return finding;
}

// "holds 2 values that look like secrets".
std::string HoldsWords(std::size_t secrets) {
  if (secrets == 0) return "holds no value that looks like a secret";
  if (secrets == 1) return "holds 1 value that looks like a secret";
  return fmt::format("holds {} values that look like secrets", secrets);
}

// Null where a configuration switched it off, too.
const Rule* EnabledRule(const RuleSet& rules, std::string_view id) {
  const Rule* const rule = rules.Find(id);
  return rule != nullptr && rule->enabled ? rule : nullptr;
}

}  // namespace

EnvContents ReadEnvContents(std::string_view content) {
  EnvContents contents;
  if (IsWhollyEncrypted(content)) {
    contents.encrypted = 1;
    return contents;
  }
  for (std::size_t line = 0; line < content.size(); line = NextLine(content, line)) {
    std::string_view text = Trim(content.substr(line, LineEnd(content, line) - line));
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    if (text.empty() || text[0] == '#') continue;
    if (text.starts_with("export ")) text.remove_prefix(7);
    const std::size_t equals = text.find_first_of("=:");
    if (equals == std::string_view::npos) continue;
    const std::string_view name = Trim(text.substr(0, equals));
    const std::string_view value = PlainValue(text.substr(equals + 1));
    if (name.starts_with("sops_") || name.find("PUBLIC_KEY") != std::string_view::npos) continue;
    if (IsEncrypted(value)) {
      ++contents.encrypted;
    } else if (IsSecretValue(name, value)) {
      ++contents.secrets;
    }
  }
  return contents;
}

EnvPolicy::EnvPolicy(const RuleSet& rules)
    : tracked_(EnabledRule(rules, "dotenv-tracked")),
      not_ignored_(EnabledRule(rules, "dotenv-not-ignored")),
      ignored_locally_(EnabledRule(rules, "dotenv-ignored-locally")) {}

std::optional<Finding> EnvPolicy::Judge(const Provenance& where, EnvFileKind kind,
                                        std::string_view content) const {
  switch (where.git_state) {
    case GitState::kOutsideRepository:
      return std::nullopt;
    case GitState::kIgnored:
    case GitState::kIgnoredLocally:
      return JudgeIgnored(where);
    case GitState::kTracked:
    case GitState::kCommitted:
    case GitState::kNotIgnored:
      break;
  }
  const bool keys = kind == EnvFileKind::kKeys;
  const EnvContents contents = ReadEnvContents(content);
  const bool encrypted = where.encrypted_in_index || contents.encrypted > 0;
  if (!keys && encrypted && contents.secrets == 0) return std::nullopt;
  const std::string holds = keys ? "holds private keys" : HoldsWords(contents.secrets);
  const std::string line = IgnoreLine(where.path_in_repository);
  if (where.git_state == GitState::kNotIgnored) {
    if (not_ignored_ == nullptr) return std::nullopt;
    const bool worse = keys && not_ignored_->level == Level::kWarning;
    return MakeFinding(*not_ignored_, worse ? Level::kError : not_ignored_->level,
                       fmt::format("{}: add the line {} to {}", not_ignored_->message, line,
                                   IgnoreFileName(where)),
                       holds);
  }
  if (tracked_ == nullptr) return std::nullopt;
  const bool harmless = !keys && contents.secrets == 0;
  const Level level = harmless ? std::min(tracked_->level, Level::kWarning) : tracked_->level;
  if (where.git_state == GitState::kCommitted) {
    return MakeFinding(*tracked_, level,
                       "this env file was committed: who has a clone has what it held; revoke that",
                       holds);
  }
  const std::string in_vain =
      where.ignored_by.empty() ? "" : fmt::format(", although {} lists it", where.ignored_by);
  const std::string folder =
      where.repository_top.empty() ? "" : fmt::format("-C {} ", ShellQuote(where.repository_top));
  const std::string ignore = where.ignored_by.empty() ? fmt::format(" and add the line {} to {}",
                                                                    line, IgnoreFileName(where))
                                                      : "";
  return MakeFinding(*tracked_, level,
                     fmt::format("{}{}: run git {}rm --cached -- {}{}", tracked_->message, in_vain,
                                 folder, ShellQuote(where.path_in_repository), ignore),
                     holds);
}

std::optional<Finding> EnvPolicy::JudgeIgnored(const Provenance& where) const {
  if (where.git_state != GitState::kIgnoredLocally || ignored_locally_ == nullptr) {
    return std::nullopt;
  }
  return MakeFinding(*ignored_locally_, ignored_locally_->level,
                     fmt::format("{}: add the line {} to {}", ignored_locally_->message,
                                 IgnoreLine(where.path_in_repository), IgnoreFileName(where)),
                     fmt::format("ignored by {}", where.ignored_by));
}

}  // namespace blotter
