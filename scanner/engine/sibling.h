// Literals that belong to a name without following it: a "value" beside a "name" in the same
// object, K piped into a command that stores it under the name, a cell in the column that the name
// heads.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "scanner/engine/binding.h"
#include "scanner/engine/text_scan.h"

namespace blotter {

// The stretch of `text` in which every literal begins that SiblingLiterals() or LiteralWalker finds
// for a name that lies in [begin, end), columns of tables excepted, which go on for many lines.
ByteRange LiteralReach(std::string_view text, std::size_t begin, std::size_t end);

// Whether the line that holds `at` is a row of cells: Markdown ("| a | b |"), or CSV/TSV by the
// file's name.
bool IsTableRow(std::string_view text, std::size_t at, std::string_view file_name);

// Whether it is a row that heads the columns, under some name of the file.
bool MayHeadColumns(std::string_view text, std::size_t at);

// Candidates only: whether one is live is the judge's to say.
std::vector<Literal> SiblingLiterals(std::string_view text, std::size_t name_begin,
                                     std::size_t name_end, std::string_view file_name);

}  // namespace blotter
