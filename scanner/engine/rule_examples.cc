#include "scanner/engine/rule_examples.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <random>

#include <fmt/format.h>

#include "scanner/engine/detector.h"
#include "scanner/model/blob.h"

namespace blotter {

namespace {

constexpr std::string_view kHex = "0123456789abcdef";
constexpr std::string_view kLower = "abcdefghijklmnopqrstuvwxyz0123456789";
constexpr std::string_view kBase62 =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
constexpr std::string_view kBase64Url =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::string_view kBase64 =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

std::string Draw(std::string_view alphabet, std::size_t length, std::mt19937_64* random) {
  std::string token;
  while (token.size() < length) token += alphabet[(*random)() % alphabet.size()];
  return token;
}

std::string MakeToken(std::string_view kind, std::size_t length, std::mt19937_64* random) {
  if (kind == "key") return Draw(kBase62, 32, random);
  if (kind == "wr")
    return "wr-" + Draw(kBase62, 1, random) + Draw(kBase64Url, 20, random) +
           Draw(kBase62, 1, random);
  if (kind == "hex") return Draw(kHex, length, random);
  if (kind == "base62") return Draw(kBase62, length, random);
  if (kind == "lower") return Draw(kLower, length, random);
  if (kind == "b64") return Draw(kBase64, length > 0 ? length - 1 : 0, random) + "=";
  if (kind == "uuid") {
    return fmt::format("{}-{}-4{}-a{}-{}", Draw(kHex, 8, random), Draw(kHex, 4, random),
                       Draw(kHex, 3, random), Draw(kHex, 3, random), Draw(kHex, 12, random));
  }
  return "";
}

// An example as a file.
class ExampleBlob : public BlobRef {
 public:
  ExampleBlob(std::string_view path, std::string_view content) : path_(path), content_(content) {}
  std::string_view name() const override { return path_.substr(path_.rfind('/') + 1); }
  std::string_view folder_name() const override { return ""; }
  Result<std::size_t> Read(char* buffer, std::size_t capacity) override {
    const std::size_t count = std::min(capacity, content_.size());
    std::memcpy(buffer, content_.data(), count);
    content_.remove_prefix(count);
    return count;
  }
  Provenance Describe() const override {
    Provenance where;
    where.path = std::string(path_);
    return where;
  }

 private:
  std::string_view path_;
  std::string_view content_;
};

ExampleResult RunOne(const Rule& rule, const RuleExample& example, Detector* detector) {
  const std::string content = FillTemplate(example.text, example.source_line);
  const std::string path = example.path.empty() ? "example.txt" : example.path;
  ExampleBlob blob(path, content);
  std::vector<Finding> findings;
  const ScanOutcome outcome = detector->Scan(blob, &findings);
  ExampleResult result{&rule, &example, false, ""};
  if (outcome.error) {
    result.reason = outcome.error->message;
    return result;
  }
  const bool found = std::any_of(findings.begin(), findings.end(),
                                 [&](const Finding& f) { return f.rule_id == rule.id; });
  result.passed = found == example.match;
  if (result.passed) return result;
  result.reason = example.match ? "nothing was found" : "it was found";
  if (example.match && !findings.empty()) {
    result.reason = fmt::format("it was found by {} instead", findings[0].rule_id);
  }
  return result;
}

}  // namespace

std::string FillTemplate(std::string_view text, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::string filled;
  while (!text.empty()) {
    const std::size_t open = text.find("{{");
    filled += text.substr(0, open);
    if (open == std::string_view::npos) break;
    text.remove_prefix(open);
    const std::size_t close = text.find("}}");
    std::string token;
    if (close != std::string_view::npos) {
      const std::string_view body = text.substr(2, close - 2);
      const std::size_t colon = body.find(':');
      std::size_t length = 0;
      if (colon != std::string_view::npos) {
        std::from_chars(body.data() + colon + 1, body.data() + body.size(), length);
      }
      token = MakeToken(body.substr(0, colon), std::min<std::size_t>(length, 512), &random);
    }
    // Other double braces (a template language's) stay as they are.
    const std::size_t taken = token.empty() ? 2 : close + 2;
    filled += token.empty() ? std::string(text.substr(0, 2)) : token;
    text.remove_prefix(taken);
  }
  return filled;
}

std::vector<ExampleResult> RunExamples(const CompiledRules& rules) {
  std::vector<ExampleResult> results;
  DetectorOptions options;
  options.buffer_bytes = 8 * Detector::kReachBytes;
  Detector detector(rules, options);
  for (const Rule& rule : rules.rules().rules) {
    for (const RuleExample& example : rule.examples) {
      results.push_back(RunOne(rule, example, &detector));
    }
  }
  return results;
}

}  // namespace blotter
