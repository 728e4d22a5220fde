// A repository with a history for a test, and its audit with the rules that blotter ships.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "scanner/config/embedded_rules.h"
#include "scanner/pipeline/history.h"
#include "tests/support/key_maker.h"
#include "tests/support/repository_builder.h"
#include "tests/support/temp_folder.h"

namespace blotter::testing {

inline std::string Trim(std::string text) {
  while (!text.empty() && text.back() == '\n') text.pop_back();
  return text;
}

class HistoryAudit : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    for (const auto& [name, value] : HermeticGitEnvironment()) {
      ::setenv(name.c_str(), value.c_str(), 1);
    }
  }

  static HistoryResult Run(const std::string& repository, HistoryOptions options = {}) {
    options.repositories = {repository};
    if (options.threads == 0) options.threads = 2;
    auto rules = std::move(CompiledRules::Load(EmbeddedRules(), EmbeddedDatabase())).value();
    return RunHistory(options, *rules, false, nullptr);
  }
  HistoryResult Run(const HistoryOptions& options = {}) {
    return Run(repository_.folder(), options);
  }

  std::string Leak() { return fmt::format("WRITER_API_KEY = \"{}\"\n", keys_.Alphanumeric()); }
  std::string Head() const { return Trim(repository_.Git({"rev-parse", "HEAD"})); }

  // Nothing that a file in a worktree could show.
  void Forget(const std::string& name) {
    repository_.Git({"rm", "-q", "--cached", name});
    std::filesystem::remove(std::filesystem::path(repository_.folder()) / name);
    repository_.Commit("forget");
  }

  const TempFolder folder_;
  const RepositoryBuilder repository_{folder_.string() + "/r"};
  KeyMaker keys_{20261124};
};

inline std::vector<std::string> Places(const HistoryResult& result) {
  std::vector<std::string> places;
  for (const Finding& f : result.findings) {
    places.push_back(fmt::format("{} {}:{}", f.rule_id, f.path, f.region.start.line));
  }
  return places;
}

inline std::vector<std::string> Failures(const HistoryResult& result) {
  std::vector<std::string> failures;
  for (const ReadFailure& failure : result.ledger.failures) failures.push_back(failure.reason);
  return failures;
}

}  // namespace blotter::testing
