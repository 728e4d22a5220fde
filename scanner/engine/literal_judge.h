// Is a literal that a walk found live? Joins what the token itself says (value.h) with how it
// stands in the text: quoted or bare, called, indexed, in a template, in a language where a bare
// word is an identifier.
#pragma once

#include <string_view>

#include "scanner/engine/binding.h"

namespace blotter {

// Whether, in files of this name, literals stand in quotes (source code), so that a bare word is an
// identifier.
bool IsCodeFile(std::string_view file_name);

struct LiteralSetting {
  bool code_file = false;
};

// Whether `literal` (from a walk over `text`) is a live token.
bool IsLiveLiteral(std::string_view text, const Literal& literal, const LiteralSetting& setting);

}  // namespace blotter
