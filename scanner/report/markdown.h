// Text from repositories inside Markdown, where it must stay text: no link, no image, no mention,
// no HTML, no new table cell.
#pragma once

#include <string>
#include <string_view>

namespace blotter {

// `text` sanitised, as a code span (CommonMark 0.31, 6.1), in which nothing has a meaning but the
// backtick that ends it and, in tables, the bar: both become visible escapes (\x60, \x7c).
// "-" for an empty text.
std::string MarkdownCode(std::string_view text);

}  // namespace blotter
