// Folder: one folder that a walk has met, and the descriptors that folders share.
//
// Folders form chains towards the root they were found under, and on to the top of the repository
// that holds the root; each keeps its parent alive. A chain is as long as the tree is deep
// (thousands), so nothing here recurses along it.
//
// Descriptors are a bounded resource: FolderDescriptors keeps at most about `budget` folders open,
// closes the least recently used ones that nobody works in, and reopens a closed one component by
// component from its nearest open ancestor, never through a symbolic link. The folders passed on
// the way stay open, so that coming back up a deep tree costs little a folder.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scanner/base/mutex.h"
#include "scanner/git/ignore_rules.h"
#include "scanner/git/index.h"

namespace blotter {

class Folder;
class FolderDescriptors;
class GovernedRepository;
struct WalkRoot;

// Shared ownership of a Folder: a counted pointer. Copies may live in different threads.
class FolderRef {
 public:
  FolderRef() = default;
  // Takes over a folder that nobody refers to yet.
  explicit FolderRef(Folder* folder);
  FolderRef(const FolderRef& other);
  FolderRef(FolderRef&& other) noexcept : folder_(std::exchange(other.folder_, nullptr)) {}
  FolderRef& operator=(FolderRef other) noexcept {
    std::swap(folder_, other.folder_);
    return *this;
  }
  ~FolderRef() { Release(std::exchange(folder_, nullptr)); }

  Folder* get() const { return folder_; }
  Folder* operator->() const { return folder_; }
  Folder& operator*() const { return *folder_; }
  explicit operator bool() const { return folder_ != nullptr; }

 private:
  static void Release(Folder* folder);

  Folder* folder_ = nullptr;
};

// Whether git ignores a whole folder: asked only where something untracked is in it.
enum class FolderIgnored : std::uint8_t { kNotAsked, kNo, kYes };

// The plain fields are written before another thread can see the folder, or by the one worker that
// lists its first piece, before it hands on anything below; from then on they are constant.
class Folder {
 public:
  // Without a parent, `name` is an absolute path.
  Folder(FolderDescriptors* descriptors, FolderRef parent, std::string_view name);
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  Folder* parent() const { return parent_.get(); }
  const std::string& name() const { return name_; }
  // The last part of the name: what `ls` shows for this folder.
  std::string_view last_name() const;

  // Appends the path below the root ("a/b/": with its slash; nothing for the root itself), or below
  // the top of the repository that governs this folder.
  void AppendPathBelowRoot(std::string* path) const;
  void AppendPathInRepository(std::string* path) const;

  const WalkRoot* root = nullptr;
  GovernedRepository* repository = nullptr;  // null: no git repository governs this folder
  IndexFolder tracked;                       // what `repository` tracks below this folder
  bool is_root = false;
  bool is_above_root = false;  // only there for its ignore rules; never listed
  bool is_repository_top = false;
  bool holds_other_roots = false;    // other roots lie below this one: leave them to themselves
  bool may_have_ignore_file = true;  // false: a complete listing showed no .gitignore

  // Files are opened with O_NOATIME: a scan is no use of a file, and reading is faster so. The
  // kernel grants it to owners only; once it refuses here, it is not asked again here or below.
  std::atomic<bool> may_spare_atime{true};

  // Filled in on first need by `repository`, which owns the rules.
  std::atomic<const IgnoreChain*> rules{nullptr};
  std::atomic<FolderIgnored> ignored{FolderIgnored::kNotAsked};

 private:
  friend class FolderRef;
  friend class FolderDescriptors;
  // Appends the names from below the first folder for which `is_end` is true down to this one.
  template <typename IsEnd>
  void AppendNames(IsEnd is_end, std::string* path) const;

  std::atomic<std::uint32_t> references_{0};
  FolderRef parent_;
  const std::string name_;
  FolderDescriptors* const descriptors_;
  // All guarded by descriptors_->mutex_ (annotations cannot name another object's private lock).
  int fd_ = -1;
  std::uint32_t pins_ = 0;
  Folder* newer_ = nullptr;  // neighbours in the list of open folders that nobody has pinned
  Folder* older_ = nullptr;
};

// Internally locked: a lock or two a folder, none a file.
class FolderDescriptors {
 public:
  explicit FolderDescriptors(std::size_t budget) : budget_(budget) {}

  // Raises the soft limit on descriptors towards the hard one, as far as it helps, and returns a
  // modest part of what is allowed.
  static std::size_t BudgetFromLimits();

  std::size_t budget() const { return budget_; }

  // The folder's descriptor, opened where it is not, and kept open until Unpin. Negative: -errno.
  int Pin(Folder& folder) EXCLUDES(mutex_);
  void Unpin(Folder& folder) EXCLUDES(mutex_);

 private:
  friend class Folder;
  int PinAnchor(Folder& folder, std::vector<Folder*>* closed, Folder** anchor) EXCLUDES(mutex_);
  int OpenAt(int parent_fd, const Folder& folder) EXCLUDES(mutex_);
  int Keep(Folder& folder, int fd) EXCLUDES(mutex_);
  void Forget(Folder& folder) EXCLUDES(mutex_);
  void AddPin(Folder& folder) REQUIRES(mutex_);
  void RemovePin(Folder& folder) REQUIRES(mutex_);
  void Unlink(Folder& folder) REQUIRES(mutex_);
  void CloseOldest(std::size_t until_open) REQUIRES(mutex_);

  const std::size_t budget_;
  Mutex mutex_;
  std::size_t open_ GUARDED_BY(mutex_) = 0;
  Folder* newest_ GUARDED_BY(mutex_) = nullptr;
  Folder* oldest_ GUARDED_BY(mutex_) = nullptr;
};

// A folder kept open for as long as this lives.
class PinnedFolder {
 public:
  PinnedFolder(FolderDescriptors* descriptors, Folder& folder)
      : descriptors_(descriptors), folder_(folder), fd_(descriptors->Pin(folder)) {}
  ~PinnedFolder() {
    if (fd_ >= 0) descriptors_->Unpin(folder_);
  }
  PinnedFolder(const PinnedFolder&) = delete;
  PinnedFolder& operator=(const PinnedFolder&) = delete;

  bool ok() const { return fd_ >= 0; }
  int fd() const { return fd_; }
  int error_number() const { return -fd_; }

 private:
  FolderDescriptors* const descriptors_;
  Folder& folder_;
  const int fd_;
};

}  // namespace blotter
