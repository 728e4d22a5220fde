// Is a token a live literal? Judged by how it is made, never by comparison with seen tokens:
// variety, runs, repeats, and whether its parts are words (letter_model.h).
#pragma once

#include <cstdint>
#include <string_view>

namespace blotter {

enum class ValueKind : std::uint8_t {
  kOpaque,       // nothing speaks against a live token
  kPlaceholder,  // filler, a run, a repeat, words that say "put yours here"
  kWords,        // an identifier, a path, a phrase: made of words
  kNotSecret,    // an integrity sum, a version, a file's name, ciphertext of a known kind
  kUuid,         // 8-4-4-4-12 hexadecimal: a key only under a key's name
};

inline constexpr std::size_t kMinSecretBytes = 16;
inline constexpr std::size_t kMaxSecretBytes = 256;

// `token`: all of it, at least kMinSecretBytes long.
ValueKind JudgeValue(std::string_view token);

// Whether its first characters say that `token` is an integrity sum or a ciphertext.
bool IsMarkedNonSecret(std::string_view token);

// Whether no token cut from `run` at its joints can be live: words make up too much of it. Says no
// more than JudgeValue() would, in one pass over the run.
bool IsPlainlyWords(std::string_view run);

// Whether an unquoted opaque token can hardly be an identifier of some programming language:
// letters and digits mixed as no one names things.
bool LooksRandom(std::string_view token);

// The shapes seen in public code that talks to Writer ("shape wr-", "shape 32 letters and digits"),
// or "" for any other: evidence, never a requirement.
std::string_view WriterShape(std::string_view token);

// Shannon entropy in bits per character, as gitleaks computes it.
double Entropy(std::string_view text);

}  // namespace blotter
