// JsonWriter against another JSON implementation: what it writes must parse, to what was meant.
#include "scanner/base/json.h"

#include <limits>
#include <random>
#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "scanner/base/utf8.h"

namespace blotter {
namespace {

std::string Written(std::string_view value) {
  std::string out;
  JsonWriter(&out, JsonLayout::kOneLine).Value(value);
  return out;
}

TEST(JsonWriter, OneLine) {
  std::string out;
  JsonWriter json(&out, JsonLayout::kOneLine);
  json.BeginObject();
  json.Field("text", "a");
  json.Field("yes", true);
  json.Field("number", std::numeric_limits<std::uint64_t>::max());
  json.Field("negative", -1);
  json.Field("list", std::vector<std::string>{"x", "y"});
  json.Key("empty");
  json.BeginArray();
  json.EndArray();
  json.Key("object");
  json.BeginObject();
  json.EndObject();
  json.EndObject();
  EXPECT_EQ(out, R"({"text":"a","yes":true,"number":18446744073709551615,"negative":-1,)"
                 R"("list":["x","y"],"empty":[],"object":{}})");
}

TEST(JsonWriter, Indented) {
  std::string out;
  JsonWriter json(&out, JsonLayout::kIndented);
  json.BeginObject();
  json.Key("a");
  json.BeginArray();
  json.Value(1);
  json.BeginObject();
  json.Field("b", "c");
  json.EndObject();
  json.EndArray();
  json.Key("none");
  json.BeginArray();
  json.EndArray();
  json.EndObject();
  EXPECT_EQ(out,
            "{\n  \"a\": [\n    1,\n    {\n      \"b\": \"c\"\n    }\n  ],\n  \"none\": []\n}");
}

TEST(JsonWriter, Escapes) {
  EXPECT_EQ(Written("a\"b\\c/\n\r\t"), R"("a\"b\\c/\n\r\t")");
  EXPECT_EQ(Written(std::string_view("\0\x1b\x7f", 3)), R"("\u0000\u001b\u007f")");
  EXPECT_EQ(Written("\u009b\u202e\u2028"), R"("\u009b\u202e\u2028")");
  EXPECT_EQ(Written("\U000E0041"), R"("\udb40\udc41")");
  EXPECT_EQ(Written("caf\u00e9 \U0001f511"), "\"caf\u00e9 \U0001f511\"");
  EXPECT_EQ(Written("a\xFF\xE2\x82z"), "\"a\uFFFD\uFFFDz\"");
}

TEST(JsonWriter, AnyBytesGiveValidJsonThatATerminalDoesNotObey) {
  std::mt19937 random(11);
  for (int round = 0; round < 5000; ++round) {
    std::string bytes;
    std::string expected;
    for (std::size_t i = random() % 40; i > 0; --i) bytes.push_back(static_cast<char>(random()));
    for (std::string_view rest = bytes; !rest.empty();) {
      const DecodedChar decoded = DecodeUtf8(rest);
      AppendUtf8(decoded.code_point, &expected);
      rest.remove_prefix(decoded.length);
    }
    const std::string out = Written(bytes);
    for (std::string_view rest = out; !rest.empty();) {
      const DecodedChar decoded = DecodeUtf8(rest);
      ASSERT_TRUE(decoded.valid);
      ASSERT_TRUE(IsPlainText(decoded.code_point));
      rest.remove_prefix(decoded.length);
    }
    ASSERT_EQ(nlohmann::json::parse(out).get<std::string>(), expected);
  }
}

}  // namespace
}  // namespace blotter
