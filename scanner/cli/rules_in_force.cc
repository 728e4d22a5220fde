#include "scanner/cli/rules_in_force.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <utility>

#include <fmt/format.h>

#include "scanner/base/file.h"
#include "scanner/cli/quote.h"
#include "scanner/config/embedded_rules.h"
#include "scanner/engine/rule_cache.h"
#include "scanner/git/repository.h"

namespace blotter {

namespace {

namespace fs = std::filesystem;

// The folder whose .blotter.toml governs `root`: the top of its repository; outside one the folder
// asked for. Roots that are not there are somebody else's error.
std::string GoverningFolder(const std::string& root, const GitEnvironment& environment) {
  struct stat status = {};
  std::string folder = root == "-" ? "." : root;
  if (::stat(folder.c_str(), &status) == 0 && !S_ISDIR(status.st_mode)) {
    folder = fs::path(folder).parent_path();
    if (folder.empty()) folder = ".";
  }
  const Result<std::optional<Repository>> found = DiscoverRepository(folder, environment);
  if (found.ok() && found->has_value() && !(*found)->bare) return (*found)->top;
  std::error_code error;
  const fs::path canonical = fs::canonical(folder, error);
  return error ? folder : canonical.string();
}

// For people: from the current folder, which says more than an absolute path, and less about the
// machine.
std::string DisplayName(const std::string& folder) {
  std::error_code error;
  const fs::path here = fs::current_path(error);
  const fs::path path = fs::path(folder) / kConfigFileName;
  return error ? path.string() : path.lexically_relative(here).string();
}

// Links are not followed, as git follows none to its own files: what a repository says of itself
// stands in it. Nothing where there is no such file.
Result<std::optional<std::string>> ReadConfigIn(const std::string& folder) {
  const std::string name = DisplayName(folder);
  const std::string path = folder + '/' + kConfigFileName;
  const UniqueFd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
  if (!fd.valid() && (errno == ENOENT || errno == ENOTDIR)) return std::optional<std::string>();
  if (!fd.valid() && errno == ELOOP) {
    return Error{
        fmt::format("{} is a symbolic link, which is not followed; put the file itself "
                    "there, or name it with --config",
                    name)};
  }
  struct stat status = {};
  if (!fd.valid() || ::fstat(fd.get(), &status) != 0) {
    return Error{fmt::format("cannot open {}: {}", name, ErrnoMessage(errno))};
  }
  if (!S_ISREG(status.st_mode)) return Error{fmt::format("{} is not a file", name)};
  std::string text(kMaxConfigBytes + 1, '\0');
  const long size = ReadFull(fd.get(), text.data(), text.size());
  if (size < 0) return Error{fmt::format("cannot read {}: {}", name, ErrnoMessage(errno))};
  text.resize(static_cast<std::size_t>(size));
  return std::optional<std::string>(std::move(text));
}

}  // namespace

Result<std::optional<ConfigText>> FindConfig(const ConfigOptions& options,
                                             const std::vector<std::string>& roots) {
  if (options.none && !options.file.empty()) {
    return Error{"--config and --no-config exclude each other"};
  }
  if (options.none) return std::optional<ConfigText>();
  if (!options.file.empty()) {
    Result<std::string> text = ReadFile(options.file, kMaxConfigBytes);
    if (!text.ok()) return Error{"--config: " + text.error().message};
    return std::optional<ConfigText>({options.file, std::move(text).value()});
  }
  const GitEnvironment environment = GitEnvironment::FromProcess();
  std::vector<std::string> folders;
  for (const std::string& root : roots) {
    std::string folder = GoverningFolder(root, environment);
    if (std::find(folders.begin(), folders.end(), folder) == folders.end()) {
      folders.push_back(std::move(folder));
    }
  }
  std::optional<ConfigText> config;
  for (const std::string& folder : folders) {
    Result<std::optional<std::string>> text = ReadConfigIn(folder);
    if (!text.ok()) return text.error();
    if (!text->has_value()) continue;
    if (folders.size() > 1) {
      return Error{
          fmt::format("{} is for one of the paths only; ask for them one by one, or say "
                      "--config FILE or --no-config for all of them",
                      DisplayName(folder))};
    }
    config = ConfigText{DisplayName(folder), **std::move(text)};
  }
  return config;
}

std::string CacheFolder(const Variables& variables) {
  const std::string base = variables("XDG_CACHE_HOME");
  if (base.starts_with('/')) return base + "/blotter";
  const std::string home = variables("HOME");
  return home.starts_with('/') ? home + "/.cache/blotter" : "";
}

Result<RulesInForce> CompileRules(const std::optional<ConfigText>& config,
                                  const std::string& cache_folder) {
  RulesInForce result;
  RuleSet rules = EmbeddedRules();
  bool has_own_patterns = false;
  if (config) {
    Result<Config> parsed = ParseConfig(config->text, config->name, std::move(rules));
    if (!parsed.ok()) return parsed.error();
    result.remarks = std::move(parsed->remarks);
    result.remarks.push_back(fmt::format("configuration {}: {}", config->name, parsed->summary));
    has_own_patterns = parsed->has_own_patterns;
    const RuleCache cache(cache_folder);
    if (has_own_patterns) result.compiled = cache.Find(parsed->rules);
    if (result.compiled != nullptr) return result;
    if (Status valid = ValidateConfig(*parsed, config->name); !valid.ok()) return valid.error();
    rules = std::move(parsed->rules);
  }
  Result<std::unique_ptr<CompiledRules>> compiled =
      has_own_patterns ? CompiledRules::Compile(std::move(rules))
                       : CompiledRules::Load(std::move(rules), EmbeddedDatabase());
  if (!compiled.ok()) {
    return Error{config ? fmt::format("{}: {}", config->name, compiled.error().message)
                        : compiled.error().message};
  }
  result.compiled = std::move(compiled).value();
  if (has_own_patterns) result.kept = RuleCache(cache_folder).Keep(*result.compiled);
  return result;
}

Result<RulesInForce> LoadRules(const ConfigOptions& options, const std::vector<std::string>& roots,
                               const Variables& variables) {
  const Result<std::optional<ConfigText>> config = FindConfig(options, roots);
  if (!config.ok()) return config.error();
  return CompileRules(*config, CacheFolder(variables));
}

Result<RulesInForce> LoadGateRules(const ConfigOptions& options, bool from_worktree,
                                   const std::function<Result<GateFiles>()>& open,
                                   const Variables& variables) {
  if (from_worktree || options.none || !options.file.empty()) {
    return LoadRules(options, {"."}, variables);
  }
  std::optional<ConfigText> config;
  std::optional<Error> failure;
  if (const Result<GateFiles> files = open(); !files.ok()) {
    failure = files.error();
  } else if (const auto file = files->Read(kConfigFileName); !file.ok()) {
    failure = file.error();
  } else if (*file) {
    config = ConfigText{(*file)->name, (*file)->text};
  }
  Result<RulesInForce> rules = CompileRules(config, CacheFolder(variables));
  if (rules.ok() && failure) rules->failures.push_back(failure->message);
  return rules;
}

}  // namespace blotter
