// The values of the corpus: random keys in seen and unseen shapes, and the things that stand where
// a key could stand: placeholders, references, ciphertext, identifiers.
#pragma once

#include <string>

#include "tests/detection/rng.h"

namespace blotter::detection {

enum class KeyAlphabet {
  kAny,    // A-Za-z0-9-_.~+/=
  kPlain,  // A-Za-z0-9-_, begins and ends with a letter or digit: for prose and URLs
};

// A live-looking key of 16 to 256 characters. `for_bearer` adds JSON Web Tokens.
std::string RandomKey(Rng* rng, KeyAlphabet alphabet, bool for_bearer);

// Random bytes as text.
std::string RandomHex(Rng* rng, std::size_t length);
std::string RandomBase64(Rng* rng, std::size_t length);  // no padding
std::string RandomUuid(Rng* rng);

// A value that a person wrote to say "your key goes here", or that a tool masked.
std::string RandomPlaceholder(Rng* rng);
// A value that names where the secret is kept, in a syntax that stands in quotes anywhere.
std::string RandomReference(Rng* rng);
// A secret that is encrypted at rest.
std::string RandomCiphertext(Rng* rng);
// A value that suits a name like WRITER_API_KEY_<ROLE>; `role` is a lower-case word.
std::string ValueForRole(Rng* rng, const std::string& role);

}  // namespace blotter::detection
