#include "scanner/sources/folder_listing.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/types.h>

#include <cerrno>

namespace blotter {

bool FolderListing::ReadPiece(int fd) {
  used_ = 0;
  at_end_ = false;
  // Only an empty answer is the end: file systems may return fewer entries than would fit.
  while (kBufferBytes - used_ >= kMaxEntryBytes) {
    const ssize_t got = ::getdents64(fd, buffer_.data() + used_, kBufferBytes - used_);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) {
      at_end_ = true;
      return false;
    }
    if (got == 0) {
      at_end_ = true;
      break;
    }
    used_ += static_cast<std::size_t>(got);
  }
  ResolveTypes(fd);
  return true;
}

// Some file systems leave the type out; it is filled in as they would have done.
void FolderListing::ResolveTypes(int fd) {
  for (std::size_t at = 0; at < used_;) {
    auto* entry = reinterpret_cast<dirent64*>(buffer_.data() + at);
    at += entry->d_reclen;
    struct stat status = {};
    if (entry->d_type != DT_UNKNOWN) continue;
    if (::fstatat(fd, entry->d_name, &status, AT_SYMLINK_NOFOLLOW) != 0) continue;
    entry->d_type = static_cast<unsigned char>(IFTODT(status.st_mode));
  }
}

}  // namespace blotter
