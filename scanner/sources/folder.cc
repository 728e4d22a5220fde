#include "scanner/sources/folder.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace blotter {

FolderRef::FolderRef(Folder* folder) : folder_(folder) {
  folder_->references_.store(1, std::memory_order_relaxed);
}

FolderRef::FolderRef(const FolderRef& other) : folder_(other.folder_) {
  if (folder_ != nullptr) folder_->references_.fetch_add(1, std::memory_order_relaxed);
}

// A loop where the obvious destructor recurses: the last reference to a folder takes its parents
// along, and there may be thousands.
void FolderRef::Release(Folder* folder) {
  while (folder != nullptr && folder->references_.fetch_sub(1, std::memory_order_acq_rel) == 1) {
    Folder* const parent = std::exchange(folder->parent_.folder_, nullptr);
    delete folder;
    folder = parent;
  }
}

Folder::Folder(FolderDescriptors* descriptors, FolderRef parent, std::string_view name)
    : parent_(std::move(parent)), name_(name), descriptors_(descriptors) {
  if (!parent_) return;
  root = parent_->root;
  repository = parent_->repository;
  may_spare_atime.store(parent_->may_spare_atime.load(std::memory_order_relaxed),
                        std::memory_order_relaxed);
}

Folder::~Folder() { descriptors_->Forget(*this); }

std::string_view Folder::last_name() const {
  return std::string_view(name_).substr(name_.find_last_of('/') + 1);
}

template <typename IsEnd>
void Folder::AppendNames(IsEnd is_end, std::string* path) const {
  std::size_t length = 0;
  for (const Folder* folder = this; folder != nullptr && !is_end(*folder);
       folder = folder->parent()) {
    length += folder->name_.size() + 1;
  }
  path->resize(path->size() + length);
  char* end = path->data() + path->size();
  for (const Folder* folder = this; folder != nullptr && !is_end(*folder);
       folder = folder->parent()) {
    *--end = '/';
    end -= folder->name_.size();
    std::copy(folder->name_.begin(), folder->name_.end(), end);
  }
}

void Folder::AppendPathBelowRoot(std::string* path) const {
  AppendNames([](const Folder& folder) { return folder.is_root; }, path);
}

void Folder::AppendPathInRepository(std::string* path) const {
  AppendNames([](const Folder& folder) { return folder.is_repository_top; }, path);
}

std::size_t FolderDescriptors::BudgetFromLimits() {
  constexpr rlim_t kUseful = 4096;
  constexpr rlim_t kMost = 512;
  rlimit limit = {};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return 64;
  if (limit.rlim_cur < kUseful && limit.rlim_cur < limit.rlim_max) {
    rlimit raised = limit;
    raised.rlim_cur = std::min(kUseful, limit.rlim_max);
    if (::setrlimit(RLIMIT_NOFILE, &raised) == 0) limit = raised;
  }
  return static_cast<std::size_t>(std::clamp(limit.rlim_cur / 4, rlim_t{4}, kMost));
}

int FolderDescriptors::Pin(Folder& folder) {
  // Nearly always the folder or its parent is open. `closed` holds, deepest first, what is not.
  std::vector<Folder*> closed;
  Folder* anchor = nullptr;
  int fd = PinAnchor(folder, &closed, &anchor);
  while (!closed.empty()) {
    Folder& next = *closed.back();
    closed.pop_back();
    fd = OpenAt(fd, next);
    const int reason = errno;
    if (fd >= 0) fd = Keep(next, fd);
    if (anchor != nullptr) Unpin(*anchor);
    if (fd < 0) return -reason;
    anchor = &next;
  }
  return fd;
}

void FolderDescriptors::Unpin(Folder& folder) {
  MutexLock lock(mutex_);
  RemovePin(folder);
}

// Pins the nearest open folder from `folder` upwards and returns its descriptor; AT_FDCWD, and no
// anchor, where none is open.
int FolderDescriptors::PinAnchor(Folder& folder, std::vector<Folder*>* closed, Folder** anchor) {
  MutexLock lock(mutex_);
  for (Folder* f = &folder; f != nullptr; f = f->parent()) {
    if (f->fd_ >= 0) {
      AddPin(*f);
      *anchor = f;
      return f->fd_;
    }
    closed->push_back(f);
  }
  return AT_FDCWD;
}

int FolderDescriptors::OpenAt(int parent_fd, const Folder& folder) {
  // Above the root nothing is listed, and there may be no permission to.
  const int access = folder.is_above_root ? O_PATH : O_RDONLY;
  for (bool retried = false;; retried = true) {
    const int fd =
        ::openat(parent_fd, folder.name_.c_str(), access | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    const bool out_of_descriptors = fd < 0 && (errno == EMFILE || errno == ENFILE);
    if (!out_of_descriptors || retried) return fd;
    MutexLock lock(mutex_);
    CloseOldest(0);
  }
}

// `fd` is `folder`, just opened. Another worker may have been faster: then its descriptor counts.
int FolderDescriptors::Keep(Folder& folder, int fd) {
  MutexLock lock(mutex_);
  if (folder.fd_ < 0) {
    folder.fd_ = fd;
    ++open_;
    folder.pins_ = 1;
    CloseOldest(budget_);
  } else {
    ::close(fd);
    AddPin(folder);
  }
  return folder.fd_;
}

void FolderDescriptors::Forget(Folder& folder) {
  int fd = -1;
  {
    MutexLock lock(mutex_);
    fd = std::exchange(folder.fd_, -1);
    if (fd < 0) return;
    if (folder.pins_ == 0) Unlink(folder);
    --open_;
  }
  ::close(fd);  // without the lock: closing takes longer than all else that is done under it
}

void FolderDescriptors::AddPin(Folder& folder) {
  if (folder.pins_++ == 0) Unlink(folder);
}

void FolderDescriptors::RemovePin(Folder& folder) {
  if (--folder.pins_ > 0) return;
  folder.older_ = newest_;
  folder.newer_ = nullptr;
  (newest_ != nullptr ? newest_->newer_ : oldest_) = &folder;
  newest_ = &folder;
}

void FolderDescriptors::Unlink(Folder& folder) {
  (folder.newer_ != nullptr ? folder.newer_->older_ : newest_) = folder.older_;
  (folder.older_ != nullptr ? folder.older_->newer_ : oldest_) = folder.newer_;
}

void FolderDescriptors::CloseOldest(std::size_t until_open) {
  while (open_ > until_open && oldest_ != nullptr) {
    Folder& folder = *oldest_;
    Unlink(folder);
    ::close(folder.fd_);
    folder.fd_ = -1;
    --open_;
  }
}

}  // namespace blotter
