#include "scanner/config/rule_loader.h"

#include <iterator>
#include <utility>

#include <fmt/format.h>

#include "scanner/base/file.h"
#include "scanner/config/rule_reader.h"
#include "scanner/config/rule_validator.h"
#include "scanner/config/table_reader.h"

namespace blotter {

namespace {

RuleSet ReadRuleSet(TableReader& reader) {
  RuleSet set;
  for (const char* key : {"title", "description", "minVersion"}) reader.Ignore(key);
  if (const toml::node* extend = reader.Take("extend"); extend != nullptr) {
    reader.Fail(*extend, "[extend] makes this a configuration; name it with --config");
  }
  const Fragments fragments = ReadFragments(reader);
  reader.ForEachTable("rules",
                      [&](TableReader& rule) { set.rules.push_back(ReadRule(rule, fragments)); });
  reader.ForEachTable("evidence", [&](TableReader& evidence) {
    set.evidence.push_back(ReadEvidence(evidence, fragments));
  });
  ForEachAllowlist(reader, [&](TableReader& allowlist) {
    set.allowlists.push_back(ReadAllowlist(allowlist));
    if (const toml::node* targets = allowlist.Take("targetRules"); targets != nullptr) {
      allowlist.Fail(*targets, "targetRules makes this a configuration; name it with --config");
    }
  });
  return set;
}

}  // namespace

Result<RuleSet> ParseRules(std::string_view content, const std::string& file_name) {
  Result<RuleSet> set = ReadToml<RuleSet>(content, file_name, ReadRuleSet);
  if (!set.ok()) return set;
  if (Status status = ValidateRules(*set, file_name); !status.ok()) return status.error();
  return set;
}

Result<RuleSet> LoadRuleFile(const std::string& path) {
  Result<std::string> content = ReadFile(path, std::size_t{64} << 20);
  if (!content.ok()) return content.error();
  return ParseRules(*content, path);
}

Result<RuleSet> LoadRuleFiles(const std::vector<std::string>& paths) {
  RuleSet all;
  for (const std::string& path : paths) {
    Result<RuleSet> set = LoadRuleFile(path);
    if (!set.ok()) return set;
    for (Rule& rule : set->rules) {
      if (all.Find(rule.id) != nullptr) {
        return Error{fmt::format("{}:{}: rule {} stands in another rule file, too; rename one",
                                 path, rule.source_line, rule.id)};
      }
      all.rules.push_back(std::move(rule));
    }
    std::move(set->evidence.begin(), set->evidence.end(), std::back_inserter(all.evidence));
    std::move(set->allowlists.begin(), set->allowlists.end(), std::back_inserter(all.allowlists));
  }
  return all;
}

}  // namespace blotter
