// Any bytes as a rule file. What loads must be fit to run: every pattern compiles, every group is
// there. An error is one line that names the file.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "scanner/base/regex.h"
#include "scanner/config/rule_loader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view content(reinterpret_cast<const char*>(data), size);
  const blotter::Result<blotter::RuleSet> rules = blotter::ParseRules(content, "rules.toml");
  if (!rules.ok()) {
    if (rules.error().message.rfind("rules.toml:", 0) != 0) std::abort();
    return 0;
  }
  for (const blotter::Rule& rule : rules.value().rules) {
    if (rule.id.empty()) std::abort();
    for (const blotter::RuleForm& form : rule.forms) {
      const blotter::Result<blotter::Regex> regex = blotter::Regex::Compile(form.regex);
      if (!regex.ok() || form.anchor.empty()) std::abort();
      if (form.secret_group < 0 ||
          static_cast<std::size_t>(form.secret_group) > regex.value().group_count()) {
        std::abort();
      }
    }
  }
  return 0;
}
