#include "tests/support/key_maker.h"

#include <regex>

namespace blotter::testing {
namespace {

constexpr std::string_view kAlphanumeric =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
constexpr std::string_view kBase64Url =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::string_view kHex = "0123456789abcdef";

std::string MakeKey(std::string_view kind, std::string_view name) {
  KeyMaker maker(name);
  if (kind == "wr") return maker.Wr();
  if (kind == "hex") return maker.Hex(40);
  if (kind == "uuid") return maker.Uuid();
  return maker.Alphanumeric();
}

}  // namespace

// FNV-1a.
KeyMaker::KeyMaker(std::string_view name) : state_(0xcbf29ce484222325U) {
  for (const char c : name) state_ = (state_ ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
}

std::uint64_t KeyMaker::Next() {
  state_ += 0x9e3779b97f4a7c15U;
  std::uint64_t z = state_;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
  return z ^ (z >> 31);
}

std::string KeyMaker::From(std::string_view alphabet, std::size_t length) {
  std::string text;
  for (std::size_t i = 0; i < length; ++i) text += alphabet[Next() % alphabet.size()];
  return text;
}

std::string KeyMaker::Alphanumeric(std::size_t length) { return From(kAlphanumeric, length); }
std::string KeyMaker::Wr() { return "wr-" + From(kBase64Url, 22); }
std::string KeyMaker::Hex(std::size_t length) { return From(kHex, length); }

std::string KeyMaker::Uuid() {
  return Hex(8) + "-" + Hex(4) + "-4" + Hex(3) + "-a" + Hex(3) + "-" + Hex(12);
}

std::string FillKeys(std::string_view text) {
  static const std::regex pattern(R"(\{\{(head:)?(key|wr|hex|uuid):([A-Za-z0-9_-]+)\}\})");
  std::string filled;
  const std::string input(text);
  std::size_t from = 0;
  for (std::sregex_iterator hit(input.begin(), input.end(), pattern), end; hit != end; ++hit) {
    const auto at = static_cast<std::size_t>(hit->position());
    filled += input.substr(from, at - from);
    const std::string key = MakeKey((*hit)[2].str(), (*hit)[3].str());
    filled += (*hit)[1].matched ? key.substr(0, 4) : key;
    from = at + static_cast<std::size_t>(hit->length());
  }
  return filled + input.substr(from);
}

}  // namespace blotter::testing
