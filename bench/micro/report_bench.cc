// The report writers on many findings: bytes written a second.
#include <cstdint>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <benchmark/benchmark.h>

#include "scanner/report/reporter.h"

namespace blotter {
namespace {

std::string RandomKey(std::mt19937* random) {
  constexpr std::string_view kAlphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  std::string key;
  for (int i = 0; i < 32; ++i) key += kAlphabet[(*random)() % kAlphabet.size()];
  return key;
}

std::vector<Finding> MakeFindings(std::int64_t count) {
  std::mt19937 random(5);
  std::vector<Finding> findings;
  for (std::int64_t i = 0; i < count; ++i) {
    const auto line = static_cast<std::uint64_t>(i % 400 + 1);
    Finding finding;
    finding.rule_id = "writer-api-key";
    finding.message = "a Writer API key is written out here";
    finding.path = "src/modules/number " + std::to_string(i / 4) + "/configuration.py";
    finding.repository_path = finding.path;
    finding.region = {{line, 19}, {line, 51}};
    finding.span = {line * 60, line * 60 + 32};
    finding.secret = Secret(RandomKey(&random));
    finding.fingerprint = std::string(64, 'a');
    finding.evidence = {"name WRITER_API_KEY", "host api.writer.com on line 12"};
    finding.excerpt.text = "WRITER_API_KEY = \"" + std::string(32, '*') + "\"";
    finding.excerpt.mark_begin = 18;
    finding.excerpt.mark_end = 50;
    finding.line_hash = "c129715d7a2bc9a3:1";
    findings.push_back(std::move(finding));
  }
  return findings;
}

class CountingSink final : public ReportSink {
 public:
  Status Write(std::string_view bytes) override {
    bytes_ += bytes.size();
    return Status::Ok();
  }
  std::size_t bytes() const { return bytes_; }

 private:
  std::size_t bytes_ = 0;
};

void Report(benchmark::State& state, Format format) {
  RuleSet rules;
  rules.rules.emplace_back().id = "writer-api-key";
  RunInfo run;
  run.version = "0.0.0";
  run.rules = &rules;
  run.roots = {"."};
  const std::vector<Finding> findings = MakeFindings(state.range(0));
  const Ledger ledger;
  const std::unique_ptr<Reporter> reporter = MakeReporter(format, ReporterOptions{});
  CountingSink sink;
  for (auto _ : state) {
    if (!reporter->Write({run, findings, ledger}, sink).ok()) state.SkipWithError("not written");
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(sink.bytes()));
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * findings.size()));
}
BENCHMARK_CAPTURE(Report, text, Format::kText)->Arg(1000);
BENCHMARK_CAPTURE(Report, jsonl, Format::kJsonl)->Arg(1000);
BENCHMARK_CAPTURE(Report, json, Format::kJson)->Arg(1000);
BENCHMARK_CAPTURE(Report, sarif, Format::kSarif)->Arg(1000)->Arg(25000);

}  // namespace
}  // namespace blotter

BENCHMARK_MAIN();
