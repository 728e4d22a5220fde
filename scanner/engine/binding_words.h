// The words that the walk from a name to its literal knows (binding.h), whatever the language:
// which belong to a binding, and which end one.
#pragma once

#include <string_view>

#include "scanner/engine/words.h"

namespace blotter {

inline bool IsQuote(char c) { return c == '"' || c == '\'' || c == '`'; }
// Blanks between tokens; a backslash escapes or continues, and says nothing itself.
inline bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\0' || c == '\\'; }
// A character of a bare token: what may be a key, a word, a path or a member access.
inline bool IsChunkChar(char c) { return IsTokenChar(c) && c != '='; }

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
