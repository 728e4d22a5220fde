// make_docs FOLDER: writes the man page and the completions, made from the same declarations that
// the parser uses, so that they cannot be out of date.
#include <array>
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

#include "scanner/base/file.h"
#include "scanner/base/version.h"
#include "scanner/cli/program.h"
#include "scanner/config/embedded_rules.h"
#include "tools/completions.h"
#include "tools/man_page.h"

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("usage: make_docs FOLDER\n", stderr);
    return 2;
  }
  const blotter::Program program({}, nullptr);
  const std::vector<const blotter::Command*> verbs = program.verbs();
  std::vector<std::string> rule_ids;
  for (const blotter::Rule& rule : blotter::EmbeddedRules().rules) rule_ids.push_back(rule.id);
  const blotter::CompletionInput input{program.command(), verbs, rule_ids};
  const std::array<std::pair<std::string, std::string>, 4> files = {{
      {"blotter.1", ManPage(program.command(), verbs, std::string(blotter::Version()))},
      {"blotter.bash", BashCompletion(input)},
      {"_blotter", ZshCompletion(input)},
      {"blotter.fish", FishCompletion(input)},
  }};
  for (const auto& [name, content] : files) {
    const blotter::Status written =
        blotter::WriteFileAtomically(std::string(argv[1]) + "/" + name, content);
    if (written.ok()) continue;
    std::fprintf(stderr, "make_docs: %s\n", written.error().message.c_str());
    return 1;
  }
  return 0;
}
