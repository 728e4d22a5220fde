// FolderListing: the entries of a folder, piece by piece, straight from getdents64: no allocation,
// no sorting, no stat. One per worker, used for one piece at a time.
#pragma once

#include <dirent.h>

#include <array>
#include <cstddef>
#include <cstring>
#include <string_view>

namespace blotter {

// A name in a folder, and what it names (DT_REG, DT_DIR, ...; DT_UNKNOWN where the file system
// cannot say). The name is followed by a NUL; it is good until the next piece.
struct ListedEntry {
  std::string_view name;
  unsigned char type = DT_UNKNOWN;
};

class FolderListing {
 public:
  // Replaces the piece at hand with the next one of the folder open as `fd`, filling the buffer as
  // far as it goes. False: errno says why; what was read before that is there all the same.
  bool ReadPiece(int fd);

  // The last piece has been read: nothing comes after this one.
  bool at_end() const { return at_end_; }
  bool empty() const { return used_ == 0; }

  // Calls `visit(ListedEntry)` for each entry of the piece, but "." and "..".
  template <typename Visit>
  void ForEach(Visit visit) const {
    for (std::size_t at = 0; at < used_;) {
      const auto* entry = reinterpret_cast<const dirent64*>(buffer_.data() + at);
      at += entry->d_reclen;
      const char* name = entry->d_name;
      if (name[0] == '.' && (name[1] == '\0' || (name[1] == '.' && name[2] == '\0'))) continue;
      visit(ListedEntry{std::string_view(name), entry->d_type});
    }
  }

 private:
  // A piece is also the unit in which a large folder is shared between workers: some hundred names.
  static constexpr std::size_t kBufferBytes = 16U << 10;
  // No entry is larger: the kernel would refuse to return even one.
  static constexpr std::size_t kMaxEntryBytes = sizeof(dirent64);

  void ResolveTypes(int fd);

  alignas(dirent64) std::array<char, kBufferBytes> buffer_;
  std::size_t used_ = 0;
  bool at_end_ = false;
};

}  // namespace blotter
