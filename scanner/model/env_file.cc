// Names are compared without regard to ASCII case: on file systems that fold case, .ENV is .env.
//
// Family: .env, .env.*, *.env, env.local, .envrc, .flaskenv, .dev.vars, .dev.vars.*,
// .streamlit/secrets.toml. A template is a member (or a member with a template suffix) that says
// so: by its last part, by the part before a last ".local", or, for NAME.env, by NAME.
#include "scanner/model/env_file.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace blotter {

namespace {

// NAME_MAX on every system this runs on; longer names are no env files.
constexpr std::size_t kMaxNameBytes = 255;

constexpr std::array<std::string_view, 9> kTemplateSuffixes = {".example",  ".sample", ".template",
                                                               ".tmpl",     ".dist",   ".default",
                                                               ".defaults", ".schema", ".vault"};

// In NAME.env any of these as a word of NAME makes it a template; the suffixes above that are not
// here (dist, default, schema) only as its last part, since default-cluster.env is a real one.
// vault is in neither: vault.env holds the secrets of a Vault server, .env.vault is ciphertext.
constexpr std::array<std::string_view, 4> kTemplateWords = {"example", "sample", "template",
                                                            "tmpl"};
constexpr std::array<std::string_view, 4> kTemplateLastParts = {"dist", "default", "defaults",
                                                                "schema"};

template <std::size_t N>
bool IsOneOf(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// Takes a template suffix, or one followed by ".local", off the end of `name`.
bool RemoveTemplateSuffix(std::string_view* name) {
  std::string_view rest = *name;
  constexpr std::string_view kLocal = ".local";
  if (rest.ends_with(kLocal)) rest.remove_suffix(kLocal.size());
  for (const std::string_view text : {*name, rest}) {
    for (const std::string_view suffix : kTemplateSuffixes) {
      if (!text.ends_with(suffix)) continue;
      *name = text.substr(0, text.size() - suffix.size());
      return true;
    }
  }
  return false;
}

bool IsFamily(std::string_view name, std::string_view folder_name) {
  if (name == ".env" || name.starts_with(".env.") || name.ends_with(".env")) return true;
  if (name == ".dev.vars" || name.starts_with(".dev.vars.")) return true;
  if (name == "env.local" || name == ".envrc" || name == ".flaskenv") return true;
  return name == "secrets.toml" && folder_name == ".streamlit";
}

// `stem` is NAME of NAME.env.
bool IsTemplateStem(std::string_view stem) {
  const std::string_view last = stem.substr(stem.find_last_of('.') + 1);
  if (IsOneOf(kTemplateLastParts, last)) return true;
  while (!stem.empty()) {
    const std::size_t end = std::min(stem.find_first_of(".-_"), stem.size());
    if (IsOneOf(kTemplateWords, stem.substr(0, end))) return true;
    stem.remove_prefix(std::min(end + 1, stem.size()));
  }
  return false;
}

char LowerAscii(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// A cheap look that rules out nearly every name before anything is copied: family names start with
// a dot, 'e' or 's', or end in ".env"; with a template suffix they hold ".env" somewhere.
bool MayBeEnvFile(std::string_view name) {
  if (name.size() < 4 || name.size() > kMaxNameBytes) return false;
  const char first = LowerAscii(name.front());
  if (first == '.' || first == 'e' || first == 's') return true;
  for (std::size_t dot = name.find('.'); dot != std::string_view::npos;
       dot = name.find('.', dot + 1)) {
    if (name.size() - dot >= 4 && LowerAscii(name[dot + 1]) == 'e') return true;
  }
  return false;
}

}  // namespace

EnvFileKind ClassifyEnvFile(std::string_view name, std::string_view folder_name) {
  if (!MayBeEnvFile(name) || folder_name.size() > kMaxNameBytes) return EnvFileKind::kNone;
  std::array<char, kMaxNameBytes> lower_name;
  std::array<char, kMaxNameBytes> lower_folder;
  std::transform(name.begin(), name.end(), lower_name.begin(), LowerAscii);
  std::transform(folder_name.begin(), folder_name.end(), lower_folder.begin(), LowerAscii);
  const std::string_view lower(lower_name.data(), name.size());
  const std::string_view folder(lower_folder.data(), folder_name.size());

  if (lower == ".env.keys") return EnvFileKind::kKeys;
  std::string_view base = lower;
  if (RemoveTemplateSuffix(&base) && IsFamily(base, folder)) return EnvFileKind::kTemplate;
  if (!IsFamily(lower, folder)) return EnvFileKind::kNone;
  if (lower.ends_with(".env") && IsTemplateStem(lower.substr(0, lower.size() - 4))) {
    return EnvFileKind::kTemplate;
  }
  return EnvFileKind::kEnv;
}

}  // namespace blotter
