// Input made to be slow: every piece of work must grow with the input, not with its square. Each
// case is 2 MB (one window); a quadratic step over it takes minutes, so the bound is generous and
// still sees one.
#include <chrono>
#include <functional>
#include <string>
#include <string_view>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/engine/engine_fixture.h"
#include "tests/support/key_maker.h"

namespace blotter {
namespace {

using testing::KeyMaker;

constexpr std::size_t kBytes = std::size_t{2} << 20;
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
  std::string content;
};

std::vector<Case> Cases() {
  const std::string import = "from writerai import Writer\n";
  std::vector<Case> cases;
  const auto add = [&](std::string name, std::string content, std::string path = "a.py") {
    cases.push_back({std::move(name), std::move(path), std::move(content)});
  };
  add("open_calls", Repeat("", "writer("));
  add("open_client_calls", Repeat("", "Writer("));
  add("empty_bindings", Repeat("", "writer_key="));
  add("empty_bindings_in_lines", Repeat("", "writer_key=\n"));
  add("bearer", Repeat("", "bearer "));
  add("bearer_quoted", Repeat("", "\"bearer\": "));
  add("bearer_flags", Repeat("", "-a -A bearer "));
  add("brackets", "writer_api_key = " + Repeat("", "["));
  add("brackets_after_section", Repeat("[writer]\n", "{"));
  add("sections", Repeat("", "[writer]\n"));
  add("blocks", Repeat("", "writer {"));
  add("nested_blocks_of_keys", Repeat("", "writer { api_key: "));
  add("blocks_in_lines", Repeat("", "writer: {\n  key: 1\n"));
  add("tags", Repeat("", "<writer>"));
  add("tags_in_lines", Repeat("", "<writer>\n"));
  add("hosts_on_a_line", Repeat("", "api.writer.com "));
  add("hosts_with_keys", Repeat("", "api.writer.com api_key "));
  add("hosts_in_lines", Repeat("", "https://api.writer.com/v1 key\n"));
  add("imports_and_keys", Repeat(import, "api_key "));
  add("imports_and_calls", Repeat(import, "OpenAI(api_key="));
  add("imports_in_lines", Repeat("", import));
  add("import_and_one_word", Repeat(import, "a") + "key");
  add("import_and_one_joined_word", Repeat(import, "apikey"));
  add("one_word", Repeat("writer_api_key = ", "a"));
  add("one_token", RepeatEach("WRITER_API_KEY=", [](KeyMaker& k) { return k.Alphanumeric(64); }));
  add("joints", Repeat("writer_api_key = ", "_"));
  add("names_without_end", Repeat("", "writer_key_"));
  add("spaces", Repeat("writer_api_key =", " "));
  add("line_breaks", Repeat("writer_api_key =", "\n"));
  add("carriage_returns", Repeat("writer_api_key =", "\r"));
  add("quotes", Repeat("writer_api_key = ", "\""));
  add("backslashes", Repeat("writer_api_key = ", "\\"));
  add("comments", Repeat("", "# writer\n"));
  add("functions", Repeat("", "def writer "));
  add("functions_in_lines", Repeat("", "def writer_client():\n"));
  add("keywords", Repeat("", ":writer, "));
  add("named_objects", Repeat("", "{name: writer, "));
  add("table", Repeat("", "| writer_api_key "), "a.md");
  add("csv", Repeat("", "writer_api_key,"), "a.csv");
  add("csv_in_lines", Repeat("writer_api_key\n", "a,b\n"), "a.csv");
  add("env_file", Repeat("", "KEY="), ".env");
  add("command_flags", Repeat("", "writer --api-key "));
  add("candidates_on_a_line", RepeatEach("", [](KeyMaker& k) {
        return "WRITER_API_KEY=" + k.Alphanumeric() + " ";
      }));
  add("candidates_in_lines", RepeatEach("", [](KeyMaker& k) {
        return "WRITER_API_KEY=" + k.Alphanumeric(16) + "\n";
      }));
  add("bearer_candidates", RepeatEach("", [](KeyMaker& k) {
        return "Bearer " + k.Alphanumeric(16) + "\n";
      }));
  add("bearer_candidates_near_a_host", RepeatEach("", [](KeyMaker& k) {
        return "Bearer " + k.Alphanumeric(16) + " api.writer.com ";
      }));
  add("candidates_after_an_import", RepeatEach(import, [](KeyMaker& k) {
        return "api_key=\"" + k.Alphanumeric(16) + "\"\n";
      }));
  add("candidates_in_clients", RepeatEach("", [](KeyMaker& k) {
        return "Writer(api_key=\"" + k.Alphanumeric(16) + "\")\n";
      }));
  add("candidates_in_open_clients", RepeatEach("", [](KeyMaker& k) {
        return "Writer(api_key=\"" + k.Alphanumeric(16) + "\"\n";
      }));
  return cases;
}

class HostileInput : public ::testing::TestWithParam<Case> {};

TEST_P(HostileInput, IsScannedInTimeThatGrowsWithItsSize) {
  const auto rules = testing::ShippedRules();
  Detector detector(*rules);
  const auto start = std::chrono::steady_clock::now();
  testing::Scan(detector, GetParam().path, GetParam().content);
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
  EXPECT_LT(taken.count(), kMaxSeconds);
  RecordProperty("seconds", fmt::format("{:.2f}", taken.count()));
}

INSTANTIATE_TEST_SUITE_P(All, HostileInput, ::testing::ValuesIn(Cases()),
                         [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace blotter
