// Paths in machine-readable reports. A path is any bytes but NUL; JSON and URIs are text. Both
// forms here are one-to-one: different paths never become the same text.
#pragma once

#include <string>
#include <string_view>

namespace blotter {

// `path` itself if it is UTF-8; otherwise as git quotes it: in double quotes, with \ooo for each
// byte that is not UTF-8, and \" and \\. (So that a name cannot pass for a quoted one, a path that
// begins and ends with a double quote is quoted too.)
std::string PathForJson(std::string_view path);

// As a relative URI reference (RFC 3986): every byte but letters, digits, "-._~" and "/" is
// percent-encoded. Leading slashes are dropped, and a first part is never taken for a scheme.
std::string PathForUri(std::string_view path);

}  // namespace blotter
