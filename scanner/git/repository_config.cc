// ConfigQuery (repository.h): what `git config` says about listing files.
#include <cstdlib>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "scanner/git/repository.h"

namespace blotter {
namespace {

// What stood in the listing, the last value of each key winning.
struct ConfigValues {
  bool saw_local = false;  // anything from the repository's own files
  bool ignore_case = false;
  bool bare = false;
  std::string worktree;
  std::optional<std::string> excludes_file;
};

// A boolean as `git config` reads one: a key without "=" is true, an empty value false.
bool ConfigBool(std::optional<std::string_view> value) {
  if (!value.has_value()) return true;
  std::string lower(*value);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  }
  return lower == "true" || lower == "yes" || lower == "on" ||
         lower.find_first_of("123456789") != std::string::npos;
}

std::string_view TakeField(std::string_view* rest) {
  const std::size_t end = rest->find('\0');
  const std::string_view field = rest->substr(0, end);
  rest->remove_prefix(end == std::string_view::npos ? rest->size() : end + 1);
  return field;
}

// Records are "scope NUL key LF value NUL"; no LF where the key has no "=".
// core.bare and core.worktree count from the repository's own files only, and in a linked worktree
// only from its own config.worktree: the common file speaks of the main worktree.
ConfigValues ParseConfigListing(std::string_view listing, bool linked_worktree) {
  ConfigValues values;
  while (!listing.empty()) {
    const std::string_view scope = TakeField(&listing);
    const std::string_view record = TakeField(&listing);
    const std::size_t line_feed = record.find('\n');
    const std::string_view key = record.substr(0, line_feed);
    std::optional<std::string_view> value;
    if (line_feed != std::string_view::npos) value = record.substr(line_feed + 1);
    values.saw_local = values.saw_local || scope == "local" || scope == "worktree";
    const bool own = scope == "worktree" || (scope == "local" && !linked_worktree);
    if (key == "core.ignorecase") values.ignore_case = ConfigBool(value);
    if (key == "core.excludesfile") values.excludes_file = value.value_or("");
    if (key == "core.bare" && own) values.bare = ConfigBool(value);
    if (key == "core.worktree" && own) values.worktree = value.value_or("");
  }
  return values;
}

// Absolute, or empty for none. Only "~/" is expanded here; other forms ("~user/", "%(prefix)/") are
// rare enough to ask git once more.
Result<std::string> ExcludesFilePath(const std::optional<std::string>& configured,
                                     const Repository& repository,
                                     const GitEnvironment& environment) {
  if (!configured.has_value()) {
    if (!environment.xdg_config_home.empty()) return environment.xdg_config_home + "/git/ignore";
    if (!environment.home.empty()) return environment.home + "/.config/git/ignore";
    return std::string();
  }
  std::string path = *configured;
  if (path.empty() || path[0] == '/') return path;
  if (path.compare(0, 2, "~/") == 0) return environment.home + path.substr(1);
  if (path[0] == '~' || path[0] == '%' || path[0] == ':') {
    Result<std::string> expanded =
        RunGitForOutput({repository.command_folder(),
                         {"config", "--type=path", "-z", "--get", "core.excludesFile"}});
    if (!expanded.ok()) return expanded;
    path = expanded->substr(0, expanded->find('\0'));
    if (path.empty() || path[0] == '/') return path;
  }
  return repository.command_folder() + "/" + path;
}

bool SameFolder(const std::string& path, const std::string& resolved) {
  char* real = ::realpath(path.c_str(), nullptr);
  if (real == nullptr) return false;
  const bool same = resolved == real;
  ::free(real);
  return same;
}

}  // namespace

ConfigQuery::ConfigQuery(GitProcess process, Repository repository, GitEnvironment environment)
    : process_(std::move(process)),
      repository_(std::move(repository)),
      environment_(std::move(environment)) {}

Result<ConfigQuery> ConfigQuery::Start(const Repository& repository,
                                       const GitEnvironment& environment) {
  const std::string keys =
      "^core\\.(repositoryformatversion|ignorecase|excludesfile|worktree|bare)$";
  Result<GitProcess> process = GitProcess::Start(
      {repository.command_folder(), {"config", "-z", "--show-scope", "--get-regexp", keys}});
  if (!process.ok()) return process.error();
  return ConfigQuery(std::move(process.value()), repository, environment);
}

Result<RepositoryConfig> ConfigQuery::Finish() {
  Result<GitOutput> output = process_.Finish();
  if (!output.ok()) return output.error();
  if (output->exit_code > 1) {
    return Error{fmt::format("cannot read the configuration of {}: {}",
                             repository_.command_folder(), output->FirstErrorLine())};
  }
  const bool linked_worktree = repository_.common_dir != repository_.git_dir;
  const ConfigValues values = ParseConfigListing(output->out, linked_worktree);
  if (!values.saw_local) {
    // `git config` passes over a repository of a format it does not know without a word.
    Result<std::string> accepted =
        RunGitForOutput({repository_.command_folder(), {"rev-parse", "--git-dir"}});
    if (!accepted.ok()) return accepted.error();
  }
  RepositoryConfig config;
  config.ignore_case = values.ignore_case;
  if (repository_.bare || values.bare) config.governs_top = false;
  if (!values.worktree.empty()) {
    const std::string folder =
        values.worktree[0] == '/' ? values.worktree : repository_.git_dir + "/" + values.worktree;
    config.governs_top = SameFolder(folder, repository_.top);
  }
  Result<std::string> excludes_file =
      ExcludesFilePath(values.excludes_file, repository_, environment_);
  if (!excludes_file.ok()) return excludes_file.error();
  config.excludes_file = std::move(excludes_file.value());
  return config;
}

}  // namespace blotter
