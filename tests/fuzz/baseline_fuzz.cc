// Any bytes as a baseline, and as a .gitleaksignore. What parses as a baseline comes back the same
// when it is written, holds all of itself, and is one to who would overwrite it; an error names the
// file. What a .gitleaksignore is remarked on for is never its text.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/findings/baseline.h"
#include "scanner/findings/gitleaks_ignore.h"

namespace {

void Require(bool holds) {
  if (!holds) std::abort();
}

void CheckBaseline(std::string_view text) {
  const std::string name = "known.baseline";
  blotter::Result<blotter::Baseline> baseline = blotter::Baseline::Parse(text, name);
  if (!baseline.ok()) {
    Require(baseline.error().message.find(name) != std::string::npos);
    return;
  }
  Require(blotter::Baseline::IsOne(text));
  const std::string written = baseline->Text();
  const blotter::Result<blotter::Baseline> again = blotter::Baseline::Parse(written, name);
  Require(again.ok() && again->Text() == written && again->size() == baseline->size());
  Require(baseline->Prune(*again).empty() && baseline->size() == again->size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  CheckBaseline(text);
  CheckBaseline("blotter-baseline 1\n" + std::string(text));
  const auto ignore = blotter::GitleaksIgnore::Parse(text, ".gitleaksignore");
  for (const std::string& remark : ignore.remarks()) {
    Require(remark.find(".gitleaksignore") != std::string::npos && remark.size() < 200);
  }
  std::vector<blotter::Finding> findings(1);
  findings.front().rule_id = "r";
  findings.front().path = "p";
  ignore.Allow(&findings);
  return 0;
}
