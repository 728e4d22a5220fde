#include "tests/golden/golden_case.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <regex>
#include <stdexcept>

#include "tests/support/key_maker.h"
#include "tests/support/repository_builder.h"
#include "tests/support/run_process.h"
#include "tests/support/temp_folder.h"

namespace blotter::testing {
namespace {

namespace fs = std::filesystem;

constexpr const char* kFolderTemplate = "{{folder}}";
constexpr const char* kVersionTemplate = "{{version}}";

std::string ReadIfThere(const fs::path& path) { return fs::exists(path) ? ReadText(path) : ""; }

void ReplaceAll(std::string* text, const std::string& from, const std::string& to) {
  for (std::size_t at = 0; (at = text->find(from, at)) != std::string::npos; at += to.size()) {
    text->replace(at, from.size(), to);
  }
}

std::string Fill(std::string text) {
  ReplaceAll(&text, kVersionTemplate, BLOTTER_VERSION);
  return FillKeys(text);
}

ProcessResult RunScript(const TempFolder& folder, const std::string& script,
                        const std::string& program) {
  const std::string prelude = ReadText(fs::path(BLOTTER_SOURCE) / "tests/golden/prelude.bash");
  std::map<std::string, std::string> environment = HermeticGitEnvironment();
  environment["PATH"] = fs::path(program).parent_path().string() + ":/usr/bin:/bin";
  environment["HOME"] = folder.string() + "/home";
  environment["BLOTTER_SOURCE"] = BLOTTER_SOURCE;
  environment["LC_ALL"] = "C.UTF-8";
  environment["TERM"] = "dumb";
  environment["GIT_CEILING_DIRECTORIES"] = folder.string();
  return RunProcess({.arguments = {"bash", "-u", "-c", prelude + script},
                     .folder = folder.string() + "/work",
                     .standard_input = "",
                     .environment = environment,
                     .clean_environment = true});
}

void WriteOrRemove(const fs::path& path, const std::string& text) {
  if (text.empty()) {
    fs::remove(path);
    return;
  }
  std::ofstream stream(path, std::ios::binary);
  stream << text;
  stream.close();
  if (!stream) throw std::runtime_error("cannot write " + path.string());
}

// Filled keys become templates again; the first four characters of a redacted one, too.
std::string Unfill(std::string text, const std::string& scripts) {
  static const std::regex pattern(R"(\{\{((key|wr|hex|uuid):[A-Za-z0-9_-]+)\}\})");
  for (std::sregex_iterator hit(scripts.begin(), scripts.end(), pattern), end; hit != end; ++hit) {
    const std::string key = FillKeys(hit->str());
    ReplaceAll(&text, key, hit->str());
    const std::string redacted = "... (" + std::to_string(key.size()) + " characters)";
    ReplaceAll(&text, key.substr(0, 4) + redacted, "{{head:" + (*hit)[1].str() + "}}" + redacted);
    ReplaceAll(&text, key.substr(0, 4) + "***", "{{head:" + (*hit)[1].str() + "}}***");
  }
  ReplaceAll(&text, BLOTTER_VERSION, kVersionTemplate);
  return text;
}

}  // namespace

std::vector<std::string> GoldenCaseNames(const fs::path& cases) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(cases)) {
    if (entry.is_directory()) names.push_back(entry.path().filename());
  }
  std::sort(names.begin(), names.end());
  return names;
}

GoldenOutcome ExpectedOutcome(const fs::path& golden_case) {
  std::string exit_code = ReadText(golden_case / "expected_exit");
  while (exit_code.ends_with('\n')) exit_code.pop_back();
  return {exit_code, Fill(ReadIfThere(golden_case / "expected_stdout")),
          Fill(ReadIfThere(golden_case / "expected_stderr"))};
}

bool CanRunHere(const fs::path& golden_case, const std::string& program) {
  if (!fs::exists(golden_case / "needs")) return true;
  const TempFolder folder;
  folder.MakeFolder("work");
  return RunScript(folder, ReadText(golden_case / "needs"), program).exit_code == 0;
}

GoldenOutcome ActualOutcome(const fs::path& golden_case, const std::string& program) {
  const TempFolder folder;
  folder.MakeFolder("home");
  folder.MakeFolder("work");
  if (fs::exists(golden_case / "setup")) {
    const std::string setup = "set -eo pipefail\n" + Fill(ReadText(golden_case / "setup"));
    const ProcessResult done = RunScript(folder, setup, program);
    if (done.exit_code != 0) throw std::runtime_error("setup failed: " + done.standard_error);
  }
  const ProcessResult result = RunScript(folder, Fill(ReadText(golden_case / "cmd")), program);
  GoldenOutcome outcome{std::to_string(result.exit_code), result.standard_output,
                        result.standard_error};
  ReplaceAll(&outcome.standard_output, folder.string(), kFolderTemplate);
  ReplaceAll(&outcome.standard_error, folder.string(), kFolderTemplate);
  return outcome;
}

void UpdateExpectations(const fs::path& golden_case, const GoldenOutcome& outcome) {
  const std::string scripts = ReadIfThere(golden_case / "setup") + ReadText(golden_case / "cmd");
  WriteOrRemove(golden_case / "expected_exit", outcome.exit_code + "\n");
  WriteOrRemove(golden_case / "expected_stdout", Unfill(outcome.standard_output, scripts));
  WriteOrRemove(golden_case / "expected_stderr", Unfill(outcome.standard_error, scripts));
}

}  // namespace blotter::testing
