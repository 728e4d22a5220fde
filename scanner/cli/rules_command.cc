#include "scanner/cli/rules_command.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "scanner/base/suggest.h"
#include "scanner/cli/help_text.h"
#include "scanner/cli/output_flags.h"
#include "scanner/cli/quote.h"
#include "scanner/cli/rules_in_force.h"
#include "scanner/config/embedded_rules.h"
#include "scanner/config/rule_loader.h"
#include "scanner/engine/compiled_rules.h"
#include "scanner/engine/rule_examples.h"
#include "scanner/model/rule.h"

namespace blotter {
namespace {

constexpr std::size_t kTextWidth = 80;
constexpr std::size_t kTableWidth = 100;
constexpr std::size_t kLevelWidth = 7;  // "warning"

Status Print(Console& console, std::string_view text) {
  const Status written = console.out.Write(text);
  return written.ok() ? console.out.Flush() : written;
}

ExitCode Finish(Console& console, std::string_view text, ExitCode exit_code) {
  const Status written = Print(console, text);
  if (written.ok()) return exit_code;
  PrintError(console, written.error().message).ok();
  return ExitCode::kIncomplete;
}

// How the judge decides, in words.
std::string_view JudgeWords(Judge judge) {
  switch (judge) {
    case Judge::kGeneric:
      return "Whatever the patterns capture, unless an allowlist, the entropy or a keyword says "
             "otherwise.";
    case Judge::kWriterKey:
      return "A literal of 16 to 256 characters that is bound to a Writer name, or stands in a "
             "Writer client, host or section. Placeholders, references, code and ciphertext are "
             "passed over.";
    case Judge::kBearer:
      return "A literal after Bearer in an Authorization header, where nothing says that the "
             "request "
             "goes to Writer. Placeholders, references, code and ciphertext are passed over.";
    case Judge::kWriterBearer:
      return "A literal after Bearer in an Authorization header, where the request goes to Writer: "
             "a "
             "Writer host in it or near it, or a Writer SDK in the file. Placeholders, references, "
             "code and ciphertext are passed over.";
    case Judge::kEnvFile:
      return "The file's name, and what git says of it: tracked, ignored, or neither.";
  }
  return "";
}

std::string Section(std::string_view title, std::string_view text) {
  std::string section = fmt::format("\n{}:\n", title);
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    section += line.empty() ? "\n" : Wrap(Sanitize(line), 2, kTextWidth);
  }
  return section;
}

// Code keeps its lines and its indentation.
std::string ExampleSection(std::string_view title, const Rule& rule, bool match) {
  std::string section;
  for (const RuleExample& example : rule.examples) {
    if (example.match != match) continue;
    section += section.empty() ? fmt::format("\n{}:\n", title) : "\n";
    if (!example.path.empty()) section += fmt::format("  ({})\n", Sanitize(example.path));
    const std::string filled = FillTemplate(example.text, example.source_line);
    for (std::string_view rest = filled; !rest.empty();) {
      const std::string_view line = rest.substr(0, rest.find('\n'));
      rest.remove_prefix(std::min(line.size() + 1, rest.size()));
      section += fmt::format("    {}\n", Sanitize(line));
    }
  }
  return section;
}

// "off" where a configuration switched the rule off.
std::string_view LevelColumn(const Rule& rule) {
  return rule.enabled ? LevelName(rule.level) : "off";
}

std::string Describe(const Rule& rule) {
  std::string text = fmt::format("{} ({})\n", Sanitize(rule.id), LevelColumn(rule));
  if (!rule.description.empty()) text += Section("What it is", rule.description);
  text += Section("What it matches", rule.LooksAtPathsOnly() ? "The file's path, whatever is in it."
                                                             : JudgeWords(rule.judge));
  if (!rule.tags.empty()) text += Section("Tags", fmt::format("{}", fmt::join(rule.tags, ", ")));
  text += ExampleSection("Matches", rule, true);
  text += ExampleSection("Does not match", rule, false);
  if (!rule.help.empty()) text += Section("What to do", rule.help);
  if (!rule.help_uri.empty()) text += Section("More", rule.help_uri);
  return text;
}

// "  FILE:LINE: must match, but ...". `file` is "" for the rules that blotter ships.
std::string FailedExample(const ExampleResult& result, const std::string& file) {
  const RuleExample& example = *result.example;
  const std::string where = file.empty()
                                ? fmt::format("line {} of its file", example.source_line)
                                : fmt::format("{}:{}", Sanitize(file), example.source_line);
  return fmt::format("  {}: {}, but {}: {}\n", where,
                     example.match ? "must match" : "must not match", result.reason,
                     Sanitize(example.text.substr(0, example.text.find('\n'))));
}

ExitCode Refuse(Console& console, const Error& error) {
  PrintError(console, error.message).ok();
  return ExitCode::kIncomplete;
}

std::vector<Flag> ConfigFlags(RulesRequest* request) {
  return {ConfigFlag(&request->config), NoConfigFlag(&request->config), HelpFlag()};
}

// What is in force in the current folder.
Result<RuleSet> RulesHere(const RulesRequest& request) {
  const Result<std::optional<ConfigText>> config = FindConfig(request.config, {"."});
  if (!config.ok()) return config.error();
  RuleSet rules = EmbeddedRules(/*with_examples=*/true);
  if (!config->has_value()) return rules;
  Result<Config> parsed = ParseConfig((*config)->text, (*config)->name, std::move(rules));
  if (!parsed.ok()) return parsed.error();
  if (Status valid = ValidateConfig(*parsed, (*config)->name); !valid.ok()) return valid.error();
  return std::move(parsed->rules);
}

// One line a rule, and under it the examples that do not do what they say.
ExitCode TestRules(RuleSet rules, const std::string& file, Console& console) {
  const Result<std::unique_ptr<CompiledRules>> compiled = CompiledRules::Compile(std::move(rules));
  if (!compiled.ok()) return Refuse(console, compiled.error());
  const std::vector<ExampleResult> results = RunExamples(*compiled.value());
  bool all_passed = true;
  std::string text;
  for (const Rule& rule : compiled.value()->rules().rules) {
    std::size_t run = 0;
    std::size_t passed = 0;
    std::string failures;
    for (const ExampleResult& result : results) {
      if (result.rule != &rule) continue;
      ++run;
      passed += result.passed ? 1 : 0;
      if (!result.passed) failures += FailedExample(result, file);
    }
    all_passed = all_passed && failures.empty();
    const std::string_view verdict = run == 0 ? "none" : failures.empty() ? "pass" : "FAIL";
    text += fmt::format("{} {} ({} of {} examples)\n", verdict, Sanitize(rule.id), passed, run);
    text += failures;
  }
  return Finish(console, text, all_passed ? ExitCode::kClean : ExitCode::kFindings);
}

}  // namespace

Command DescribeRulesList(RulesRequest* request) {
  Command command;
  command.name = "rules list";
  command.summary = "The rules that are in force here";
  command.description = {
      "Those that blotter ships, with what .blotter.toml at the top of the current folder's "
      "repository changes and adds."};
  command.flags = ConfigFlags(request);
  return command;
}

Command DescribeRulesShow(RulesRequest* request) {
  Command command;
  command.name = "rules show";
  command.summary = "All there is to know about a rule";
  command.positional = Positional{.value_name = "ID",
                                  .help = "The rule's id, as 'blotter rules list' prints it",
                                  .required = true,
                                  .repeatable = false,
                                  .value_kind = ValueKind::kRuleId,
                                  .values = &request->rule_ids};
  command.flags = ConfigFlags(request);
  command.examples = {{"blotter rules show writer-api-key", "What it matches, and what to do"}};
  return command;
}

Command DescribeRulesTest(RulesRequest* request) {
  Command command;
  command.name = "rules test";
  command.summary = "Run the examples that rules carry";
  command.description = {
      "Each rule carries examples that it must match and examples that it must not. This runs "
      "them, and exits with 1 where one does not do what it says, and with 2 where a rule file "
      "does not "
      "load."};
  command.positional = Positional{
      .value_name = "FILE",
      .help =
          "Rule files (TOML, in the schema of gitleaks); by default the rules that are in force "
          "here",
      .required = false,
      .repeatable = true,
      .value_kind = ValueKind::kFile,
      .values = &request->files};
  command.flags = ConfigFlags(request);
  command.examples = {{"blotter rules test my-rules.toml", "Test a rule file of your own"},
                      {"blotter rules test --config gitleaks.toml",
                       "Test a configuration, and whether it can be used"}};
  return command;
}

ExitCode RunRulesList(const RulesRequest& request, Console& console) {
  const Result<RuleSet> set = RulesHere(request);
  if (!set.ok()) return Refuse(console, set.error());
  std::size_t widest = 0;
  for (const Rule& rule : set->rules) widest = std::max(widest, rule.id.size());
  const std::size_t text_column = widest + kLevelWidth + 4;
  std::string table;
  for (const Rule& rule : set->rules) {
    const std::string line = Wrap(Sanitize(rule.description), text_column, kTableWidth);
    const std::string text = line.empty() ? "\n" : line.substr(text_column);
    table += fmt::format("{:<{}}  {:<{}}  {}", Sanitize(rule.id), widest, LevelColumn(rule),
                         kLevelWidth, text);
  }
  return Finish(console, table, ExitCode::kClean);
}

ExitCode RunRulesShow(const RulesRequest& request, Console& console) {
  const Result<RuleSet> set = RulesHere(request);
  if (!set.ok()) return Refuse(console, set.error());
  const Rule* rule = set->Find(request.rule_ids.front());
  if (rule != nullptr) return Finish(console, Describe(*rule), ExitCode::kClean);
  std::vector<std::string> ids;
  for (const Rule& known : set->rules) ids.push_back(known.id);
  PrintError(console, fmt::format("no rule is called {}{}; see 'blotter rules list'",
                                  Quote(request.rule_ids.front()),
                                  DidYouMean(request.rule_ids.front(), ids)))
      .ok();
  return ExitCode::kIncomplete;
}

ExitCode RunRulesTest(const RulesRequest& request, Console& console) {
  if (request.files.empty()) {
    Result<RuleSet> rules = RulesHere(request);
    if (!rules.ok()) return Refuse(console, rules.error());
    // Examples say what each rule finds where it is on.
    for (Rule& rule : rules->rules) rule.enabled = true;
    return TestRules(std::move(*rules), "", console);
  }
  ExitCode worst = ExitCode::kClean;
  for (const std::string& file : request.files) {
    Result<RuleSet> rules = LoadRuleFile(file);
    const ExitCode outcome =
        rules.ok() ? TestRules(std::move(*rules), file, console) : Refuse(console, rules.error());
    worst = std::max(worst, outcome);
  }
  return worst;
}

}  // namespace blotter
