// What it costs to judge one token, one name, one statement. They run once for each key name and
// each candidate, in files that hold a keyword.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <string_view>

#include <benchmark/benchmark.h>

#include "scanner/engine/binding.h"
#include "scanner/engine/name.h"
#include "scanner/engine/value.h"

namespace blotter {
namespace {

std::string RandomKey() {
  constexpr std::string_view kAlphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  std::mt19937 random(7);
  std::string key;
  for (int i = 0; i < 32; ++i) key += kAlphabet[random() % kAlphabet.size()];
  return key;
}

void Value(benchmark::State& state, const std::string& token) {
  for (auto _ : state) benchmark::DoNotOptimize(JudgeValue(token));
}
BENCHMARK_CAPTURE(Value, random_key, RandomKey());
BENCHMARK_CAPTURE(Value, identifier, "getElementsByClassNameOrSelector");
BENCHMARK_CAPTURE(Value, path, "src/components/navigation/menu-item.tsx");
BENCHMARK_CAPTURE(Value, placeholder, "your-writer-api-key-goes-here");
BENCHMARK_CAPTURE(Value, uuid, "01234567-89ab-4cde-8f01-23456789abcd");
BENCHMARK_CAPTURE(Value, long_hexadecimal,
                  "d41d8cd98f00b204e9800998ecf8427ed41d8cd98f00b204e9800998ecf8427e");

void Name(benchmark::State& state, const std::string& name) {
  for (auto _ : state) benchmark::DoNotOptimize(ClassifyName(name));
}
BENCHMARK_CAPTURE(Name, upper, "NEXT_PUBLIC_WRITER_API_KEY");
BENCHMARK_CAPTURE(Name, camel, "writerApiKey");
BENCHMARK_CAPTURE(Name, generic, "api_key");
BENCHMARK_CAPTURE(Name, other, "secondaryStorageEncryptionKey");

// Walks to the end of the statement behind `name`, as where no literal is live.
void Walk(benchmark::State& state, const std::string& name, const std::string& statement) {
  const std::string text = name + statement + "\nnext_statement(other, arguments)\n";
  for (auto _ : state) {
    LiteralWalker walker(text, name.size(), false);
    while (std::optional<Literal> literal = walker.Next()) benchmark::DoNotOptimize(literal);
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * text.size()));
}
BENCHMARK_CAPTURE(Walk, assignment, "WRITER_API_KEY", " = \"" + RandomKey() + "\"");
BENCHMARK_CAPTURE(Walk, environment_read, "api_key", "=os.environ[\"WRITER_API_KEY\"])");
BENCHMARK_CAPTURE(Walk, parameter, "api_key", ": Optional[str] = None, base_url: str = DEFAULT):");
BENCHMARK_CAPTURE(Walk, prose, "key", " that you find on the page of the agent, and keep it safe.");

}  // namespace
}  // namespace blotter

BENCHMARK_MAIN();
