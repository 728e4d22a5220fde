// Any bytes as a file, under names that matter, with the smallest buffer; the first byte chooses
// the name and how often the rest is repeated, so that short inputs cross the buffer's seams, too.
// Spans must lie inside the file, in order, and a secret must be the bytes that stand there.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scanner/config/embedded_rules.h"
#include "scanner/engine/compiled_rules.h"
#include "scanner/engine/detector.h"

namespace {

constexpr std::array<std::string_view, 8> kNames = {"a.txt", "a.py", ".env", "a.csv",
                                                    "a.md",  "a.js", "a.sh", "a.tsv"};

class FuzzBlob : public blotter::BlobRef {
 public:
  FuzzBlob(std::string_view name, std::string_view content) : name_(name), content_(content) {}
  std::string_view name() const override { return name_; }
  std::string_view folder_name() const override { return ""; }
  blotter::Result<std::size_t> Read(char* buffer, std::size_t capacity) override {
    const std::size_t count = std::min(capacity, content_.size());
    if (count > 0) std::memcpy(buffer, content_.data(), count);
    content_.remove_prefix(count);
    return count;
  }
  blotter::Provenance Describe() const override {
    blotter::Provenance where;
    where.path = where.path_in_repository = name_;
    where.git_state = blotter::GitState::kTracked;
    return where;
  }

 private:
  std::string_view name_;
  std::string_view content_;
};

blotter::Detector& TheDetector() {
  static const std::unique_ptr<blotter::CompiledRules> rules =
      std::move(blotter::CompiledRules::Load(blotter::EmbeddedRules(), blotter::EmbeddedDatabase()))
          .value();
  static blotter::Detector detector(*rules, [] {
    blotter::DetectorOptions options;
    options.buffer_bytes = 8 * blotter::Detector::kReachBytes;
    return options;
  }());
  return detector;
}

void Check(const blotter::Finding& finding, std::string_view content) {
  if (finding.whole_file) return;
  const blotter::ByteSpan span = finding.span;
  if (span.begin >= span.end || span.end > content.size()) std::abort();
  if (finding.region.start.line < 1 || finding.region.start.column < 1) std::abort();
  const blotter::Excerpt& excerpt = finding.excerpt;
  if (excerpt.mark_begin >= excerpt.mark_end || excerpt.mark_end > excerpt.text.size())
    std::abort();
  if (excerpt.text.find(finding.secret.Reveal()) != std::string::npos) std::abort();
  if (!finding.decoders.empty()) return;
  if (content.substr(span.begin, span.end - span.begin) != finding.secret.Reveal()) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const std::string_view unit(reinterpret_cast<const char*>(data) + 1, size - 1);
  std::string content(unit);
  if (data[0] >= 0xF8) {
    while (content.size() < 9 * blotter::Detector::kReachBytes) content += unit;
  }
  FuzzBlob blob(kNames[data[0] % kNames.size()], content);
  std::vector<blotter::Finding> findings;
  const blotter::ScanOutcome outcome = TheDetector().Scan(blob, &findings);
  if (outcome.error || outcome.bytes != content.size()) std::abort();
  const blotter::Finding* previous = nullptr;
  for (const blotter::Finding& finding : findings) {
    Check(finding, content);
    if (previous != nullptr && finding.span.begin < previous->span.begin) std::abort();
    previous = &finding;
  }
  return 0;
}
