// The table of all the ways of committing (way.h), each with a leak and without, by a real git and
// the real program. A gate that blocks must be the one that was to, must say what it found, and
// never say the key; one that passes must have looked at something.
#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/key_maker.h"
#include "tests/support/repository_builder.h"
#include "tests/support/run_process.h"
#include "tests/support/temp_folder.h"
#include "tests/ways/way.h"

namespace blotter {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using testing::KeyMaker;
using ::testing::Not;
using testing::ReadText;
using testing::TempFolder;
using testing::Way;

std::vector<Way> AllWays() {
  std::vector<Way> all;
  for (const auto& ways :
       {testing::WaysOfCommitting(), testing::WaysOfChanging(), testing::WaysOfKeeping(),
        testing::WaysOfConfiguring(), testing::WaysOfMerging(), testing::WaysOfPushing()}) {
    all.insert(all.end(), ways.begin(), ways.end());
  }
  return all;
}

std::string ReadIfThere(const fs::path& path) { return fs::exists(path) ? ReadText(path) : ""; }

std::string LastLine(std::string text) {
  while (text.ends_with('\n')) text.pop_back();
  return text.substr(text.rfind('\n') + 1);
}

// What one try left behind.
struct Outcome {
  testing::ProcessResult script;
  std::string look;   // who looked last, and how that ended: "pre-commit 1"
  std::string gate;   // passed or stopped; empty where there was none
  std::string words;  // of the gate, and of what looked
  bool read_something = false;
};

class WaysTest : public ::testing::TestWithParam<Way> {
 protected:
  // `line` is what the way brings.
  Outcome Try(const std::string& variant, const std::string& line) {
    const TempFolder folder;
    const std::string out = folder.MakeFolder("out");
    const fs::path tools = fs::path(BLOTTER_WAYS) / "tools";
    std::map<std::string, std::string> environment = testing::HermeticGitEnvironment();
    environment["PATH"] = fmt::format("{}:{}:/usr/bin:/bin", tools.string(),
                                      fs::path(BLOTTER_PROGRAM).parent_path().string());
    environment["GIT_CONFIG_GLOBAL"] =
        folder.Write("config", fmt::format("[core]\n\thooksPath = {}\n[init]\n\tdefaultBranch = "
                                           "main\n[advice]\n\tgraftFileDeprecated = false\n",
                                           (fs::path(BLOTTER_WAYS) / "hooks").string()));
    environment["GIT_CEILING_DIRECTORIES"] = folder.string();
    environment["HOME"] = folder.string();
    environment["LC_ALL"] = "C.UTF-8";
    environment["OUT"] = out;
    environment["VARIANT"] = variant;
    environment["LINE"] = line;
    environment["KEY"] = variant == "leak" ? key_ : "none";
    environment["OLD_LINE"] = Line(old_key_);
    environment["OLD_KEY"] = old_key_;
    const std::string prelude = ReadText(fs::path(BLOTTER_WAYS) / "prelude.bash");
    Outcome outcome;
    outcome.script =
        testing::RunProcess({.arguments = {"bash", "-eu", "-c", prelude + GetParam().script},
                             .folder = out,
                             .standard_input = "",
                             .environment = environment,
                             .clean_environment = true});
    outcome.look = LastLine(ReadIfThere(out + "/looks"));
    outcome.gate = LastLine(ReadIfThere(out + "/gate"));
    outcome.words = ReadIfThere(out + "/words");
    const std::string ledger = ReadIfThere(out + "/ledger");
    for (const std::string counter : {"files", "commits", "tags"}) {
      if (ledger.find(fmt::format("\"{}\": ", counter)) == std::string::npos) continue;
      if (ledger.find(fmt::format("\"{}\": 0", counter)) == std::string::npos) {
        outcome.read_something = true;
      }
    }
    return outcome;
  }

  void Expect(const Outcome& outcome, int exit_code) {
    const Way& way = GetParam();
    const std::string said = outcome.script.standard_error + outcome.words;
    ASSERT_EQ(outcome.script.exit_code, 0) << said;
    EXPECT_EQ(outcome.look, fmt::format("{} {}", way.gate, exit_code)) << said;
    if (!outcome.gate.empty()) {
      EXPECT_EQ(outcome.gate, exit_code == 0 ? "passed" : "stopped") << said;
    }
    EXPECT_THAT(outcome.words, HasSubstr(way.words));
    EXPECT_THAT(said, Not(HasSubstr(key_)));
    EXPECT_THAT(said, Not(HasSubstr(old_key_)));
    if (exit_code == 1) {
      EXPECT_THAT(said, HasSubstr("= why: "));
    }
  }

  static std::string Line(const std::string& key) {
    return fmt::format("WRITER_API_KEY = \"{}\"", key);
  }

  KeyMaker keys_{20261123};
  const std::string key_ = keys_.Alphanumeric();
  const std::string old_key_ = keys_.Alphanumeric();
};

TEST_P(WaysTest, WithALeak) { Expect(Try("leak", Line(key_)), GetParam().with_leak); }

TEST_P(WaysTest, WithoutOne) {
  const Outcome outcome = Try("clean", "WRITER_API_KEY = os.environ[\"WRITER_API_KEY\"]");
  Expect(outcome, GetParam().without);
  EXPECT_EQ(outcome.read_something, GetParam().reads) << outcome.words;
}

INSTANTIATE_TEST_SUITE_P(All, WaysTest, ::testing::ValuesIn(AllWays()),
                         [](const auto& way) { return std::string(way.param.name); });

TEST(Ways, AreManyAndEachHasItsName) {
  std::set<std::string> names;
  for (const Way& way : AllWays()) EXPECT_TRUE(names.insert(way.name).second) << way.name;
  EXPECT_GE(names.size(), 40U);
}

}  // namespace
}  // namespace blotter
