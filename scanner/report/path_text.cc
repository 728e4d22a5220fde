#include "scanner/report/path_text.h"

#include <fmt/format.h>

#include "scanner/base/utf8.h"

namespace blotter {

namespace {

bool IsUtf8(std::string_view text) {
  while (!text.empty()) {
    const DecodedChar decoded = DecodeUtf8(text);
    if (!decoded.valid) return false;
    text.remove_prefix(decoded.length);
  }
  return true;
}

bool IsUnreserved(char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
         (byte >= '0' && byte <= '9') || byte == '-' || byte == '.' || byte == '_' || byte == '~';
}

}  // namespace

std::string PathForJson(std::string_view path) {
  const bool looks_quoted = path.size() >= 2 && path.front() == '"' && path.back() == '"';
  if (!looks_quoted && IsUtf8(path)) return std::string(path);
  std::string quoted = "\"";
  while (!path.empty()) {
    const DecodedChar decoded = DecodeUtf8(path);
    for (const char byte : path.substr(0, decoded.length)) {
      if (!decoded.valid) {
        quoted += fmt::format("\\{:03o}", static_cast<unsigned char>(byte));
      } else {
        if (byte == '"' || byte == '\\') quoted.push_back('\\');
        quoted.push_back(byte);
      }
    }
    path.remove_prefix(decoded.length);
  }
  quoted.push_back('"');
  return quoted;
}

std::string PathForUri(std::string_view path) {
  while (path.starts_with('/')) path.remove_prefix(1);
  std::string uri;
  for (const char byte : path) {
    if (IsUnreserved(byte) || byte == '/') {
      uri.push_back(byte);
    } else {
      uri += fmt::format("%{:02X}", static_cast<unsigned char>(byte));
    }
  }
  return uri;
}

}  // namespace blotter
