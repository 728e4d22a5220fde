#include "scanner/report/markdown.h"

#include "scanner/report/sanitize.h"

namespace blotter {

std::string MarkdownCode(std::string_view text) {
  if (text.empty()) return "-";
  std::string code = "`";
  for (const char byte : Sanitize(text)) {
    if (byte == '`') {
      code += "\\x60";
    } else if (byte == '|') {
      code += "\\x7c";
    } else {
      code += byte;
    }
  }
  return code + '`';
}

}  // namespace blotter
