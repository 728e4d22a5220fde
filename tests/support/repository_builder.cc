#include "tests/support/repository_builder.h"

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <utility>

namespace blotter::testing {

std::map<std::string, std::string> HermeticGitEnvironment() {
  return {{"GIT_CONFIG_NOSYSTEM", "1"},
          {"GIT_CONFIG_GLOBAL", "/dev/null"},
          {"GIT_AUTHOR_NAME", "A"},
          {"GIT_AUTHOR_EMAIL", "a@example.com"},
          {"GIT_COMMITTER_NAME", "A"},
          {"GIT_COMMITTER_EMAIL", "a@example.com"},
          {"GIT_AUTHOR_DATE", "2024-01-02T03:04:05Z"},
          {"GIT_COMMITTER_DATE", "2024-01-02T03:04:05Z"}};
}

RepositoryBuilder::RepositoryBuilder(std::string folder) : folder_(std::move(folder)) {
  std::filesystem::create_directories(folder_);
  Git({"init", "-q", "-b", "main"});
}

std::string RepositoryBuilder::Git(std::vector<std::string> arguments) const {
  ProcessRequest request;
  request.arguments = {"git"};
  request.arguments.insert(request.arguments.end(), arguments.begin(), arguments.end());
  request.folder = folder_;
  request.environment = HermeticGitEnvironment();
  ProcessResult result = RunProcess(request);
  if (result.exit_code != 0) {
    throw std::runtime_error("git " + arguments.front() + ": " + result.standard_error);
  }
  return std::move(result.standard_output);
}

void RepositoryBuilder::Write(std::string_view name, std::string_view content) const {
  const std::filesystem::path file = std::filesystem::path(folder_) / name;
  std::filesystem::create_directories(file.parent_path());
  std::ofstream stream(file, std::ios::binary);
  stream << content;
  stream.close();
  if (!stream) throw std::runtime_error("cannot write " + file.string());
}

void RepositoryBuilder::Add(std::string_view name, std::string_view content) const {
  Write(name, content);
  Git({"add", "-f", "--", std::string(name)});
}

void RepositoryBuilder::Commit(std::string_view message) const {
  Git({"commit", "-q", "--allow-empty", "-m", std::string(message)});
}

}  // namespace blotter::testing
