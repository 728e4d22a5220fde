// What the engine's tests share: blobs in memory, the shipped rules compiled, and findings in
// words, so that two scans can be compared whole.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/engine/compiled_rules.h"
#include "scanner/engine/detector.h"
#include "scanner/model/blob.h"
#include "scanner/model/finding.h"
#include "scanner/model/rule.h"

namespace blotter::testing {

// Content in memory under a path. Borrows both.
class MemoryBlob : public BlobRef {
 public:
  MemoryBlob(std::string_view path, std::string_view content);

  std::string_view name() const override;
  std::string_view folder_name() const override;
  Result<std::size_t> Read(char* buffer, std::size_t capacity) override;
  Provenance Describe() const override;
  Status Restart() override;

  // From `offset` on, every Read fails.
  void FailAt(std::size_t offset) { fail_at_ = offset; }
  void set_git_state(GitState state) { git_state_ = state; }

 private:
  std::string_view path_;
  std::string_view content_;
  std::size_t at_ = 0;
  std::optional<std::size_t> fail_at_;
  GitState git_state_ = GitState::kOutsideRepository;
};

// The least that a detector may hold of a blob at once.
inline constexpr std::size_t kSmallBuffer = 8 * Detector::kReachBytes;
DetectorOptions WithBuffer(std::size_t buffer_bytes);

// The embedded rules with their embedded database.
std::unique_ptr<CompiledRules> ShippedRules();
// Rules as they stand in a rule file. Throws where they do not load.
RuleSet RulesFrom(std::string_view toml);
std::unique_ptr<CompiledRules> Compiled(RuleSet rules);

// Scans `content` and expects that it can be read to its end.
std::vector<Finding> Scan(Detector& detector, std::string_view path, std::string_view content);
std::vector<Finding> Scan(const CompiledRules& rules, std::string_view path,
                          std::string_view content, DetectorOptions options = {});

// All that a finding says, a line each.
std::string Words(const std::vector<Finding>& findings);
// "RULE SECRET", one each, in order.
std::vector<std::string> RulesAndSecrets(const std::vector<Finding>& findings);

}  // namespace blotter::testing
