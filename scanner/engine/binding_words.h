// The words that the walk from a name to its literal knows (binding.h), whatever the language:
// which belong to a binding, and which end one.
#pragma once

#include <string_view>

namespace blotter {

// A word that stands between a name and its literal in some syntax, and is no value itself:
// "value", "default", "string", "export". Case and leading dashes do not matter.
bool IsStructuralWord(std::string_view word);

// A structural word that may open the next line: "name: WRITER_API_KEY", and below it "value: ...".
bool IsNextLineWord(std::string_view word);

// A word after which a literal is ciphertext, a digest or a reference: "decrypt", "sha256",
// "vault".
bool IsBlockingWord(std::string_view word);

// Another key's name, so that what follows is bound to that one.
bool NamesAnotherKey(std::string_view word);

// The same for a word long enough to be a token: it must be made of words, too.
bool IsLongName(std::string_view token);

}  // namespace blotter
