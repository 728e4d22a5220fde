#include "scanner/sources/walker.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <climits>
#include <utility>

#include <fmt/format.h>

#include "scanner/base/file.h"
#include "scanner/model/env_file.h"
#include "scanner/sources/walk_root.h"

namespace blotter {

namespace {

constexpr std::string_view kGitName = ".git";
constexpr std::string_view kIgnoreFileName = ".gitignore";
// What git-crypt puts in front of everything that it encrypts.
constexpr std::string_view kGitCryptHeader("\0GITCRYPT\0", 10);
// git appends names of its own to a repository's path.
constexpr std::size_t kMaxRepositoryPath = PATH_MAX - 256;

bool HoldsSecrets(EnvFileKind kind) {
  return kind == EnvFileKind::kEnv || kind == EnvFileKind::kKeys;
}

}  // namespace

std::string AbsolutePath(const Folder& folder) {
  std::string path = folder.root->folder_path;
  if (!folder.is_root && !path.ends_with('/')) path += '/';
  folder.AppendPathBelowRoot(&path);
  if (!folder.is_root) path.pop_back();
  return path;
}

void Walker::Run() {
  for (WorkItem item; walk_.stack.Pop(&item); item = WorkItem()) {
    const WalkRoot& root = *item.folder->root;
    if (item.folder->is_root && !root.file_names.empty()) {
      OfferNamedFiles(*item.folder);
    } else {
      ListFolder(std::move(item));
    }
  }
}

// Lists the folder, or the next piece of it. The simple loop would be: read a piece, put subfolders
// on the stack, offer files, until the end. But a piece that is not the last first sends the folder
// back to the stack, so that another worker can go on with it while this one reads files; it goes
// below its subfolders, so that they are done before more of them are listed.
void Walker::ListFolder(WorkItem item) {
  const FolderRef folder = std::move(item.folder);
  const bool begins = item.listing_fd < 0;
  const int fd = begins ? walk_.descriptors.Pin(*folder) : item.listing_fd;
  if (fd < 0) return FailFolder(*folder, "cannot be opened", -fd);
  if (!begins) walk_.waiting_listings.fetch_sub(1, std::memory_order_relaxed);
  path_folder_ = nullptr;
  bool is_first_piece = begins;
  for (bool is_handed_on = false; !is_handed_on;) {
    if (!listing_.ReadPiece(fd)) FailFolder(*folder, "cannot be listed to its end", errno);
    if (is_first_piece) EnterFolder(*folder, fd);
    is_first_piece = false;
    if (!listing_.at_end() && ReserveWaitingListing()) {
      is_handed_on = true;
      found_.push_back({folder, walk_.descriptors.Pin(*folder)});
    }
    listing_.ForEach([&](const ListedEntry& entry) {
      if (entry.type == DT_DIR) HandleSubfolder(folder, entry.name);
    });
    walk_.stack.Push(&found_);
    listing_.ForEach([&](const ListedEntry& entry) {
      if (entry.type != DT_DIR) HandleNonFolder(*folder, fd, entry);
    });
    if (listing_.at_end()) break;
  }
  walk_.descriptors.Unpin(*folder);
}

bool Walker::ReserveWaitingListing() {
  const std::size_t limit = walk_.descriptors.budget() / 2;
  if (walk_.waiting_listings.fetch_add(1, std::memory_order_relaxed) < limit) return true;
  walk_.waiting_listings.fetch_sub(1, std::memory_order_relaxed);
  return false;
}

// With the first piece at hand, and before anything in the folder is decided: is it a repository of
// its own, and does it have ignore rules?
void Walker::EnterFolder(Folder& folder, int fd) {
  ++ledger_.folders;
  bool has_git = false;
  bool has_ignore_file = !listing_.at_end();
  listing_.ForEach([&](const ListedEntry& entry) {
    if (entry.name.front() != '.') return;
    if (entry.name == kGitName) has_git = true;
    if (entry.name == kIgnoreFileName) has_ignore_file = true;
  });
  folder.may_have_ignore_file = has_ignore_file;
  if (!has_git && !listing_.at_end()) {
    struct stat status = {};
    has_git = ::fstatat(fd, kGitName.data(), &status, AT_SYMLINK_NOFOLLOW) == 0;
  }
  if (has_git && !folder.is_root) EnterNestedRepository(folder);
}

// `folder` holds a `.git`. If that is no repository, it is an ordinary folder of the outer one, as
// git sees it. If it is one that cannot be used, nothing is known of its files: all are offered.
void Walker::EnterNestedRepository(Folder& folder) {
  const std::string path = AbsolutePath(folder);
  if (path.size() > kMaxRepositoryPath) {
    folder.repository = nullptr;
    return Fail(DisplayFolder(folder), "is a git repository too deep in folders for git to open");
  }
  Result<std::optional<Repository>> found = RepositoryAt(path);
  if (found.ok() && !found->has_value()) return;
  Result<GovernedRepository*> repository =
      found.ok() ? walk_.repositories.Open(**found) : Result<GovernedRepository*>(found.error());
  folder.repository = repository.ok() ? *repository : nullptr;
  if (!repository.ok()) return Fail(DisplayFolder(folder), repository.error().message);
  folder.is_repository_top = true;
  folder.tracked = folder.repository->index().Root();
}

void Walker::HandleSubfolder(const FolderRef& folder, std::string_view name) {
  if (name == kGitName) return ledger_.Skip(SkipReason::kGitFolder);
  if (folder->holds_other_roots && IsOtherRoot(*folder, name)) return;
  IndexFolder tracked;
  if (folder->repository != nullptr) {
    const Index& index = folder->repository->index();
    if (!folder->tracked.empty()) tracked = index.Subfolder(folder->tracked, name);
    // In the index under its own name is a submodule.
    const bool is_tracked = !tracked.empty() || folder->repository->Tracks(*folder, name);
    if (!is_tracked && !walk_.options.no_ignore && IsIgnored(*folder, name, true)) {
      return ledger_.Skip(SkipReason::kGitIgnoredFolder);
    }
  }
  FolderRef child(new Folder(&walk_.descriptors, folder, name));
  child->tracked = tracked;
  child->holds_other_roots =
      folder->holds_other_roots && walk_.roots.AnyBelow(AbsolutePath(*child));
  found_.push_back({std::move(child), -1});
}

void Walker::HandleNonFolder(Folder& folder, int fd, const ListedEntry& entry) {
  if (entry.name == kGitName) return ledger_.Skip(SkipReason::kGitFolder);
  switch (entry.type) {
    case DT_REG:
      return HandleFile(folder, fd, entry.name);
    case DT_LNK:
      return ledger_.Skip(SkipReason::kSymlink);
    case DT_FIFO:
      return ledger_.Skip(SkipReason::kFifo);
    case DT_SOCK:
      return ledger_.Skip(SkipReason::kSocket);
    case DT_CHR:
    case DT_BLK:
      return ledger_.Skip(SkipReason::kDevice);
    default:
      return Fail(DisplayPath(folder, entry.name), "cannot be examined: its kind is unknown");
  }
}

void Walker::HandleFile(Folder& folder, int fd, std::string_view name) {
  if (folder.holds_other_roots && IsOtherRoot(folder, name)) return;
  if (folder.repository != nullptr && !walk_.options.no_ignore) {
    if (!folder.repository->Tracks(folder, name) && IsIgnored(folder, name, false)) {
      ledger_.Skip(SkipReason::kGitIgnored);
      if (HoldsSecrets(ClassifyEnvFile(name, folder.last_name()))) {
        sink_.NoteIgnoredEnvFile(worker_, DescribeFile(folder, name));
      }
      return;
    }
  }
  Offer(folder, fd, name, FollowLink::kNo);
}

void Walker::OfferNamedFiles(Folder& folder) {
  const PinnedFolder pinned(&walk_.descriptors, folder);
  for (const std::string& name : folder.root->file_names) {
    if (pinned.ok()) {
      Offer(folder, pinned.fd(), name, FollowLink::kYes);
    } else {
      Fail(DisplayPath(folder, name),
           fmt::format("cannot be opened: {}", ErrnoMessage(pinned.error_number())));
    }
  }
}

void Walker::Offer(Folder& folder, int fd, std::string_view name, FollowLink follow) {
  if (!walk_.options.passed_over_paths.empty() && IsPassedOver(folder, name)) {
    return ledger_.Skip(SkipReason::kPathAllowlist);
  }
  if (folder.repository != nullptr && folder.repository->uses_git_crypt() &&
      OfferEncryptedInstead(folder, name)) {
    return;
  }
  FileBlob blob(folder, fd, name, follow);
  if (walk_.options.max_file_size_bytes.has_value()) {
    // Where even that fails the sink finds out again, and counts it.
    const Result<std::uint64_t> size = blob.Size();
    if (size.ok() && size.value() > *walk_.options.max_file_size_bytes) {
      return ledger_.Skip(SkipReason::kTooLarge);
    }
  }
  sink_.Consume(worker_, blob);
}

// An env file that is plain on disk, because git-crypt is unlocked here, and encrypted for
// everybody else is no leak: what counts is what the index holds.
bool Walker::OfferEncryptedInstead(Folder& folder, std::string_view name) {
  if (!HoldsSecrets(ClassifyEnvFile(name, folder.last_name()))) return false;
  const Index& index = folder.repository->index();
  const IndexEntry* const entry = index.Find(folder.tracked, name);
  if (entry == nullptr || entry->is_submodule() || entry->is_symlink()) return false;
  Result<std::string> content = folder.repository->ReadEntry(*entry);
  if (!content.ok()) {
    Fail(DisplayPath(folder, name),
         fmt::format("cannot be read from the index: {}", content.error().message));
    return false;
  }
  if (!content->starts_with(kGitCryptHeader)) return false;
  Provenance where = DescribeFile(folder, name);
  where.encrypted_in_index = true;
  MemoryBlob blob(std::move(content).value(), std::string(folder.last_name()), std::move(where));
  sink_.Consume(worker_, blob);
  return true;
}

bool Walker::IsPassedOver(const Folder& folder, std::string_view name) const {
  const std::string path = RepositoryPath(folder, name);
  for (const Regex& regex : walk_.options.passed_over_paths) {
    if (regex.Contains(path)) return true;
  }
  return false;
}

bool Walker::IsIgnored(Folder& folder, std::string_view name, bool is_directory) {
  if (path_folder_ != &folder) {
    path_.clear();
    folder.AppendPathInRepository(&path_);
    folder_length_ = path_.size();
    path_folder_ = &folder;
  }
  path_.resize(folder_length_);
  path_.append(name);
  return folder.repository->IsIgnored(folder, path_, is_directory);
}

bool Walker::IsOtherRoot(const Folder& folder, std::string_view name) const {
  std::string path = AbsolutePath(folder);
  if (!path.ends_with('/')) path += '/';
  return walk_.roots.paths.count(path.append(name)) > 0;
}

void Walker::Fail(std::string path, std::string reason) {
  ledger_.failures.push_back({std::move(path), std::move(reason)});
}

void Walker::FailFolder(const Folder& folder, const char* what, int error_number) {
  Fail(DisplayFolder(folder), fmt::format("{}: {}", what, ErrnoMessage(error_number)));
}

}  // namespace blotter
