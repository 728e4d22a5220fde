// What positions cost: every byte of a file beyond the buffer is advanced over.
#include <cstddef>
#include <cstdint>
#include <string>

#include <benchmark/benchmark.h>

#include "scanner/base/utf8.h"
#include "scanner/model/position.h"

namespace blotter {
namespace {

constexpr std::size_t kTextBytes = std::size_t{1} << 20;

std::string Repeat(const std::string& line) {
  std::string text;
  while (text.size() < kTextBytes) text += line;
  return text;
}

void SetBytes(benchmark::State& state, const std::string& text) {
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * text.size()));
}

void Advance(benchmark::State& state, const std::string& line) {
  const std::string text = Repeat(line);
  PositionTracker tracker;
  for (auto _ : state) {
    tracker.Advance(text);
    benchmark::DoNotOptimize(tracker.Here());
  }
  SetBytes(state, text);
}
BENCHMARK_CAPTURE(Advance, lines, "  const Result<std::size_t> size = blob.Size();\n");
BENCHMARK_CAPTURE(Advance, lines_with_carriage_return, "key: value, and some more\r\n");
BENCHMARK_CAPTURE(Advance, one_line, "{\"name\": \"value\", \"number\": 12}, ");
BENCHMARK_CAPTURE(Advance, empty_lines, "\n");
BENCHMARK_CAPTURE(Advance, one_line_of_wide_characters, "\u4f60\u597d\uff0c\u4e16\u754c ");

void Length(benchmark::State& state, const std::string& line) {
  const std::string text = Repeat(line);
  for (auto _ : state) benchmark::DoNotOptimize(Utf16Length(text));
  SetBytes(state, text);
}
BENCHMARK_CAPTURE(Length, ascii, "const Result<std::size_t> size = blob.Size();\n");
BENCHMARK_CAPTURE(Length, words_with_accents, "d\u00e9j\u00e0 vu, na\u00efve fa\u00e7ade; ");
BENCHMARK_CAPTURE(Length, wide_characters, "\u4f60\u597d\uff0c\u4e16\u754c");

}  // namespace
}  // namespace blotter

BENCHMARK_MAIN();
