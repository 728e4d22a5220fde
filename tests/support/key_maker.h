// Keys that look like live ones, made when a test runs, so that none stands in a file. The same
// seed gives the same keys everywhere.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace blotter::testing {

class KeyMaker {
 public:
  explicit KeyMaker(std::uint64_t seed) : state_(seed) {}
  // A seed from a name, for templates.
  explicit KeyMaker(std::string_view name);

  std::string Alphanumeric(std::size_t length = 32);  // mixed case with digits: a Writer key
  std::string Wr();                                   // "wr-" and 22 characters of base64url
  std::string Hex(std::size_t length);                // lower-case
  std::string Uuid();

  std::uint64_t Next();  // splitmix64

 private:
  std::string From(std::string_view alphabet, std::size_t length);
  std::uint64_t state_;
};

// Replaces {{key:NAME}}, {{wr:NAME}}, {{hex:NAME}} (40 digits) and {{uuid:NAME}} by keys seeded by
// NAME, and {{head:KIND:NAME}} by the first 4 characters of {{KIND:NAME}} (a redacted secret shows
// those). Other braces are left alone.
std::string FillKeys(std::string_view text);

}  // namespace blotter::testing
