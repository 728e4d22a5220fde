// Any bytes as a configuration. What parses and is valid must be fit to run: every pattern
// compiles, no shipped rule is gone unless the summary says so. An error is one line that names the
// file.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "scanner/base/regex.h"
#include "scanner/config/config.h"
#include "scanner/config/embedded_rules.h"

namespace {

void Require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view content(reinterpret_cast<const char*>(data), size);
  const std::string name = ".blotter.toml";
  const blotter::RuleSet shipped = blotter::EmbeddedRules();
  const blotter::Result<blotter::Config> config = blotter::ParseConfig(content, name, shipped);
  if (!config.ok()) {
    Require(config.error().message.starts_with(name + ":"));
    return 0;
  }
  Require(!config->summary.empty());
  for (const blotter::Rule& rule : shipped.rules) {
    const blotter::Rule* const now = config->rules.Find(rule.id);
    const bool is_on = now != nullptr && now->enabled;
    Require(is_on || config->summary.find(" off") != std::string::npos);
  }
  if (!blotter::ValidateConfig(*config, name).ok()) return 0;
  for (const blotter::Rule& rule : config->rules.rules) {
    Require(!rule.id.empty());
    for (const blotter::RuleForm& form : rule.forms) {
      Require(blotter::Regex::Compile(form.regex).ok());
    }
    for (const blotter::Allowlist& allowlist : rule.allowlists) {
      for (const std::string& path : allowlist.paths) Require(blotter::Regex::Compile(path).ok());
    }
  }
  return 0;
}
