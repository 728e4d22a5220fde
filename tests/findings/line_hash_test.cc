// Line hashes against known vectors and against a reference that follows the definition word for
// word: no ring, no pieces, every window summed anew.
#include "scanner/findings/line_hash.h"

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <string_view>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scanner/base/utf8.h"
#include "tests/support/temp_folder.h"

namespace blotter {
namespace {

using ::testing::ElementsAre;
using testing::TempFolder;
using Hashes = std::vector<std::string>;

// Hands out at most `piece` bytes at a time; may fail in a given pass.
class TextContent : public RestartableContent {
 public:
  TextContent(std::string text, std::size_t piece) : text_(std::move(text)), piece_(piece) {}
  Status Restart() override {
    ++passes;
    at_ = 0;
    return Status::Ok();
  }
  Result<std::size_t> Read(char* buffer, std::size_t capacity) override {
    if (passes == failing_pass) return Error{"gone"};
    const std::string& text = passes > 1 && !second_text.empty() ? second_text : text_;
    const std::size_t size = std::min({piece_, capacity, text.size() - at_});
    std::copy_n(text.data() + at_, size, buffer);
    at_ += size;
    bytes_read += size;
    return size;
  }
  int passes = 0;
  int failing_pass = 0;
  std::size_t bytes_read = 0;
  std::string second_text;  // what the content has become in the second pass

 private:
  std::string text_;
  std::size_t piece_;
  std::size_t at_ = 0;
};

Hashes HashesOf(const std::string& text, const std::vector<std::uint64_t>& lines,
                std::size_t piece = 1 << 20) {
  TextContent content(text, piece);
  return LineHashes(content, lines).value();
}

Hashes Reference(std::string_view text) {
  std::vector<std::uint64_t> units;
  std::vector<std::size_t> starts = {0};
  bool after_cr = false;
  while (!text.empty()) {
    const DecodedChar decoded = DecodeUtf8(text);
    text.remove_prefix(decoded.length);
    const char32_t code_point = decoded.code_point;
    const bool second_half = after_cr && code_point == '\n';
    after_cr = code_point == '\r';
    if (second_half || code_point == ' ' || code_point == '\t') continue;
    if (code_point == '\r' || code_point == '\n') {
      units.push_back('\n');
      starts.push_back(units.size());
    } else if (code_point > 0xFFFF) {
      units.push_back(0xD800 + ((code_point - 0x10000) >> 10));
      units.push_back(0xDC00 + ((code_point - 0x10000) & 0x3FF));
    } else {
      units.push_back(code_point);
    }
  }
  units.push_back(0xFFFF);
  units.resize(units.size() + 100);
  std::map<std::uint64_t, int> seen;
  Hashes hashes;
  for (const std::size_t start : starts) {
    std::uint64_t hash = 0;
    for (std::size_t i = start; i < start + 100; ++i) hash = hash * 37 + units[i];
    hashes.push_back(fmt::format("{:x}:{}", hash, ++seen[hash]));
  }
  return hashes;
}

// From a Python program that follows the definition; Microsoft's SARIF multitool agrees.
TEST(LineHash, Vectors) {
  EXPECT_THAT(HashesOf("", {1, 2}), ElementsAre("c129715d7a2bc9a3:1", ""));
  EXPECT_THAT(HashesOf("a\n", {1, 2}), ElementsAre("243cbaa4685aab12:1", "c129715d7a2bc9a3:1"));
  EXPECT_THAT(HashesOf("a = 1\nb = 2\n", {1, 2}),
              ElementsAre("3500b72a4d7dbe57:1", "4cd2d5cdff705f66:1"));
  EXPECT_THAT(HashesOf("x\r\ny\rz\n", {3, 2, 1}),
              ElementsAre("95de0951c928fa27:1", "3c9a59cfc299b3ee:1", "b9ca9c0a2452b1b0:1"));
  EXPECT_THAT(HashesOf("\xEF\xBB\xBF"
                       "a",
                       {1}),
              ElementsAre("32afc9aa38d90537:1"));
  EXPECT_THAT(HashesOf("\U0001f511\xE2\x82 \xFF\t1\n", {1}), ElementsAre("153782829a0160e2:1"));
}

TEST(LineHash, EqualWindowsAreCounted) {
  const std::string line = std::string(120, 'x') + "\n";
  const Hashes hashes = HashesOf(line + line + line, {3, 1, 3});
  EXPECT_TRUE(hashes[1].ends_with(":1")) << hashes[1];
  EXPECT_TRUE(hashes[0].ends_with(":3")) << hashes[0];
  EXPECT_EQ(hashes[0], hashes[2]);
}

TEST(LineHash, RandomTextsInRandomPieces) {
  std::mt19937 random(5);
  const std::string alphabet("aab \t\r\n\n\xC3\xA9\xF0\x9F\x94\x91\xE2\x82\xFF", 17);
  for (int round = 0; round < 1500; ++round) {
    std::string text;
    for (std::size_t i = random() % 400; i > 0; --i) text += alphabet[random() % alphabet.size()];
    const Hashes expected = Reference(text);
    std::vector<std::uint64_t> lines;
    for (std::uint64_t line = 1; line <= expected.size(); ++line) lines.push_back(line);
    ASSERT_EQ(HashesOf(text, lines, 1 + random() % 64), expected) << ::testing::PrintToString(text);
  }
}

TEST(LineHash, ReadsNoFurtherThanTheLastLineAskedFor) {
  const std::string text = "first\n" + std::string(8'000'000, 'x');
  TextContent content(text, 1 << 16);
  EXPECT_TRUE(LineHashes(content, {1}).ok());
  EXPECT_EQ(content.passes, 2);
  EXPECT_LT(content.bytes_read, 4U << 16);
}

TEST(LineHash, NothingAskedForReadsNothing) {
  TextContent content("a\n", 1);
  EXPECT_TRUE(LineHashes(content, {}).value().empty());
  EXPECT_THAT(LineHashes(content, {0}).value(), ElementsAre(""));
  EXPECT_EQ(content.passes, 0);
}

TEST(LineHash, AFailureInEitherPassIsAnError) {
  for (const int pass : {1, 2}) {
    TextContent content("a\nb\n", 1);
    content.failing_pass = pass;
    EXPECT_FALSE(LineHashes(content, {1}).ok()) << pass;
  }
}

TEST(LineHash, ContentThatChangesBetweenThePassesHasNoHash) {
  TextContent content("a\nb\n", 1 << 20);
  content.second_text = "quite\nanother\n";
  EXPECT_THAT(LineHashes(content, {1, 2}).value(), ElementsAre("", ""));
}

TEST(LineHash, Files) {
  const TempFolder folder;
  const std::string path = folder.Write("a.py", "a = 1\nb = 2\n");
  EXPECT_THAT(LineHashesOfFile(path, {2}).value(), ElementsAre("4cd2d5cdff705f66:1"));
  EXPECT_FALSE(LineHashesOfFile(folder.string() + "/missing", {1}).ok());
  EXPECT_FALSE(LineHashesOfFile(folder.string(), {1}).ok());
}

}  // namespace
}  // namespace blotter
