// Input made to be slow: every piece of work must grow with the input, not with its square. Each
// case is 256 KB (one window); a quadratic step over it takes minutes, so the bound is generous and
// still sees one.
#include <chrono>
#include <functional>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/engine/engine_fixture.h"
#include "tests/support/key_maker.h"

namespace blotter {
namespace {

using testing::KeyMaker;

constexpr std::size_t kBytes = std::size_t{1} << 18;
constexpr double kMaxSeconds = 20;

std::string Repeat(std::string_view head, std::string_view unit) {
  std::string text(head);
  text.reserve(kBytes + unit.size());
  while (text.size() < kBytes) text += unit;
  return text;
}

// A unit that is different each time.
std::string RepeatEach(std::string_view head,
                       const std::function<std::string(KeyMaker&)>& make_unit) {
  KeyMaker keys(7);
  std::string text(head);
  while (text.size() < kBytes) text += make_unit(keys);
  return text;
}

struct Case {
  std::string name;
  std::string path;
  std::function<std::string()> content;  // made when its test runs
};

void PrintTo(const Case& hostile, std::ostream* out) { *out << hostile.name; }

std::vector<Case> Cases() {
  const std::string import = "from writerai import Writer\n";
  std::vector<Case> cases;
  const auto add = [&](std::string name, std::function<std::string()> content,
                       std::string path = "a.py") {
    cases.push_back({std::move(name), std::move(path), std::move(content)});
  };
  add("open_calls", [=] { return Repeat("", "writer("); });
  add("open_client_calls", [=] { return Repeat("", "Writer("); });
  add("empty_bindings", [=] { return Repeat("", "writer_key="); });
  add("empty_bindings_in_lines", [=] { return Repeat("", "writer_key=\n"); });
  add("bearer", [=] { return Repeat("", "bearer "); });
  add("bearer_quoted", [=] { return Repeat("", "\"bearer\": "); });
  add("bearer_flags", [=] { return Repeat("", "-a -A bearer "); });
  add("brackets", [=] { return "writer_api_key = " + Repeat("", "["); });
  add("brackets_after_section", [=] { return Repeat("[writer]\n", "{"); });
  add("sections", [=] { return Repeat("", "[writer]\n"); });
  add("blocks", [=] { return Repeat("", "writer {"); });
  add("nested_blocks_of_keys", [=] { return Repeat("", "writer { api_key: "); });
  add("blocks_in_lines", [=] { return Repeat("", "writer: {\n  key: 1\n"); });
  add("tags", [=] { return Repeat("", "<writer>"); });
  add("tags_in_lines", [=] { return Repeat("", "<writer>\n"); });
  add("hosts_on_a_line", [=] { return Repeat("", "api.writer.com "); });
  add("hosts_with_keys", [=] { return Repeat("", "api.writer.com api_key "); });
  add("hosts_in_lines", [=] { return Repeat("", "https://api.writer.com/v1 key\n"); });
  add("imports_and_keys", [=] { return Repeat(import, "api_key "); });
  add("imports_and_calls", [=] { return Repeat(import, "OpenAI(api_key="); });
  add("imports_in_lines", [=] { return Repeat("", import); });
  add("import_and_one_word", [=] { return Repeat(import, "a") + "key"; });
  add("import_and_one_joined_word", [=] { return Repeat(import, "apikey"); });
  add("one_word", [=] { return Repeat("writer_api_key = ", "a"); });
  add("one_token", [=] {
    return RepeatEach("WRITER_API_KEY=", [](KeyMaker& k) { return k.Alphanumeric(64); });
  });
  add("joints", [=] { return Repeat("writer_api_key = ", "_"); });
  add("names_without_end", [=] { return Repeat("", "writer_key_"); });
  add("spaces", [=] { return Repeat("writer_api_key =", " "); });
  add("line_breaks", [=] { return Repeat("writer_api_key =", "\n"); });
  add("carriage_returns", [=] { return Repeat("writer_api_key =", "\r"); });
  add("quotes", [=] { return Repeat("writer_api_key = ", "\""); });
  add("backslashes", [=] { return Repeat("writer_api_key = ", "\\"); });
  add("comments", [=] { return Repeat("", "# writer\n"); });
  add("functions", [=] { return Repeat("", "def writer "); });
  add("functions_in_lines", [=] { return Repeat("", "def writer_client():\n"); });
  add("keywords", [=] { return Repeat("", ":writer, "); });
  add("named_objects", [=] { return Repeat("", "{name: writer, "); });
  add(
      "table", [=] { return Repeat("", "| writer_api_key "); }, "a.md");
  add(
      "csv", [=] { return Repeat("", "writer_api_key,"); }, "a.csv");
  add(
      "csv_in_lines", [=] { return Repeat("writer_api_key\n", "a,b\n"); }, "a.csv");
  add(
      "env_file", [=] { return Repeat("", "KEY="); }, ".env");
  add("command_flags", [=] { return Repeat("", "writer --api-key "); });
  add("candidates_on_a_line", [=] {
    return RepeatEach("", [](KeyMaker& k) { return "WRITER_API_KEY=" + k.Alphanumeric() + " "; });
  });
  add("candidates_in_lines", [=] {
    return RepeatEach("",
                      [](KeyMaker& k) { return "WRITER_API_KEY=" + k.Alphanumeric(16) + "\n"; });
  });
  add("bearer_candidates", [=] {
    return RepeatEach("", [](KeyMaker& k) { return "Bearer " + k.Alphanumeric(16) + "\n"; });
  });
  add("bearer_candidates_near_a_host", [=] {
    return RepeatEach(
        "", [](KeyMaker& k) { return "Bearer " + k.Alphanumeric(16) + " api.writer.com "; });
  });
  add("candidates_after_an_import", [=] {
    return RepeatEach(import,
                      [](KeyMaker& k) { return "api_key=\"" + k.Alphanumeric(16) + "\"\n"; });
  });
  add("candidates_in_clients", [=] {
    return RepeatEach(
        "", [](KeyMaker& k) { return "Writer(api_key=\"" + k.Alphanumeric(16) + "\")\n"; });
  });
  add("candidates_in_open_clients", [=] {
    return RepeatEach(
        "", [](KeyMaker& k) { return "Writer(api_key=\"" + k.Alphanumeric(16) + "\"\n"; });
  });
  return cases;
}

class HostileInput : public ::testing::TestWithParam<Case> {};

TEST_P(HostileInput, IsScannedInTimeThatGrowsWithItsSize) {
  const auto rules = testing::ShippedRules();
  Detector detector(*rules);
  const std::string content = GetParam().content();
  const auto start = std::chrono::steady_clock::now();
  testing::Scan(detector, GetParam().path, content);
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
  EXPECT_LT(taken.count(), kMaxSeconds);
  RecordProperty("seconds", fmt::format("{:.2f}", taken.count()));
}

INSTANTIATE_TEST_SUITE_P(All, HostileInput, ::testing::ValuesIn(Cases()),
                         [](const auto& hostile) { return hostile.param.name; });

}  // namespace
}  // namespace blotter
