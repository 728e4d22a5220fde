// Input made to be slow: every piece of work must grow with the input, not with its square. Each
// case is scanned in two sizes, one eight times the other; the processor time may grow by no more
// than kMaxGrowth, where a quadratic step makes it 64 times as much.

#include <algorithm>
#include <ctime>
#include <functional>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/engine/engine_fixture.h"
#include "tests/support/key_maker.h"
#include "tests/support/sanitizers.h"

namespace blotter {
namespace {

using testing::KeyMaker;

// Under a sanitizer it is the memory that counts, and a little of each case touches as much code.
constexpr std::size_t kSmallBytes = std::size_t{1} << (testing::kSanitized ? 14 : 16);
constexpr std::size_t kLargeBytes = 8 * kSmallBytes;
constexpr double kMaxGrowth = 24;
constexpr double kLeastSeconds = 0.02;  // what is faster than this is not measured

std::string Repeat(std::size_t bytes, std::string_view head, std::string_view unit) {
  std::string text(head);
  text.reserve(bytes + unit.size());
  while (text.size() < bytes) text += unit;
  return text;
}

// A unit that is different each time.
std::string RepeatEach(std::size_t bytes, std::string_view head,
                       const std::function<std::string(KeyMaker&)>& make_unit) {
  KeyMaker keys(7);
  std::string text(head);
  while (text.size() < bytes) text += make_unit(keys);
  return text;
}

struct Case {
  std::string name;
  std::string path;
  std::function<std::string(std::size_t bytes)> content;  // made when its test runs
};

void PrintTo(const Case& hostile, std::ostream* out) { *out << hostile.name; }

std::vector<Case> Cases() {
  const std::string import = "from writerai import Writer\n";
  std::vector<Case> cases;
  const auto add = [&](std::string name, std::function<std::string(std::size_t bytes)> content,
                       std::string path = "a.py") {
    cases.push_back({std::move(name), std::move(path), std::move(content)});
  };
  add("open_calls", [=](std::size_t bytes) { return Repeat(bytes, "", "writer("); });
  add("open_client_calls", [=](std::size_t bytes) { return Repeat(bytes, "", "Writer("); });
  add("empty_bindings", [=](std::size_t bytes) { return Repeat(bytes, "", "writer_key="); });
  add("empty_bindings_in_lines",
      [=](std::size_t bytes) { return Repeat(bytes, "", "writer_key=\n"); });
  add("bearer", [=](std::size_t bytes) { return Repeat(bytes, "", "bearer "); });
  add("bearer_quoted", [=](std::size_t bytes) { return Repeat(bytes, "", "\"bearer\": "); });
  add("bearer_flags", [=](std::size_t bytes) { return Repeat(bytes, "", "-a -A bearer "); });
  add("brackets", [=](std::size_t bytes) { return "writer_api_key = " + Repeat(bytes, "", "["); });
  add("brackets_after_section",
      [=](std::size_t bytes) { return Repeat(bytes, "[writer]\n", "{"); });
  add("sections", [=](std::size_t bytes) { return Repeat(bytes, "", "[writer]\n"); });
  add("blocks", [=](std::size_t bytes) { return Repeat(bytes, "", "writer {"); });
  add("nested_blocks_of_keys",
      [=](std::size_t bytes) { return Repeat(bytes, "", "writer { api_key: "); });
  add("blocks_in_lines",
      [=](std::size_t bytes) { return Repeat(bytes, "", "writer: {\n  key: 1\n"); });
  add("tags", [=](std::size_t bytes) { return Repeat(bytes, "", "<writer>"); });
  add("tags_in_lines", [=](std::size_t bytes) { return Repeat(bytes, "", "<writer>\n"); });
  add("hosts_on_a_line", [=](std::size_t bytes) { return Repeat(bytes, "", "api.writer.com "); });
  add("hosts_with_keys",
      [=](std::size_t bytes) { return Repeat(bytes, "", "api.writer.com api_key "); });
  add("hosts_in_lines",
      [=](std::size_t bytes) { return Repeat(bytes, "", "https://api.writer.com/v1 key\n"); });
  add("imports_and_keys", [=](std::size_t bytes) { return Repeat(bytes, import, "api_key "); });
  add("imports_and_calls",
      [=](std::size_t bytes) { return Repeat(bytes, import, "OpenAI(api_key="); });
  add("imports_in_lines", [=](std::size_t bytes) { return Repeat(bytes, "", import); });
  add("import_and_one_word", [=](std::size_t bytes) { return Repeat(bytes, import, "a") + "key"; });
  add("import_and_one_joined_word",
      [=](std::size_t bytes) { return Repeat(bytes, import, "apikey"); });
  add("one_word", [=](std::size_t bytes) { return Repeat(bytes, "writer_api_key = ", "a"); });
  add("one_token", [=](std::size_t bytes) {
    return RepeatEach(bytes, "WRITER_API_KEY=", [](KeyMaker& k) { return k.Alphanumeric(64); });
  });
  add("joints", [=](std::size_t bytes) { return Repeat(bytes, "writer_api_key = ", "_"); });
  add("names_without_end", [=](std::size_t bytes) { return Repeat(bytes, "", "writer_key_"); });
  add("spaces", [=](std::size_t bytes) { return Repeat(bytes, "writer_api_key =", " "); });
  add("line_breaks", [=](std::size_t bytes) { return Repeat(bytes, "writer_api_key =", "\n"); });
  add("carriage_returns",
      [=](std::size_t bytes) { return Repeat(bytes, "writer_api_key =", "\r"); });
  add("quotes", [=](std::size_t bytes) { return Repeat(bytes, "writer_api_key = ", "\""); });
  add("backslashes", [=](std::size_t bytes) { return Repeat(bytes, "writer_api_key = ", "\\"); });
  add("comments", [=](std::size_t bytes) { return Repeat(bytes, "", "# writer\n"); });
  add("functions", [=](std::size_t bytes) { return Repeat(bytes, "", "def writer "); });
  add("functions_in_lines",
      [=](std::size_t bytes) { return Repeat(bytes, "", "def writer_client():\n"); });
  add("keywords", [=](std::size_t bytes) { return Repeat(bytes, "", ":writer, "); });
  add("named_objects", [=](std::size_t bytes) { return Repeat(bytes, "", "{name: writer, "); });
  add(
      "table", [=](std::size_t bytes) { return Repeat(bytes, "", "| writer_api_key "); }, "a.md");
  add(
      "csv", [=](std::size_t bytes) { return Repeat(bytes, "", "writer_api_key,"); }, "a.csv");
  add(
      "csv_in_lines", [=](std::size_t bytes) { return Repeat(bytes, "writer_api_key\n", "a,b\n"); },
      "a.csv");
  add(
      "env_file", [=](std::size_t bytes) { return Repeat(bytes, "", "KEY="); }, ".env");
  add("command_flags", [=](std::size_t bytes) { return Repeat(bytes, "", "writer --api-key "); });
  add("candidates_on_a_line", [=](std::size_t bytes) {
    return RepeatEach(bytes, "",
                      [](KeyMaker& k) { return "WRITER_API_KEY=" + k.Alphanumeric() + " "; });
  });
  add("candidates_in_lines", [=](std::size_t bytes) {
    return RepeatEach(bytes, "",
                      [](KeyMaker& k) { return "WRITER_API_KEY=" + k.Alphanumeric(16) + "\n"; });
  });
  add("bearer_candidates", [=](std::size_t bytes) {
    return RepeatEach(bytes, "", [](KeyMaker& k) { return "Bearer " + k.Alphanumeric(16) + "\n"; });
  });
  add("bearer_candidates_near_a_host", [=](std::size_t bytes) {
    return RepeatEach(
        bytes, "", [](KeyMaker& k) { return "Bearer " + k.Alphanumeric(16) + " api.writer.com "; });
  });
  add("candidates_after_an_import", [=](std::size_t bytes) {
    return RepeatEach(bytes, import,
                      [](KeyMaker& k) { return "api_key=\"" + k.Alphanumeric(16) + "\"\n"; });
  });
  add("candidates_in_clients", [=](std::size_t bytes) {
    return RepeatEach(
        bytes, "", [](KeyMaker& k) { return "Writer(api_key=\"" + k.Alphanumeric(16) + "\")\n"; });
  });
  add("candidates_in_open_clients", [=](std::size_t bytes) {
    return RepeatEach(
        bytes, "", [](KeyMaker& k) { return "Writer(api_key=\"" + k.Alphanumeric(16) + "\"\n"; });
  });
  add("open_references", [=](std::size_t bytes) { return Repeat(bytes, "", "${WRITER_API_KEY "); });
  add("open_strings_below",
      [=](std::size_t bytes) { return Repeat(bytes, "", "writer_api_key=\n\"a "); });
  add("open_elements", [=](std::size_t bytes) { return Repeat(bytes, "", "<writer_api_key "); });
  add("elements", [=](std::size_t bytes) { return Repeat(bytes, "", "<writer_api_key>"); });
  add("named_values",
      [=](std::size_t bytes) { return Repeat(bytes, "", "<a name=\"writer_api_key\" "); });
  return cases;
}

class HostileInput : public ::testing::TestWithParam<Case> {};

// This thread's processor time: other processes do not count.
double CpuSeconds() {
  timespec now = {};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

double SecondsFor(Detector& detector, const Case& hostile, std::size_t bytes,
                  std::string_view head) {
  const std::string content = std::string(head) + hostile.content(bytes);
  const double start = CpuSeconds();
  testing::Scan(detector, hostile.path, content);
  return CpuSeconds() - start;
}

void ExpectLinear(const Case& hostile, std::string_view head) {
  const auto rules = testing::ShippedRules();
  Detector detector(*rules);
  // Compiles what is compiled when first used.
  SecondsFor(detector, hostile, kSmallBytes / 8, head);
  const double small = SecondsFor(detector, hostile, kSmallBytes, head);
  const double large = SecondsFor(detector, hostile, kLargeBytes, head);
  EXPECT_LT(large, kMaxGrowth * std::max(small, kLeastSeconds));
}

TEST_P(HostileInput, IsScannedInTimeThatGrowsWithItsSize) { ExpectLinear(GetParam(), ""); }

// One key in it, and the scopes, hosts and imports around are looked at, too.
TEST_P(HostileInput, WithALiveKeyInItToo) {
  ExpectLinear(GetParam(), "api_key = \"" + KeyMaker(1).Alphanumeric() + "\"\n");
}

INSTANTIATE_TEST_SUITE_P(All, HostileInput, ::testing::ValuesIn(Cases()),
                         [](const auto& hostile) { return hostile.param.name; });

}  // namespace
}  // namespace blotter
