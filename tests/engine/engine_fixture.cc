#include "tests/engine/engine_fixture.h"

#include <algorithm>
#include <cstring>
#include <stdexcept>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include "scanner/config/embedded_rules.h"
#include "scanner/config/rule_loader.h"

namespace blotter::testing {

MemoryBlob::MemoryBlob(std::string_view path, std::string_view content)
    : path_(path), content_(content) {}

std::string_view MemoryBlob::name() const { return path_.substr(path_.rfind('/') + 1); }

std::string_view MemoryBlob::folder_name() const {
  const std::size_t end = path_.rfind('/');
  if (end == std::string_view::npos) return {};
  const std::string_view folder = path_.substr(0, end);
  return folder.substr(folder.rfind('/') + 1);
}

Result<std::size_t> MemoryBlob::Read(char* buffer, std::size_t capacity) {
  std::size_t count = std::min(capacity, content_.size() - at_);
  if (fail_at_) {
    if (at_ >= *fail_at_) return Error{"the disk is gone"};
    // A real source fails as a whole where any part of what was asked for cannot be read.
    if (at_ + count > *fail_at_) return Error{"the disk is gone"};
  }
  std::memcpy(buffer, content_.data() + at_, count);
  at_ += count;
  return count;
}

Status MemoryBlob::Restart() {
  at_ = 0;
  return Status::Ok();
}

Provenance MemoryBlob::Describe() const {
  Provenance where;
  where.path = where.repository_path = where.path_in_repository = std::string(path_);
  where.git_state = git_state_;
  return where;
}

DetectorOptions WithBuffer(std::size_t buffer_bytes) {
  DetectorOptions options;
  options.buffer_bytes = buffer_bytes;
  return options;
}

std::unique_ptr<CompiledRules> ShippedRules() {
  auto loaded = CompiledRules::Load(EmbeddedRules(true), EmbeddedDatabase());
  if (!loaded.ok()) throw std::runtime_error(loaded.error().message);
  return std::move(loaded).value();
}

RuleSet RulesFrom(std::string_view toml) {
  Result<RuleSet> rules = ParseRules(toml, "test.toml");
  if (!rules.ok()) throw std::runtime_error(rules.error().message);
  return std::move(rules).value();
}

std::unique_ptr<CompiledRules> Compiled(RuleSet rules) {
  auto compiled = CompiledRules::Compile(std::move(rules));
  if (!compiled.ok()) throw std::runtime_error(compiled.error().message);
  return std::move(compiled).value();
}

std::vector<Finding> Scan(Detector& detector, std::string_view path, std::string_view content) {
  MemoryBlob blob(path, content);
  std::vector<Finding> findings;
  const ScanOutcome outcome = detector.Scan(blob, &findings);
  EXPECT_FALSE(outcome.error.has_value()) << path << ": " << outcome.error->message;
  EXPECT_EQ(outcome.bytes, content.size()) << path;
  return findings;
}

std::vector<Finding> Scan(const CompiledRules& rules, std::string_view path,
                          std::string_view content, DetectorOptions options) {
  Detector detector(rules, options);
  return Scan(detector, path, content);
}

std::string Words(const std::vector<Finding>& findings) {
  std::string words;
  for (const Finding& f : findings) {
    words += fmt::format("{} {} {} [{}, {}) {}:{}-{}:{} '{}' {} {} | {} [{}, {}) {} {}\n",
                         f.rule_id, LevelName(f.level), ConfidenceName(f.confidence), f.span.begin,
                         f.span.end, f.region.start.line, f.region.start.column, f.region.end.line,
                         f.region.end.column, f.secret.Reveal(), fmt::join(f.evidence, "; "),
                         fmt::join(f.decoders, "; "), f.excerpt.text, f.excerpt.mark_begin,
                         f.excerpt.mark_end, f.excerpt.cut_before, f.excerpt.cut_after);
  }
  return words;
}

std::vector<std::string> RulesAndSecrets(const std::vector<Finding>& findings) {
  std::vector<std::string> words;
  for (const Finding& f : findings) words.push_back(f.rule_id + " " + f.secret.Reveal());
  return words;
}

}  // namespace blotter::testing
