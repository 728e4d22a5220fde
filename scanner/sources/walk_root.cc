#include "scanner/sources/walk_root.h"

#include <algorithm>

#include "scanner/model/env_file.h"
#include "scanner/sources/governed_repository.h"

namespace blotter {

namespace {

// `prefix` ("", "a/b/", "../", "/x/") taken `levels` folders up, without a slash at its end.
std::string FoldersUp(std::string_view prefix, std::size_t levels) {
  std::string path(prefix);
  if (path.size() > 1) path.resize(path.size() - 1);
  for (; levels > 0; --levels) {
    const std::size_t slash = path.find_last_of('/');
    const std::string_view last = std::string_view(path).substr(slash + 1);
    if (path.empty() || last == "..") {
      path += path.empty() ? ".." : "/..";
    } else if (slash == std::string::npos) {
      path.clear();
    } else {
      path.resize(std::max<std::size_t>(slash, 1));
    }
  }
  return path;
}

std::string RepositoryTop(const Folder& folder) {
  const Folder* top = &folder;
  for (; !top->is_repository_top && !top->is_root; top = top->parent()) {
  }
  if (!top->is_root) return DisplayPath(*top, "");
  std::size_t levels = 0;
  for (; !top->is_repository_top; top = top->parent()) ++levels;
  return FoldersUp(folder.root->display_prefix, levels);
}

}  // namespace

std::string NormalizePath(std::string_view path) {
  std::string normal = path.starts_with('/') ? "/" : "";
  while (!path.empty()) {
    const std::size_t end = std::min(path.find('/'), path.size());
    const std::string_view part = path.substr(0, end);
    path.remove_prefix(std::min(end + 1, path.size()));
    if (part.empty() || part == ".") continue;
    if (!normal.empty() && !normal.ends_with('/')) normal += '/';
    normal += part;
  }
  return normal;
}

std::string DisplayPath(const Folder& folder, std::string_view name) {
  std::string path = folder.root->display_prefix;
  folder.AppendPathBelowRoot(&path);
  path.append(name);
  if (name.empty() && path.size() > 1) path.pop_back();
  return path;
}

std::string DisplayFolder(const Folder& folder) {
  return folder.is_root ? folder.root->typed : DisplayPath(folder, "");
}

std::string RepositoryPath(const Folder& folder, std::string_view name) {
  if (!folder.root->in_repository) return DisplayPath(folder, name);
  std::string path = folder.root->path_in_outer_repository;
  folder.AppendPathBelowRoot(&path);
  return path.append(name);
}

Provenance DescribeFile(Folder& folder, std::string_view name) {
  Provenance where;
  where.path = DisplayPath(folder, name);
  where.repository_path = RepositoryPath(folder, name);
  if (folder.repository == nullptr) return where;
  // Which pattern would ignore a tracked file matters for env files only, and asking takes a git
  // process in a repository where nothing else had to be asked.
  const bool is_env_file = ClassifyEnvFile(name, folder.last_name()) != EnvFileKind::kNone;
  if (!is_env_file && folder.repository->Tracks(folder, name)) {
    where.git_state = GitState::kTracked;
  } else {
    GovernedRepository::Verdict verdict = folder.repository->Judge(folder, name);
    where.git_state = verdict.state;
    where.ignored_by = std::move(verdict.ignored_by);
  }
  if (where.git_state == GitState::kOutsideRepository) return where;
  where.repository_top = RepositoryTop(folder);
  folder.AppendPathInRepository(&where.path_in_repository);
  where.path_in_repository.append(name);
  return where;
}

}  // namespace blotter
