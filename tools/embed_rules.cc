// embed_rules OUTPUT.cc RULES.toml...: at build time, turns the rule files into C++ source: the
// rules as plain data, and their Hyperscan database compiled for the generic platform, so that the
// program parses and compiles nothing at start. Exit code 1, with the reason, on a bad rule file.
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "scanner/base/file.h"
#include "scanner/config/rule_loader.h"
#include "scanner/engine/compiled_rules.h"

namespace blotter {
namespace {

// A C++ string literal of any bytes; std::string_view's ""sv keeps NULs.
std::string Literal(std::string_view text) {
  std::string literal = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte > 0x7E || c == '"' || c == '\\' || c == '?') {
      literal += fmt::format("\\{:03o}", byte);
    } else {
      literal += c;
    }
  }
  return literal + "\"sv";
}

std::string TextList(const std::vector<std::string>& list) {
  std::string code = "{";
  for (const std::string& text : list) code += fmt::format("std::string({}),", Literal(text));
  return code + "}";
}

class Emitter {
 public:
  std::string Emit(const RuleSet& set, std::string_view database) {
    Line("#include \"scanner/config/embedded_rules.h\"");
    Line("#include <string>");
    Line("#include <utility>");
    Line("using namespace std::literals;");
    Line("namespace blotter {");
    Line("namespace {");
    // Aligned as Hyperscan wants its input; a literal cannot be.
    Line("alignas(8) constexpr unsigned char kDatabase[] = {");
    for (std::size_t at = 0; at < database.size(); ++at) {
      code_ += fmt::format("{},", static_cast<unsigned char>(database[at]));
      if (at % 32 == 31) code_ += "\n";
    }
    Line("};");
    for (std::size_t i = 0; i < set.rules.size(); ++i) EmitRule(set.rules[i], i);
    EmitEvidence(set.evidence);
    Line("}  // namespace");
    Line("std::string_view EmbeddedDatabase() {");
    Line("  return {reinterpret_cast<const char*>(kDatabase), sizeof(kDatabase)};");
    Line("}");
    Line("RuleSet EmbeddedRules(bool with_examples) {");
    Line("  RuleSet set;");
    for (std::size_t i = 0; i < set.rules.size(); ++i) {
      Line(fmt::format("  set.rules.push_back(MakeRule{}(with_examples));", i));
    }
    Line("  AddEvidence(&set);");
    for (const Allowlist& allowlist : set.allowlists) {
      Line("  set.allowlists.push_back(" + AllowlistCode(allowlist) + ");");
    }
    Line("  return set;");
    Line("}");
    Line("}  // namespace blotter");
    return std::move(code_);
  }

 private:
  void Line(std::string_view line) {
    code_ += line;
    code_ += '\n';
  }

  static std::string AllowlistCode(const Allowlist& allowlist) {
    return fmt::format("Allowlist{{std::string({}), {}, AllowlistTarget({}), {}, {}, {}, {{}}}}",
                       Literal(allowlist.description), allowlist.all_must_match,
                       static_cast<int>(allowlist.target), TextList(allowlist.paths),
                       TextList(allowlist.regexes), TextList(allowlist.stopwords));
  }

  void EmitRule(const Rule& rule, std::size_t index) {
    Line(fmt::format("Rule MakeRule{}(bool with_examples) {{", index));
    Line("  Rule rule;");
    const auto text = [&](std::string_view field, std::string_view value) {
      if (!value.empty()) Line(fmt::format("  rule.{} = {};", field, Literal(value)));
    };
    text("id", rule.id);
    text("name", rule.name);
    text("description", rule.description);
    text("message", rule.message);
    text("help", rule.help);
    text("help_markdown", rule.help_markdown);
    text("help_uri", rule.help_uri);
    text("security_severity", rule.security_severity);
    text("path", rule.path);
    Line(fmt::format("  rule.level = Level({});", static_cast<int>(rule.level)));
    Line(fmt::format("  rule.precision = Confidence({});", static_cast<int>(rule.precision)));
    Line(fmt::format("  rule.judge = Judge({});", static_cast<int>(rule.judge)));
    Line(fmt::format("  rule.entropy = {};", rule.entropy));
    Line(fmt::format("  rule.source_line = {};", rule.source_line));
    Line("  rule.keywords = " + TextList(rule.keywords) + ";");
    Line("  rule.tags = " + TextList(rule.tags) + ";");
    for (const RuleForm& form : rule.forms) {
      Line(
          fmt::format("  rule.forms.push_back({{std::string({}), std::string({}), std::string({}),"
                      " {}, {}, {}}});",
                      Literal(form.id), Literal(form.anchor), Literal(form.regex),
                      form.secret_group, form.before_bytes, form.after_bytes));
    }
    for (const Allowlist& allowlist : rule.allowlists) {
      Line("  rule.allowlists.push_back(" + AllowlistCode(allowlist) + ");");
    }
    Line("  if (!with_examples) return rule;");
    for (const RuleExample& example : rule.examples) {
      Line(fmt::format("  rule.examples.push_back({{std::string({}), std::string({}), {}, {}}});",
                       Literal(example.text), Literal(example.path), example.match,
                       example.source_line));
    }
    Line("  return rule;");
    Line("}");
  }

  void EmitEvidence(const std::vector<EvidencePattern>& evidence) {
    Line("void AddEvidence(RuleSet* set) {");
    for (const EvidencePattern& pattern : evidence) {
      Line(
          fmt::format("  set->evidence.push_back({{std::string({}), EvidenceKind({}), "
                      "std::string({}), std::string({}), {}, {}}});",
                      Literal(pattern.id), static_cast<int>(pattern.kind), Literal(pattern.anchor),
                      Literal(pattern.regex), pattern.before_bytes, pattern.after_bytes));
    }
    Line("}");
  }

  std::string code_;
};

Status Embed(const std::string& output, const std::vector<std::string>& inputs) {
  Result<RuleSet> set = LoadRuleFiles(inputs);
  if (!set.ok()) return set.error();
  Result<std::string> database = CompiledRules::Serialize(*set);
  if (!database.ok()) return database.error();
  return WriteFileAtomically(output, Emitter().Emit(*set, *database));
}

}  // namespace
}  // namespace blotter

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fputs("usage: embed_rules OUTPUT.cc RULES.toml...\n", stderr);
    return 1;
  }
  const blotter::Status status =
      blotter::Embed(argv[1], std::vector<std::string>(argv + 2, argv + argc));
  if (status.ok()) return 0;
  std::fprintf(stderr, "embed_rules: %s\n", status.error().message.c_str());
  return 1;
}
