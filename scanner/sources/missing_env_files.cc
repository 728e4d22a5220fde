#include "scanner/sources/missing_env_files.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "scanner/base/file.h"
#include "scanner/model/env_file.h"
#include "scanner/sources/walk_root.h"

namespace blotter {

namespace {

std::string_view NameOf(std::string_view path) { return path.substr(path.find_last_of('/') + 1); }

std::string_view FolderOf(std::string_view path) {
  const std::size_t slash = path.find_last_of('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

bool HoldsSecrets(std::string_view path) {
  const EnvFileKind kind = ClassifyEnvFile(NameOf(path), NameOf(FolderOf(path)));
  return kind == EnvFileKind::kEnv || kind == EnvFileKind::kKeys;
}

// Whether `path` below the folder `top` is a regular file and no link was passed on the way: what
// the walk would have met.
bool IsOnDisk(const std::string& top, std::string_view path) {
  UniqueFd folder(::open(top.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  for (std::size_t slash = path.find('/'); folder.valid() && slash != std::string_view::npos;
       slash = path.find('/')) {
    const std::string part(path.substr(0, slash));
    path.remove_prefix(slash + 1);
    folder = UniqueFd(
        ::openat(folder.get(), part.c_str(), O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  }
  struct stat status = {};
  return folder.valid() &&
         ::fstatat(folder.get(), std::string(path).c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0 &&
         S_ISREG(status.st_mode);
}

// The innermost folder root that `absolute_path` lies below, or null.
const WalkRoot* RootOf(const WalkRoots& roots, const std::string& absolute_path) {
  const WalkRoot* best = nullptr;
  for (const WalkRoot& root : roots.roots) {
    if (!root.file_names.empty() || !absolute_path.starts_with(root.folder_path)) continue;
    const std::string_view rest = std::string_view(absolute_path).substr(root.folder_path.size());
    if (!root.folder_path.ends_with('/') && !rest.starts_with('/')) continue;
    if (best == nullptr || root.folder_path.size() > best->folder_path.size()) best = &root;
  }
  return best;
}

// Folders as a walk would have made them, from the root (or the repository's top, where that is
// further down) to the folder `path`, some of which may not exist.
FolderRef FoldersTo(SharedWalk* walk, const WalkRoot& root, GovernedRepository* repository,
                    std::string_view absolute_folder) {
  const std::string& top = repository->location().top;
  FolderRef folder = root.folder;
  std::string path = root.folder_path;
  while (path.size() < absolute_folder.size()) {
    std::string_view rest = absolute_folder.substr(path.size());
    if (rest.starts_with('/')) rest.remove_prefix(1);
    const std::string_view name = rest.substr(0, rest.find('/'));
    FolderRef child(new Folder(&walk->descriptors, folder, name));
    if (!path.ends_with('/')) path += '/';
    path.append(name);
    if (path == top) {
      child->repository = repository;
      child->is_repository_top = true;
      child->tracked = repository->index().Root();
    } else if (child->repository == repository) {
      child->tracked = repository->index().Subfolder(folder->tracked, name);
    }
    folder = std::move(child);
  }
  return folder;
}

class Offerer {
 public:
  Offerer(SharedWalk* walk, BlobSink* sink, Ledger* ledger)
      : walk_(walk), sink_(sink), ledger_(ledger) {}

  void OfferFrom(GovernedRepository* repository) {
    const std::string& top = repository->location().top;
    std::string_view last_path;
    for (const IndexEntry& entry : repository->index().entries()) {
      if (entry.is_submodule() || entry.is_symlink() || !HoldsSecrets(entry.path)) continue;
      if (entry.path == last_path) continue;  // in a conflict: one side of it will do
      last_path = entry.path;
      const std::string path = fmt::format("{}{}{}", top, top == "/" ? "" : "/", entry.path);
      const WalkRoot* const root = RootOf(walk_->roots, path);
      if (root != nullptr && !IsOnDisk(top, entry.path)) Offer(repository, entry, *root, path);
    }
  }

 private:
  void Offer(GovernedRepository* repository, const IndexEntry& entry, const WalkRoot& root,
             const std::string& path) {
    const FolderRef folder = FoldersTo(walk_, root, repository, FolderOf(path));
    if (folder->repository != repository) return;  // another repository's files are there now
    Provenance where = DescribeFile(*folder, NameOf(path));
    if (where.git_state != GitState::kTracked) return;
    Result<std::string> content = repository->ReadEntry(entry);
    if (!content.ok()) {
      ledger_->failures.push_back(
          {where.path,
           fmt::format("is tracked but not on disk, and cannot be read from the index: {}",
                       content.error().message)});
      return;
    }
    MemoryBlob blob(std::move(content).value(), std::string(folder->last_name()), std::move(where));
    sink_->Consume(0, blob);
  }

  SharedWalk* const walk_;
  BlobSink* const sink_;
  Ledger* const ledger_;
};

}  // namespace

void OfferMissingEnvFiles(SharedWalk* walk, BlobSink* sink, Ledger* ledger) {
  Offerer offerer(walk, sink, ledger);
  for (GovernedRepository* repository : walk->repositories.All()) offerer.OfferFrom(repository);
}

}  // namespace blotter
