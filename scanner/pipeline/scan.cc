#include "scanner/pipeline/scan.h"

#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "scanner/base/regex.h"
#include "scanner/base/workers.h"
#include "scanner/pipeline/scan_sink.h"
#include "scanner/sources/directory_source.h"
#include "scanner/sources/stdin_source.h"

namespace blotter {

namespace {

constexpr char kStdinArgument[] = "-";

// The path rules that drop a file whatever is in it: a matching path is enough for them.
std::vector<Regex> PathRules(const RuleSet& rules, Ledger* ledger) {
  std::vector<Regex> regexes;
  for (const Allowlist& allowlist : rules.allowlists) {
    const bool asks_for_content = !allowlist.regexes.empty() || !allowlist.stopwords.empty();
    if (asks_for_content && allowlist.all_must_match) continue;
    for (const std::string& path : allowlist.paths) {
      Result<Regex> regex = Regex::Compile(path);
      if (regex.ok()) {
        regexes.push_back(std::move(regex).value());
      } else {
        ledger->failures.push_back(
            {"", fmt::format("the path rule {} cannot be used: {}", path, regex.error().message)});
      }
    }
  }
  return regexes;
}

}  // namespace

ScanResult RunScan(const ScanOptions& options, const CompiledRules& rules, bool want_line_hashes,
                   Progress* progress) {
  DirectoryOptions directory;
  directory.paths = options.paths;
  if (directory.paths.empty()) directory.paths = {"."};
  const bool wants_stdin = std::erase(directory.paths, kStdinArgument) > 0;
  directory.prefix_paths = wants_stdin;
  directory.no_ignore = options.no_ignore;
  directory.max_file_size_bytes = options.max_file_size_bytes;
  directory.workers = WorkerCount(options.threads);

  ScanSinkOptions sink_options;
  sink_options.want_line_hashes = want_line_hashes;
  sink_options.detector.max_blob_bytes = options.max_file_size_bytes.value_or(0);
  ScanSink sink(rules, sink_options, directory.workers, progress);

  Ledger ledger;
  directory.passed_over_paths = PathRules(rules.rules(), &ledger);
  if (wants_stdin) ledger.Merge(StdinSource(STDIN_FILENO).Run(sink));
  if (!directory.paths.empty()) ledger.Merge(DirectorySource(std::move(directory)).Run(sink));

  ScanResult result = sink.Take();
  result.ledger.Merge(ledger);
  result.ledger.Normalize();
  std::sort(result.findings.begin(), result.findings.end(), FindingLess);
  return result;
}

}  // namespace blotter
