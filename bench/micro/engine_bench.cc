// The engine over files in memory: what Hyperscan alone costs (the keywords that most files end at,
// the anchors of all rules), and a whole Detector::Scan. Bytes a second, one thread.
// BLOTTER_BENCH_TREE: a folder whose files are read as well (none: those rows are skipped).
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <benchmark/benchmark.h>

#include "scanner/base/file.h"
#include "scanner/config/embedded_rules.h"
#include "scanner/engine/compiled_rules.h"
#include "scanner/engine/detector.h"
#include "scanner/model/blob.h"

namespace blotter {
namespace {

using Files = std::vector<std::string>;

constexpr int kFiles = 64;
constexpr std::size_t kFileBytes = 16384;
constexpr std::size_t kMaxTreeBytes = std::size_t{64} << 20;

// Source-like lines; about one in `every` is `line` (0: none).
Files Generate(std::string_view line, unsigned every) {
  constexpr std::string_view kWords[] = {"if",    "return", "value",  "index", "(",      ")",
                                         "{",     "}",      "=",      "const", "buffer", "length",
                                         "state", "->",     "option", ";"};
  std::mt19937 random(11);
  Files files(kFiles);
  for (std::string& file : files) {
    while (file.size() < kFileBytes) {
      if (every > 0 && random() % every == 0) file += line;
      for (unsigned words = 3 + random() % 9; words > 0; --words) {
        file += kWords[random() % std::size(kWords)];
        file += ' ';
      }
      file += '\n';
    }
  }
  return files;
}

const Files& Plain() {
  static const Files files = Generate("", 0);
  return files;
}
const Files& Mentions() {  // what editors and loggers are full of
  static const Files files = Generate("writer = open_writer(path) ", 60);
  return files;
}
const Files& References() {  // all work, no finding
  static const Files files =
      Generate("client = Writer(api_key=os.environ[\"WRITER_API_KEY\"]) ", 60);
  return files;
}
const Files& Tree() {
  static const Files files = [] {
    Files found;
    const char* folder = std::getenv("BLOTTER_BENCH_TREE");
    if (folder == nullptr) return found;
    std::size_t bytes = 0;
    for (auto at = std::filesystem::recursive_directory_iterator(folder);
         at != std::filesystem::recursive_directory_iterator() && bytes < kMaxTreeBytes; ++at) {
      if (at->path().filename() == ".git") at.disable_recursion_pending();
      if (!at->is_regular_file() || at->is_symlink()) continue;
      Result<std::string> content = ReadFile(at->path().string());
      if (!content.ok()) continue;
      bytes += content->size();
      found.push_back(std::move(content).value());
    }
    return found;
  }();
  return files;
}

const CompiledRules& Rules() {
  static const std::unique_ptr<CompiledRules> rules =
      CompiledRules::Load(EmbeddedRules(), EmbeddedDatabase()).value();
  return *rules;
}

class TextBlob final : public BlobRef {
 public:
  explicit TextBlob(std::string_view content) : content_(content) {}
  std::string_view name() const override { return "file.py"; }
  std::string_view folder_name() const override { return "src"; }
  Result<std::size_t> Read(char* buffer, std::size_t capacity) override {
    const std::size_t count = std::min(capacity, content_.size());
    std::memcpy(buffer, content_.data(), count);
    content_.remove_prefix(count);
    return count;
  }
  Provenance Describe() const override { return {}; }

 private:
  std::string_view content_;
};

// Runs `each` over all files, again and again.
template <typename Each>
void Measure(benchmark::State& state, const Files& files, Each each) {
  if (files.empty()) {
    state.SkipWithError("BLOTTER_BENCH_TREE names no folder");
    return;
  }
  std::int64_t bytes = 0;
  for (auto _ : state) {
    for (const std::string& file : files) {
      each(file);
      bytes += static_cast<std::int64_t>(file.size());
    }
  }
  state.SetBytesProcessed(bytes);
}

void Keywords(benchmark::State& state, const Files& (*files)()) {
  HsScratch scratch(*Rules().keywords());
  Measure(state, files(),
          [&](const std::string& file) { benchmark::DoNotOptimize(scratch.Hits(file).value()); });
}
BENCHMARK_CAPTURE(Keywords, plain, Plain);
BENCHMARK_CAPTURE(Keywords, tree, Tree);

void Anchors(benchmark::State& state, const Files& (*files)()) {
  HsScratch scratch(Rules().forms());
  std::vector<RawMatch> matches;
  Measure(state, files(), [&](const std::string& file) {
    if (!scratch.Scan(file, &matches).ok()) state.SkipWithError("Hyperscan refused");
    benchmark::DoNotOptimize(matches);
  });
}
BENCHMARK_CAPTURE(Anchors, plain, Plain);
BENCHMARK_CAPTURE(Anchors, mentions, Mentions);
BENCHMARK_CAPTURE(Anchors, tree, Tree);

void Scan(benchmark::State& state, const Files& (*files)()) {
  Detector detector(Rules());
  std::vector<Finding> findings;
  Measure(state, files(), [&](const std::string& file) {
    TextBlob blob(file);
    findings.clear();
    benchmark::DoNotOptimize(detector.Scan(blob, &findings).bytes);
  });
}
BENCHMARK_CAPTURE(Scan, plain, Plain);
BENCHMARK_CAPTURE(Scan, mentions, Mentions);
BENCHMARK_CAPTURE(Scan, references, References);
BENCHMARK_CAPTURE(Scan, tree, Tree);

// What every run pays before its first file.
void LoadRules(benchmark::State& state) {
  for (auto _ : state) {
    benchmark::DoNotOptimize(CompiledRules::Load(EmbeddedRules(), EmbeddedDatabase()).ok());
  }
}
BENCHMARK(LoadRules)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace blotter

BENCHMARK_MAIN();
