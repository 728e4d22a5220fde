#include "scanner/sources/root_resolver.h"

#include <sys/stat.h>

#include <cerrno>
#include <cstdlib>
#include <map>
#include <memory>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "scanner/base/file.h"

namespace blotter {

namespace {

std::optional<std::string> CanonicalPath(const std::string& path) {
  const std::unique_ptr<char, decltype(&std::free)> resolved(::realpath(path.c_str(), nullptr),
                                                             &std::free);
  if (resolved == nullptr) return std::nullopt;
  return std::string(resolved.get());
}

std::string WithSlash(std::string path) {
  if (!path.empty() && !path.ends_with('/')) path += '/';
  return path;
}

// Why a named path that is neither a file nor a folder is not read.
std::string KindReason(mode_t mode) {
  if (S_ISFIFO(mode)) return "is a named pipe; to scan what comes through it, use - (stdin)";
  if (S_ISSOCK(mode)) return "is a socket, which cannot be scanned";
  return "is a device, which cannot be scanned; use - to scan standard input";
}

class Resolver {
 public:
  Resolver(const DirectoryOptions& options, FolderDescriptors* descriptors,
           RepositoryRegistry* repositories, WalkRoots* roots, Ledger* ledger)
      : options_(options),
        descriptors_(descriptors),
        repositories_(repositories),
        roots_(roots),
        ledger_(ledger) {}

  void Add(const std::string& path) {
    const std::string normal = NormalizePath(path);
    typed_ = normal.empty() ? "." : normal;
    if (path.empty()) return Fail("is an empty path; name a folder or a file");
    const std::optional<std::string> canonical = CanonicalPath(path);
    struct stat status = {};
    if (!canonical.has_value() || ::stat(canonical->c_str(), &status) != 0) {
      return Fail(ErrnoMessage(errno));
    }
    if (!S_ISDIR(status.st_mode) && !S_ISREG(status.st_mode)) {
      return Fail(KindReason(status.st_mode));
    }
    if (!roots_->paths.insert(*canonical).second) return;
    if (S_ISDIR(status.st_mode)) {
      const bool only_one = options_.paths.size() == 1 && !options_.prefix_paths;
      AddRoot(*canonical, only_one ? "" : WithSlash(normal));
    } else {
      AddFile(normal);
    }
  }

 private:
  void Fail(std::string reason) { ledger_->failures.push_back({typed_, std::move(reason)}); }

  // Files in one folder make one root.
  void AddFile(const std::string& normal) {
    const std::size_t name_at = normal.find_last_of('/') + 1;
    const std::string folder = normal.substr(0, name_at);
    const std::string name = normal.substr(name_at);
    const auto known = file_roots_.find(folder);
    if (known != file_roots_.end()) {
      known->second->file_names.push_back(name);
      return;
    }
    const std::optional<std::string> canonical = CanonicalPath(folder.empty() ? "." : folder);
    if (!canonical.has_value()) {
      return Fail(ErrnoMessage(errno));
    }
    WalkRoot* const root = AddRoot(*canonical, folder);
    root->file_names.push_back(name);
    file_roots_.emplace(folder, root);
  }

  WalkRoot* AddRoot(const std::string& folder_path, std::string display_prefix) {
    WalkRoot& root = roots_->roots.emplace_back();
    root.typed = typed_;
    root.display_prefix = std::move(display_prefix);
    root.folder_path = folder_path;
    GovernedRepository* const repository = RepositoryOf(folder_path);
    root.folder = MakeFolder(folder_path, repository);
    root.folder->root = &root;
    root.folder->is_root = true;
    root.folder->is_above_root = false;
    if (repository != nullptr) {
      root.in_repository = true;
      root.folder->AppendPathInRepository(&root.path_in_outer_repository);
    }
    return &root;
  }

  // The repository that holds `folder_path`; null where none does (a remark says so), or where it
  // cannot be used (a failure says why).
  GovernedRepository* RepositoryOf(const std::string& folder_path) {
    Result<std::optional<Repository>> found =
        DiscoverRepository(folder_path, repositories_->environment());
    if (!found.ok()) {
      Fail(found.error().message);
      return nullptr;
    }
    if (!found->has_value() || (*found)->bare ||
        !WithSlash(folder_path).starts_with(WithSlash((*found)->top))) {
      ledger_->remarks.push_back(fmt::format(
          "env-file rules do not apply outside a git repository, and {} is in none", typed_));
      return nullptr;
    }
    Result<GovernedRepository*> repository = repositories_->Open(**found);
    if (repository.ok()) return *repository;
    Fail(repository.error().message);
    return nullptr;
  }

  // The root's folder, below those that lie between it and its repository's top: their .gitignore
  // files apply to it.
  FolderRef MakeFolder(const std::string& folder_path, GovernedRepository* repository) {
    if (repository == nullptr) return FolderRef(new Folder(descriptors_, FolderRef(), folder_path));
    const std::string& top = repository->location().top;
    FolderRef folder(new Folder(descriptors_, FolderRef(), top));
    folder->repository = repository;
    folder->is_repository_top = true;
    folder->is_above_root = true;
    folder->tracked = repository->index().Root();
    std::string_view rest = std::string_view(folder_path).substr(top.size());
    while (!rest.empty()) {
      rest.remove_prefix(rest.front() == '/' ? 1 : 0);
      const std::string_view name = rest.substr(0, rest.find('/'));
      rest.remove_prefix(name.size());
      FolderRef child(new Folder(descriptors_, folder, name));
      child->is_above_root = true;
      child->tracked = repository->index().Subfolder(folder->tracked, name);
      folder = std::move(child);
    }
    return folder;
  }

  const DirectoryOptions& options_;
  FolderDescriptors* const descriptors_;
  RepositoryRegistry* const repositories_;
  WalkRoots* const roots_;
  Ledger* const ledger_;
  std::string typed_;
  std::map<std::string, WalkRoot*> file_roots_;  // by the folder as typed
};

}  // namespace

bool WalkRoots::AnyBelow(const std::string& path) const {
  const std::string prefix = WithSlash(path);
  const auto first = paths.lower_bound(prefix);
  return first != paths.end() && first->starts_with(prefix) && *first != path;
}

void ResolveRoots(const DirectoryOptions& options, FolderDescriptors* descriptors,
                  RepositoryRegistry* repositories, WalkRoots* roots, Ledger* ledger) {
  Resolver resolver(options, descriptors, repositories, roots, ledger);
  for (const std::string& path : options.paths) resolver.Add(path);
  for (WalkRoot& root : roots->roots) {
    root.folder->holds_other_roots = roots->AnyBelow(root.folder_path);
  }
}

}  // namespace blotter
