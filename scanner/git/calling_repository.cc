#include "scanner/git/calling_repository.h"

#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "scanner/git/alternates.h"

namespace blotter {
namespace {

namespace fs = std::filesystem;

std::string Variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

// `path` without links and dots; as it is where it does not exist.
std::string Resolved(const std::string& path) {
  std::error_code error;
  const fs::path resolved = fs::canonical(path, error);
  return error ? path : resolved.string();
}

Result<CallingRepository> FindByFolder(const GitEnvironment& environment) {
  Result<std::optional<Repository>> found = DiscoverRepository(".", environment);
  if (!found.ok()) return found.error();
  if (!found->has_value()) {
    return Error{"this folder is in no git repository; run it inside one"};
  }
  CallingRepository repository;
  repository.git_dir = (*found)->git_dir;
  repository.common_dir = (*found)->common_dir;
  repository.top = (*found)->top;
  return repository;
}

// Where GIT_DIR is set, git looks no further.
Result<CallingRepository> FindByName(const std::string& git_dir) {
  Result<std::optional<Repository>> found = GitDirAt(git_dir);
  if (!found.ok()) return found.error();
  if (!found->has_value()) {
    return Error{fmt::format("GIT_DIR is {}, which is no git repository", git_dir)};
  }
  CallingRepository repository;
  repository.git_dir = (*found)->git_dir;
  repository.common_dir = (*found)->common_dir;
  return repository;
}

}  // namespace

CallerVariables CallerVariables::FromProcess() {
  CallerVariables variables;
  variables.git_dir = Variable("GIT_DIR");
  variables.common_dir = Variable("GIT_COMMON_DIR");
  variables.index_file = Variable("GIT_INDEX_FILE");
  variables.object_folder = Variable("GIT_OBJECT_DIRECTORY");
  variables.alternate_folders = Variable("GIT_ALTERNATE_OBJECT_DIRECTORIES");
  return variables;
}

Result<CallingRepository> CallingRepository::Find(const CallerVariables& variables,
                                                  const GitEnvironment& environment) {
  Result<CallingRepository> found =
      variables.git_dir.empty() ? FindByFolder(environment) : FindByName(variables.git_dir);
  if (!found.ok()) return found;
  CallingRepository& repository = *found;
  if (!variables.common_dir.empty()) repository.common_dir = Resolved(variables.common_dir);
  repository.index_path =
      variables.index_file.empty() ? repository.git_dir + "/index" : variables.index_file;
  const bool is_relative = !repository.index_path.starts_with('/');
  if (is_relative && !repository.top.empty()) {
    repository.index_path = repository.top + "/" + repository.index_path;
  }
  const std::string& own = variables.object_folder;
  std::vector<std::string> starts = {own.empty() ? repository.common_dir + "/objects" : own};
  for (std::string& folder : SplitAlternateFolders(variables.alternate_folders)) {
    starts.push_back(std::move(folder));
  }
  repository.object_folders = ObjectFolders(starts, &repository.lost);
  return found;
}

Error CallingRepository::Explain(const Error& error, const GitEnvironment& environment) const {
  Repository repository;
  repository.top = top;
  repository.bare = top.empty();
  repository.git_dir = git_dir;
  repository.common_dir = common_dir;
  const Status owner = CheckOwnership(repository, environment);
  return owner.ok() ? error : owner.error();
}

GitCommand CallingRepository::Command(std::vector<std::string> arguments, std::string input) {
  // Objects are read as they are: what another ref puts in their place is not what is recorded.
  arguments.insert(arguments.begin(), "--no-replace-objects");
  return {.folder = {},
          .arguments = std::move(arguments),
          .input = std::move(input),
          .variables = RepositoryVariables::kKeep};
}

}  // namespace blotter
