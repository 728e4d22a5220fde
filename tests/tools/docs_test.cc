// The man page and the completions: every flag is in them, and the programs that read them do.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scanner/cli/program.h"
#include "tests/support/run_process.h"
#include "tests/support/temp_folder.h"
#include "tools/completions.h"
#include "tools/man_page.h"

namespace blotter {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class DocsTest : public ::testing::Test {
 protected:
  const Program program_{TerminalEnvironment{}, nullptr};
  const std::vector<const Command*> verbs_ = program_.verbs();
  const std::vector<std::string> rule_ids_ = {"rule-one", "rule-two"};
  const CompletionInput input_{program_.command(), verbs_, rule_ids_};

  // What bash offers when `words` have been typed (the last one perhaps in part).
  std::string Complete(const std::vector<std::string>& words) const {
    const testing::TempFolder folder;
    folder.Write("completion", BashCompletion(input_));
    folder.Write("some-file", "");
    std::string script = "source ./completion\nCOMP_WORDS=(";
    for (const std::string& word : words) script += "'" + word + "' ";
    script += ")\nCOMP_CWORD=" + std::to_string(words.size() - 1) +
              "\n_blotter\nprintf '%s ' \"${COMPREPLY[@]}\"";
    const testing::ProcessResult result =
        testing::RunProcess({.arguments = {"bash", "-u", "-c", script}, .folder = folder.string()});
    EXPECT_EQ(result.standard_error, "");
    EXPECT_EQ(result.exit_code, 0);
    return " " + result.standard_output;
  }
};

TEST_F(DocsTest, ManPageHoldsEveryVerbFlagAndExample) {
  std::string page = ManPage(program_.command(), verbs_, "1.2.3");
  EXPECT_THAT(page, HasSubstr("blotter 1.2.3"));
  // Hyphens are escaped in the source.
  for (std::size_t at = 0; (at = page.find("\\-", at)) != std::string::npos;) page.erase(at, 1);
  for (const Command* verb : verbs_) {
    EXPECT_THAT(page, HasSubstr(".SS " + Synopsis(*verb)));
    for (const Flag& flag : verb->flags) EXPECT_THAT(page, HasSubstr("\\fB" + flag.name + "\\fR"));
    for (const Example& example : verb->examples) EXPECT_THAT(page, HasSubstr(example.command));
  }
}

TEST_F(DocsTest, EveryShellKnowsEveryFlag) {
  const std::string bash = BashCompletion(input_);
  const std::string zsh = ZshCompletion(input_);
  const std::string fish = FishCompletion(input_);
  for (const Command* verb : verbs_) {
    for (const Flag& flag : verb->flags) {
      EXPECT_THAT(bash, HasSubstr(flag.name));
      EXPECT_THAT(zsh, HasSubstr(flag.name));
      EXPECT_THAT(fish, HasSubstr("-l " + flag.name.substr(2) + " "));
    }
  }
}

TEST_F(DocsTest, BashCompletesVerbsFlagsChoicesIdsAndFiles) {
  EXPECT_THAT(Complete({"blotter", "sc"}), HasSubstr(" scan "));
  EXPECT_THAT(Complete({"blotter", "rules", ""}), HasSubstr(" list show test "));
  EXPECT_THAT(Complete({"blotter", "scan", "--fo"}), HasSubstr(" --format "));
  EXPECT_THAT(Complete({"blotter", "scan", "--format", ""}), HasSubstr(" text jsonl json sarif "));
  EXPECT_THAT(Complete({"blotter", "scan", "--format", ""}), Not(HasSubstr("some-file")));
  EXPECT_THAT(Complete({"blotter", "scan", "so"}), HasSubstr(" some-file "));
  EXPECT_THAT(Complete({"blotter", "rules", "show", "rule-"}), HasSubstr(" rule-one rule-two "));
}

}  // namespace
}  // namespace blotter
